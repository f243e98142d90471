"""Charts drawn by the server: a person's films by year and rating, a member's films by decade."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from ..models import Credit, Film

register = template.Library()

WIDTH, HEIGHT, EDGE = 480, 110, 12
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


@register.inclusion_tag("components/_decades.html")
def decade_chart(decades: list[Any]) -> dict[str, Any]:
    """Columns by decade; each has `year`, `films` and `height` (0-100)."""
    step = 40
    columns = [
        {  # places and years are words already: numbers are written as the reader writes them, which takes long
            "x": str(4 + step * place),
            "middle": str(20 + step * place),
            "y": str(62 - height),
            "height": str(height),
            "year": str(entry.year),
            "films": entry.films,
        }
        for place, entry in enumerate(decades)
        for height in [max(entry.height * 60 // 100, 3)]
    ]
    return {"columns": columns, "width": max(step * len(columns), 320)}
