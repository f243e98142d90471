"""What a page with several films rests on, so that it can be kept for visitors (config/visitors.py) and checked.

The catalogue's revision grows with every change of facts and when a film is shown or hidden; a film's own with every
change of what its card shows, votes too. Revisions only grow: their sum is the same only where each of them is. So one
query past the ORM tells whether a kept page still says what the site would say now.

Orders and choices by votes move with films that the page does not show: a page with these is kept for KEEP seconds at
most. What is hidden vanishes at once there too. Every page is made anew after LONGEST, in case that somebody changed
the tables by hand; until then it shows the facets' counts as they were, which on a big site are counted seldom anyway.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connections, router

from .models import Film

KEEP, LONGEST = 5, 600  # seconds
MOST = 400  # films of a page that is kept


@dataclass(frozen=True)
class Shown:
    """A page's films with the sum of their revisions, and the catalogue's from before the page was made."""

    catalogue: int
    films: tuple[int, ...]
    revisions: int
    until: float

    def still_stands(self) -> bool:
        return time.monotonic() < self.until and revisions_now(self.films) == (self.catalogue, self.revisions)


def shows(response: Any, catalogue: int, films: Iterable[Film] = (), *, moves: bool = False) -> Any:
    """The response with the note of what it rests on. `catalogue`: the revision read before all else. `moves`: whether
    something on it follows the votes on other films."""
    revisions = {film.pk: film.revision for film in films}
    if len(revisions) <= MOST:
        until = time.monotonic() + (KEEP if moves else LONGEST)
        response.shown = Shown(catalogue, tuple(revisions), sum(revisions.values()), until)
    return response


def revisions_now(films: tuple[int, ...]) -> tuple[int, int]:
    """The catalogue's revision and the sum of these films'."""
    listed = ", ".join(map(str, map(int, films))) or "NULL"
    with connections[router.db_for_read(Film)].cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE((SELECT revision FROM films_catalogue WHERE id = 1), 0),"  # noqa: S608 - only numbers
            f" COALESCE((SELECT SUM(revision) FROM films_film WHERE id IN ({listed})), 0)"
        )
        catalogue, revisions = cursor.fetchone()
    return int(catalogue), int(revisions)
