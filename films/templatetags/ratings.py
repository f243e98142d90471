"""How ratings are shown and chosen: glyphs, words and figures for half-steps (1-10)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.context import Context
from django.template.defaultfilters import floatformat
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ..models import HALF_STEPS, Bar, Film
from ..models.totals import PRIOR_MEAN, PRIOR_VOTES
from ..shapes import filled, look_of

register = template.Library()

CHART_HEIGHT = 60


def in_figures(half_steps: int) -> str:
    """Half-steps as people write them: 7 is "3½", 1 is "½"."""
    whole, half = divmod(half_steps, 2)
    return f"{whole or ''}{'½' if half else ''}" or "0"


def in_glyphs(half_steps: int, glyph: str) -> str:
    """A rating as a short phrase: "3½ sheep", "1 star"."""
    count, figures = (1 if half_steps <= 2 else 2), {"number": in_figures(half_steps)}
    if glyph == "stars":
        return ngettext("%(number)s star", "%(number)s stars", count) % figures
    return ngettext("%(number)s sheep", "%(number)s sheep", count) % figures


def out_of_five(half_steps: int, glyph: str) -> str:
    """A rating in words, as a screen reader says it: "3½ of 5 sheep"."""
    figures = {"number": in_figures(half_steps)}
    return (_("%(number)s of 5 stars") if glyph == "stars" else _("%(number)s of 5 sheep")) % figures


@lru_cache(maxsize=256)
def _drawn(half_steps: int, glyph: str, _language: str | None) -> SafeString:
    shown = {"symbol": f"{_symbol(glyph)}-{half_steps}", "words": out_of_five(half_steps, glyph)}
    return render_to_string("components/_rating.html", shown)


def _glyph(context: Context) -> str:
    """The glyph in which this reader sees ratings."""
    return str(context.get("glyph") or "sheep")


def _symbol(glyph: str) -> str:
    return "star" if glyph == "stars" else "sheep"


@register.simple_tag(takes_context=True)
def rating(context: Context, half_steps: int | None) -> SafeString | str:
    """The row of five glyphs for a rating; nothing where there is none. Drawn once a process for each value."""
    return _drawn(half_steps, _glyph(context), get_language()) if half_steps else ""


@register.simple_tag(takes_context=True)
def rating_words(context: Context, half_steps: int | None) -> str:
    """The rating in words: "3½ of 5 sheep"."""
    return out_of_five(half_steps, _glyph(context)) if half_steps else _("No rating")


@register.simple_tag(takes_context=True)
def average_words(context: Context, average: float | None) -> str:
    """An average of half-steps in words: "3.6 of 5 sheep"."""
    if average is None:
        return _("Nobody has rated it yet")
    return _average_words(fives(average), _glyph(context), get_language())


@lru_cache(maxsize=512)
def _average_words(number: str, glyph: str, _language: str | None) -> str:
    return (_("%(number)s of 5 stars") if glyph == "stars" else _("%(number)s of 5 sheep")) % {"number": number}


@register.filter
def fives(average: float | None) -> str:
    """An average of half-steps on the scale to five, with one decimal: 7.2 is "3.6"."""
    return "–" if average is None else _with_one_decimal(round(average / 2, 1), get_language())


@lru_cache(maxsize=512)
def _with_one_decimal(number: float, _language: str | None) -> str:
    return number_format(number, 1)


@register.filter
def halved(half_steps: float) -> float:
    """Half-steps on the scale to five."""
    return half_steps / 2


@register.filter
def nearest(average: float | None) -> int:
    """The half-steps nearest to an average; 0 where there is none."""
    return round(average or 0)


@register.simple_tag(takes_context=True)
def rate(context: Context, name: str, chosen: Any, legend: str = "", prefix: str = "rate") -> SafeString:
    """The radio group that chooses a rating. `chosen` is half-steps, also as a string, or empty."""
    chosen = int(chosen) if str(chosen or "").isdecimal() else 0
    text = _choice(name, chosen, bool(legend), prefix, *look_of(context))
    return SafeString(text.format(legend=conditional_escape(legend)))


@lru_cache(maxsize=256)
def _choice(name: str, chosen: int, has_legend: bool, prefix: str, glyph: str, _language: str | None) -> str:
    """The radio group's text, rendered once, with a place for the legend."""
    halves = [(n, in_glyphs(n, glyph)) for n in HALF_STEPS]
    pairs = list(zip(halves[::2], halves[1::2], strict=True))
    legend = SafeString("{legend}") if has_legend else ""
    shown = {"name": name, "chosen": chosen, "prefix": prefix, "pairs": pairs, "symbol": _symbol(glyph)}
    return render_to_string("components/_rate.html", shown | {"legend": legend})


@register.simple_tag(takes_context=True)
def histogram(context: Context, bars: list[Bar], mine: int | None = None) -> SafeString:
    """The members' ratings as a chart, with the same figures as a table for those who do not see it."""
    figures: dict[str, int] = {}
    for n, bar in enumerate(bars):
        height = max(CHART_HEIGHT * bar.height // 100, 1 if not bar.votes else 3)
        figures |= {
            f"y{n}": CHART_HEIGHT - height,
            f"height{n}": height,
            f"votes{n}": bar.votes,
            f"share{n}": bar.share,
        }
    return SafeString(_chart(mine, *look_of(context)).format(**figures))


@lru_cache(maxsize=64)
def _chart(mine: int | None, glyph: str, _language: str | None) -> str:
    """The chart's text, rendered once, with the names of the figures in their places."""
    columns = [
        {
            "x": str(2 + 30 * n),
            **{name: SafeString(f"{{{name}{n}}}") for name in ("y", "height", "votes", "share")},
            "words": in_glyphs(half_steps, glyph),
            "is_mine": half_steps == mine,
        }
        for n, half_steps in enumerate(HALF_STEPS)
    ]
    shown = {"columns": columns, "base": CHART_HEIGHT, "symbol": _symbol(glyph)}
    return render_to_string("components/_histogram.html", shown)


@register.simple_tag(takes_context=True)
def settled(context: Context, film: Film | None = None) -> SafeString:
    """How lists by the members' rating are made, in words and symbols; with a film, its own figures too."""
    figures = {
        "figure": floatformat(film.settled_average / 2, 2),
        "count": intcomma(film.rating_count),
        "average": floatformat((film.average or 0) / 2, 2),
    } if film else {}  # fmt: skip
    constants = {"votes": PRIOR_VOTES, "mean": floatformat(PRIOR_MEAN / 2)}
    return filled("films/_settled.html", constants | figures, look_of(context))
