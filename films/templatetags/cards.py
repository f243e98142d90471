"""Cards of films in grids, each made once for all readers who see ratings in the same glyph and language.

A card is kept under its film's revision, which grows with every change of what it shows, votes too. Its template is
rendered once for each of the few shapes that a card can have, with the names of the values in their places; a film's
card is that text with the film's own values, escaped, put in: lists have dozens of cards, and rendering takes longest.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ..kept import Kept
from ..models import Film
from ..posters import tint_of
from .posters import shelf_poster
from .ratings import average_words, fives, rating

register = template.Library()

_cards: Kept[SafeString] = Kept(size=12 * 1024 * 1024)


@register.simple_tag(takes_context=True)
def film_card(context: Context, film: Film, **shown: Any) -> SafeString:
    """One card. `rank`: int. `half_steps`: somebody's own rating, in place of the average. `eager`: bool, for the first
    screen. `facts_only`: without the average. `note`: a few words below."""
    glyph = str(context.get("glyph") or "sheep")
    key = (film.pk, film.revision, glyph, get_language(), *shown.items())
    return _cards.get(key, partial(drawn, film, glyph, **shown))


@register.simple_tag(takes_context=True)
def film_cards(context: Context, films: Iterable[Film], eager: int = 0, *, ranked: bool = False) -> SafeString:
    """The cards of a list, each as an item of it; the first `eager` stand on the first screen."""
    cards = []
    for place, film in enumerate(films, 1):
        rank = {"rank": place} if ranked else {}
        cards.append(film_card(context, film, eager=place <= eager, **rank))
    return SafeString("".join(f"<li>{card}</li>" for card in cards))


def drawn(film: Film, glyph: str, *, eager: bool = False, **shown: Any) -> SafeString:
    """A card made anew, of nothing but public facts."""
    values = {
        "tint": str(tint_of(film.title)),
        "poster": shelf_poster(film, eager),
        "url": film.get_absolute_url(),
        "title": film.title,
        "year": film.year,
        "rank": shown.get("rank"),
        "note": shown.get("note"),
        **rated(film, Context({"glyph": glyph}), **shown),
    }
    given = frozenset(name for name, value in values.items() if value)
    return format_html(shape(given, glyph, get_language()), **values)


def rated(
    film: Film, look: Context, *, half_steps: int | None = None, facts_only: bool = False, **_: Any
) -> dict[str, Any]:
    """The rating that a card shows, as its template names it."""
    if half_steps:
        return {"own": rating(look, half_steps)}
    if facts_only or not film.average:
        return {}
    return {"score": fives(film.average), "score_words": average_words(look, film.average)}


@lru_cache(maxsize=256)
def shape(given: frozenset[str], glyph: str, _language: str | None) -> str:
    """The text of a card in which each of the values that are given is named in its place."""
    names = {name: SafeString(f"{{{name}}}") for name in given}
    return render_to_string("components/_film_card.html", {**names, "glyph": glyph}).strip()
