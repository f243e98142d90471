"""Cards of films in grids, each rendered once for all readers who see ratings in the same glyph and language.

A card is kept under its film's revision, which grows with every change of what it shows, votes too.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ..kept import Kept
from ..models import Film

register = template.Library()

_cards: Kept[SafeString] = Kept(size=6 * 1024 * 1024)


@register.simple_tag(takes_context=True)
def film_card(context: Context, film: Film, **shown: Any) -> SafeString:
    """One card. `rank`: int. `half_steps`: somebody's own rating, in place of the average. `eager`: bool, for the first
    screen. `facts_only`: without the average. `note`: a few words below."""
    glyph = str(context.get("glyph") or "sheep")
    key = (film.pk, film.revision, glyph, get_language(), *shown.items())
    return _cards.get(key, partial(drawn, {"film": film, "glyph": glyph, **shown}))


@register.simple_tag(takes_context=True)
def film_cards(context: Context, films: Iterable[Film], eager: int = 0, *, ranked: bool = False) -> SafeString:
    """The cards of a list, each as an item of it; the first `eager` stand on the first screen."""
    cards = []
    for place, film in enumerate(films, 1):
        rank = {"rank": place} if ranked else {}
        cards.append(film_card(context, film, eager=place <= eager, **rank))
    return SafeString("".join(f"<li>{card}</li>" for card in cards))


def drawn(facts: dict[str, Any]) -> SafeString:
    """A card rendered anew, in a context of nothing but public facts."""
    card: Any = get_template("components/_film_card.html")
    return SafeString(card.template.render(Context(facts)).strip())
