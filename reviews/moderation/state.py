"""Changing the state of texts: inside their films' locks, with the films' totals brought along."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from films.models import Film, Tally

from ..status import Status

KEPT = ("status", "public_half_steps", "has_spoilers", "published_at")


def lock_places(film_ids: Iterable[int | None], member_ids: Iterable[int | None] = ()) -> None:
    """Locks films, then members, in the order of their numbers: always the first locks that a decision takes."""
    films = sorted({pk for pk in film_ids if pk})
    members = sorted({pk for pk in member_ids if pk})
    list(Film.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=films).order_by("pk").values("pk"))
    people = get_user_model()._default_manager.select_for_update(no_key=True, of=("self",))
    list(people.filter(pk__in=members).order_by("pk").values("pk"))


def snapshot(text: Any) -> dict[str, Any]:
    """What a decision may change, as plain JSON."""
    state = {name: getattr(text, name) for name in KEPT if hasattr(text, name)}
    if state.get("published_at"):
        state["published_at"] = state["published_at"].isoformat()
    return state


def set_status(text: Any, status: str) -> None:
    """Gives `text` a status, not saved yet."""
    text.status = status
    if status == Status.PUBLISHED and text.published_at is None:
        text.published_at = timezone.now()
    if hasattr(text, "settle_public_rating"):
        text.settle_public_rating()


def put_back(text: Any, before: dict[str, Any]) -> None:
    """Gives `text` the state of a snapshot, not saved yet. `published_at` stays: it never moves a text's place."""
    set_status(text, before["status"])
    text.has_spoilers = before["has_spoilers"]
    if "public_half_steps" in before and before["status"] == Status.PENDING and not text.withdrawn_at:
        text.public_half_steps = text.half_steps if before["public_half_steps"] else None


def change(texts: list[Any], how: Callable[[Any], None]) -> None:
    """Applies `how` to each text and saves it with the totals of its film. The films must be locked already."""
    for text in texts:
        counts = hasattr(text, "tally")
        before, was_visible = (text.tally if counts else Tally()), text.is_visible
        how(text)
        state = {name: getattr(text, name) for name in KEPT if hasattr(text, name)}
        type(text)._default_manager.filter(pk=text.pk).update(**state)
        if counts:
            Film.objects.change_totals(text.film_id, before, text.tally)
            text.count_in_thread(text.is_visible - was_visible)
        if hasattr(text, "took_effect"):
            text.took_effect()
