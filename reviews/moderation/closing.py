"""Closing and opening a discussion by the button beside it: recorded as a decision, as it is from the queue."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from .kinds import author_of, film_id_of, kind_of
from .locking import lock, unlock
from .models import Decision
from .state import lock_places, snapshot

Action = Decision.Action


def switch_comments(place: Any, is_open: bool, by: Any) -> None:
    """Opens or closes the comments on a film, or under somebody's review, for the moderator `by`."""
    with transaction.atomic():
        lock_places([film_id_of(place)])
        place.refresh_from_db()
        if place.comments_open != is_open:
            Decision.objects.record([_opened(place, by) if is_open else _closed(place, by)])
            place.refresh_from_db()


def _closed(place: Any, by: Any) -> Decision:
    before = lock(place)
    # A film has no other state that a decision changes, and it was open.
    return _draft(place, by, Action.LOCK, before=snapshot(place) | before if hasattr(place, "status") else {})


def _opened(place: Any, by: Any) -> Decision:
    """Takes back the closing, where there is a record of it."""
    unlock(place, {"comments_open": True, "comments_locked": False})
    closings = Decision.objects.standing().filter(action=Action.LOCK)
    return _draft(place, by, Action.UNDO, undoes=closings.of(kind_of(place), place.pk).first())


def _draft(place: Any, by: Any, action: str, **facts: Any) -> Decision:
    author, status = author_of(place), getattr(place, "status", "")
    return Decision.draft(
        by=by,
        action=action,
        kind=kind_of(place),
        target_id=place.pk,
        member_id=getattr(author, "pk", None),
        film_id=film_id_of(place),
        from_status=status,
        to_status=status,
        is_demo=bool(author and author.is_demo),
        **facts,
    )
