"""Changing the state of texts: inside their films' locks, with the films' totals brought along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from films.models import Film, Tally

from ..status import Status

KEPT = ("status", "public_half_steps", "has_spoilers", "published_at")


def lock_places(film_ids: Iterable[int | None], member_ids: Iterable[int | None] = ()) -> None:
    """Locks films, then members, in the order of their numbers: always the first locks that a decision takes."""
    films = {pk for pk in film_ids if pk}
    members = sorted({pk for pk in member_ids if pk})
    joined = Film.objects.filter(pk__in=films).exclude(joined_into=None).values_list("joined_into", flat=True)
    films.update(pk for pk in joined if pk)
    list(Film.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=films).order_by("pk").values("pk"))
    people = get_user_model()._default_manager.select_for_update(no_key=True, of=("self",))
    list(people.filter(pk__in=members).order_by("pk").values("pk"))


def lock_places_of(pairs: Iterable[tuple[int | None, int | None]]) -> None:
    """Locks where cases or decisions belong: for each (film, member) the film, or the member where there is none."""
    pairs = list(pairs)
    lock_places((film for film, _member in pairs), (member for film, member in pairs if film is None))


def whereabouts(one: Any) -> dict[str, Any]:
    """What a case and the decisions on it share: which target they are about, whose it is, and under which film."""
    return {name: getattr(one, name) for name in ("kind", "target_id", "member_id", "film_id")}


def snapshot(text: Any) -> dict[str, Any]:
    """What a decision may change, as plain JSON."""
    state = {name: getattr(text, name) for name in KEPT if hasattr(text, name)}
    if state.get("published_at"):
        state["published_at"] = state["published_at"].isoformat()
    return state


def set_status(text: Any, status: str, now: datetime | None = None, *, spoiler: bool = False) -> None:
    """Gives `text` a status, and a spoiler's mark if asked, not saved yet."""
    text.status = status
    text.has_spoilers = text.has_spoilers or spoiler
    if status == Status.PUBLISHED and text.published_at is None:
        text.published_at = now or timezone.now()
    if hasattr(text, "settle_public_rating"):
        text.settle_public_rating()


def put_back(text: Any, before: dict[str, Any]) -> None:
    """Gives `text` the state of a snapshot, not saved yet. `published_at` stays: it never moves a text's place."""
    set_status(text, before["status"])
    text.has_spoilers = before["has_spoilers"]
    if "public_half_steps" in before and before["status"] == Status.PENDING and not text.withdrawn_at:
        text.public_half_steps = text.half_steps if before["public_half_steps"] else None


def restore(text: Any, before: dict[str, Any]) -> None:
    """Gives `text` the state from before a decision that was wrong: what waited then is published now."""
    if before and before["status"] == Status.PUBLISHED:
        put_back(text, before)
    else:
        set_status(text, Status.PUBLISHED)


def change(texts: list[Any], how: Callable[[Any], None]) -> None:
    """Applies `how` to each text and saves all with their films' totals. The films must be locked already.

    Texts that come out alike are saved with one statement: thousands of them are one decision.
    """
    alike: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    moves: dict[int, list[tuple[Tally, Tally]]] = defaultdict(list)
    threads: dict[Any, list[Any]] = defaultdict(list)
    for text in texts:
        counts = hasattr(text, "tally")
        before, was_visible = (text.tally if counts else Tally()), text.is_visible
        how(text)
        state = {name: getattr(text, name) for name in KEPT if hasattr(text, name)}
        alike[type(text), tuple(state.items())].append(text.pk)
        if counts:
            moves[text.film_id].append((before, text.tally))
            threads[type(text), getattr(text, "review_id", None)].append((text, text.is_visible - was_visible))
    for (model, state_items), pks in alike.items():
        _save(model, dict(state_items), pks)
    for film_id, moved in moves.items():
        Film.objects.change_totals(film_id, *moved)
    for stepped in threads.values():
        stepped[0][0].count_in_thread(sum(step for _text, step in stepped))
    for text in texts:
        if hasattr(text, "took_effect"):
            text.took_effect()


def _save(model: Any, state: dict[str, Any], pks: list[int]) -> None:
    for start in range(0, len(pks), 500):
        model._default_manager.filter(pk__in=pks[start : start + 500]).update(**state)
