"""Comments that a moderator closed: only a moderator opens them again."""

from __future__ import annotations

from typing import Any

from films.models import Film

STATE = ("comments_open", "comments_locked")


def place_of(text: Any) -> Any:
    """Where the discussion of a text stands: under the review itself, or where the comment stands."""
    return text if hasattr(text, "comments_open") else (text.review or text.film)


def lock(text: Any) -> dict[str, Any]:
    """Closes the discussion; what was there before, for an undo. Its film must be locked."""
    place = place_of(text)
    before = {name: getattr(place, name) for name in STATE if hasattr(place, name)}
    _put(place, dict.fromkeys(before, True) | {"comments_open": False})
    return before


def unlock(text: Any, before: dict[str, Any]) -> None:
    """Puts the discussion back as it was before the lock."""
    place = place_of(text)
    _put(
        place,
        {name: before[name] for name in STATE if name in before and hasattr(place, name)} or {"comments_open": True},
    )


def _put(place: Any, state: dict[str, Any]) -> None:
    type(place)._default_manager.filter(pk=place.pk).update(**state)
    Film.objects.filter(pk=getattr(place, "film_id", place.pk)).touch()
