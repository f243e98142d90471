"""Cards of films in grids, each made once for all readers who see ratings in the same glyph and language.

A card is kept under its film's revision, which grows with every change of what it shows, votes too.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from ..kept import Kept
from ..models import Film
from ..posters import tint_of
from ..shapes import Look, filled, look_of
from .posters import shelf_poster
from .ratings import average_words, fives, rating

register = template.Library()

_cards: Kept[SafeString] = Kept(size=4 * 1024 * 1024)


@register.simple_tag(takes_context=True)
def film_card(context: Context, film: Film, **shown: Any) -> SafeString:
    """One card. `rank`: int. `half_steps`: somebody's own rating, in place of the average. `eager`: bool, for the first
    screen. `facts_only`: without the average. `note`: a few words below."""
    return card(film, look_of(context), shown)


@register.simple_tag(takes_context=True)
def film_cards(context: Context, films: Iterable[Film], eager: int = 0, *, ranked: bool = False) -> SafeString:
    """The cards of a list, each as an item of it; the first `eager` stand on the first screen."""
    return listed(films, look_of(context), eager, ranked=ranked)


def listed(films: Iterable[Film], look: Look, eager: int = 0, *, ranked: bool = False) -> SafeString:
    """The same for a reader who sees ratings so."""
    items = []
    for place, film in enumerate(films, 1):
        rank = {"rank": place} if ranked else {}
        items.append(f"<li>{card(film, look, {'eager': place <= eager, **rank})}</li>")
    return SafeString("".join(items))


def card(film: Film, look: Look, shown: dict[str, Any]) -> SafeString:
    """A card that is kept, or made now: that takes less than to see that nobody else makes it."""
    key = (film.pk, film.revision, *look, *shown.items())
    kept = _cards.peek(key)
    if kept is None:
        kept = drawn(film, look, **shown)
        _cards.put(key, kept)
    return kept


def drawn(film: Film, look: Look, *, eager: bool = False, **shown: Any) -> SafeString:
    """A card made anew, of nothing but public facts."""
    values = {
        "tint": str(tint_of(film.title)),
        "poster": shelf_poster(film, eager),
        "url": film.get_absolute_url(),
        "title": film.title,
        "year": film.year,
        "rank": shown.get("rank"),
        "note": shown.get("note"),
        **rated(film, look, **shown),
    }
    return filled("components/_film_card.html", values, look)


def rated(
    film: Film, look: Look, *, half_steps: int | None = None, facts_only: bool = False, **_: Any
) -> dict[str, Any]:
    """The rating that a card shows, as its template names it."""
    if half_steps:
        return {"own": rating(Context({"glyph": look[0]}), half_steps)}
    if facts_only or not film.average:
        return {}
    return scored(round(film.average / 2, 1), *look)


@lru_cache(maxsize=512)
def scored(of_five: float, glyph: str, _language: str | None) -> dict[str, str]:
    """An average, in figures and in words."""
    return {"score": fives(of_five * 2), "score_words": average_words(Context({"glyph": glyph}), of_five * 2)}
