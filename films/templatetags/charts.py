"""Charts drawn by the server: a person's films by year and rating, a member's films by decade."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

from ..models import Credit, Film

register = template.Library()

WIDTH, HEIGHT, EDGE = 480, 110, 12
STEP = 40  # from one decade to the next
FEWEST = 3


@register.inclusion_tag("components/_career.html")
def career(departments: Iterable[tuple[str, list[Credit]]]) -> dict[str, Any]:
    """Dots by year and members' average; films without a rating stand hollow on the ground. Empty for few films."""
    films = {credit.film.pk: credit.film for _label, credits in departments for credit in credits if credit.film.year}
    years = sorted(film.year or 0 for film in films.values())
    if len(films) < FEWEST or years[0] == years[-1] or not any(film.average for film in films.values()):
        return {"dots": []}
    dots = [_dot(film, years[0], years[-1]) for film in sorted(films.values(), key=lambda film: film.year or 0)]
    return {"dots": dots, "first": years[0], "last": years[-1], "width": WIDTH, "height": HEIGHT, "rows": _rows()}


def _dot(film: Film, first: int, last: int) -> dict[str, Any]:
    x = EDGE + (WIDTH - 2 * EDGE) * ((film.year or first) - first) / (last - first)
    return {"x": round(x), "y": round(_y(film.average or 0)), "film": film, "is_rated": film.average is not None}


def _y(average: float) -> float:
    """How far below the top an average of half-steps stands; the ground is none, the top is ten."""
    return HEIGHT - (HEIGHT - EDGE) * average / 10


def _rows() -> list[dict[str, int]]:
    return [{"y": round(_y(2 * whole)), "whole": whole} for whole in (1, 3, 5)]


@register.simple_tag
def decade_chart(decades: list[Any]) -> SafeString:
    """Columns by decade; each has `year`, `films` and `height` (0-100)."""
    figures: dict[str, object] = {}
    for place, entry in enumerate(decades):
        height = max(entry.height * 60 // 100, 3)
        named = {"year": str(entry.year), "count": entry.films}
        said = ngettext("%(year)ss: %(count)s film", "%(year)ss: %(count)s films", entry.films) % named
        figures |= {
            f"y{place}": 62 - height,
            f"height{place}": height,
            f"year{place}": entry.year,
            f"said{place}": said,
        }
    return SafeString(_chart(len(decades), get_language()).format(**figures))


@lru_cache(maxsize=64)
def _chart(number: int, _language: str | None) -> str:
    """The text of a chart of so many decades, rendered once, with the names of the figures in their places."""
    columns = [
        {
            "x": str(4 + STEP * place),
            "middle": str(20 + STEP * place),
            **{name: SafeString(f"{{{name}{place}}}") for name in ("y", "height", "year", "said")},
        }
        for place in range(number)
    ]
    return render_to_string("components/_decades.html", {"columns": columns, "width": max(STEP * number, 320)})
