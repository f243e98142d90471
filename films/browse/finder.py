"""From filters to one page of films, in a time that does not depend on how many films there are.

Two ways lead there. Where few films fit, their ids are gathered from the rarest filter's index and sorted. Where many
fit, the order's own index is walked until the page is full; should that take too long, because films that fit stand far
apart in this order, they are gathered and sorted after all.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from .. import keyset
from ..kept import Kept
from ..models import Audience, Film
from . import queries
from .facets import Choice, Facets
from .filters import Filters
from .sorting import Sort

PAGE = 24
FEW = 3000  # ids that are gathered
WALK = 20_000  # rows of an order's index that are walked for one page
KEPT = 100_000  # ids that are kept: 4 MB
EDGES = 10_000

Chosen = Mapping[str, Choice]
_gathered: Kept[list[int]] = Kept(KEPT)
_edges: Kept[tuple[Any, ...]] = Kept(EDGES)


@dataclass(frozen=True)
class Found:
    """One page. `count` is None where counting would take too long: then it is more than `many`."""

    page: keyset.Page[Film]
    count: int | None
    many: int = FEW


@dataclass(frozen=True)
class Shelf:
    """All films that somebody may see, in one order, from the row of a cursor on."""

    sort: Sort
    user: Audience
    direction: str = keyset.FORWARD
    start: tuple[Any, ...] = ()

    def page(
        self, chosen: Chosen, ids: list[int] | None = None, *, how: str = "", end: tuple[Any, ...] = ()
    ) -> keyset.Page[Film]:
        """The page of those that meet the choices, and are among the ids, as far as `end`."""
        shape = {"names": tuple(chosen), "sort": self.sort.name, "size": PAGE + 1, "user": self.user}
        first = [] if ids is None else [ids]

        def rows(start: tuple[Any, ...], back: bool) -> list[Film]:
            values = (*first, *queries.values_of(chosen), *start, *end)
            where = {"how": how or ("" if ids is None else "these"), "starts": bool(start), "ends": bool(end)}
            return queries.cards(*values, **shape, **where, back=back)

        return keyset.paged(rows, self.direction, self.start, self.sort.order, PAGE)

    def walk(self, chosen: Chosen, revision: int) -> keyset.Page[Film] | None:
        """The page found by walking the order's index, or None where WALK rows did not fill it. Where these end is
        kept: a little more or less far does no harm, for a full page is the right one wherever the walk would end."""
        back = self.direction == keyset.BACK
        spans = queries.spans(chosen, self.sort.name)
        values = (*queries.values_of(spans), *self.start)
        shape = {"names": tuple(spans), "sort": self.sort.name, "walk": WALK, "back": back, "starts": bool(self.start)}
        key = (revision, values, *shape.values())
        end = _edges.get(key, lambda: queries.edge.first(*values, **shape) or ())
        page = self.page(chosen, end=end)
        return page if not end or (page.previous if back else page.next) else None

    def gathered(self, chosen: Chosen) -> keyset.Page[Film]:
        """The page of those that meet the choices, looked up from the rarest one."""
        return self.page(rarest_first(chosen), how="gathered")


def find(filters: Filters, known: Facets, user: Any) -> Found:
    """The page of films that the filters ask for."""
    chosen, shelf = filters.chosen, shelf_of(filters, user)
    if not chosen:
        return found(shelf.page({}), known.films)
    ids = few(filters, known, shelf)
    if ids is not None:
        voted = {name: choice for name, choice in chosen.items() if name == "rating"}  # moves with every vote: not kept
        page = shelf.page(voted, ids)
        return Found(page, count(voted, ids, shelf) if voted else len(ids))
    page = shelf.walk(chosen, known.revision) or shelf.gathered(chosen)
    if known.films is None or len(chosen) == 1:
        return found(page, min(map(size_of, chosen.values())))
    return Found(page, None)


def shelf_of(filters: Filters, user: Any) -> Shelf:
    """All films in the order and from the place that an address asks for."""
    shelf = Shelf(filters.sort, Audience.of(user))
    if not filters.cursor:
        return shelf
    direction, start = keyset.read(filters.cursor, queries.every(), filters.sort.order)
    return replace(shelf, direction=direction, start=tuple(start))


def found(page: keyset.Page[Film], size: float | None) -> Found:
    """The page of so many films; where these are not counted yet, of as many as are seen."""
    if size is not None and math.isfinite(size):
        return Found(page, int(size))
    return Found(page, None if page.next or page.previous else len(page.rows), len(page.rows))


def size_of(choice: Choice) -> float:
    """How many films a choice has at most; infinite while they are not counted."""
    return math.inf if choice.count is None else choice.count


def rarest_first(chosen: Chosen) -> dict[str, Choice]:
    return dict(sorted(chosen.items(), key=lambda item: size_of(item[1])))


def few(filters: Filters, known: Facets, shelf: Shelf) -> list[int] | None:
    """The ids of all films that meet the lasting choices, or None where they are many. Kept by revision, apart for
    those who see hidden films."""
    chosen = filters.without("rating").chosen
    if known.films is None or not chosen:
        return None
    sizes = [size_of(choice) for choice in chosen.values()]
    expected = known.films * math.prod(size / max(known.films, 1) for size in sizes)
    if min(sizes) > FEW and expected > FEW:
        return None
    key = known.revision, tuple((name, choice.key) for name, choice in chosen.items()), shelf.user
    ids = _gathered.get(key, partial(all_ids, chosen, shelf))
    return ids if len(ids) <= FEW else None


def all_ids(chosen: Chosen, shelf: Shelf) -> list[int]:
    """The ids of the films that meet all choices, or of more than FEW. Found by indexes alone, which do not know what
    is hidden; that is looked up for the few that are found."""
    chosen = rarest_first(chosen)
    shape = {"names": tuple(chosen), "sort": shelf.sort.name, "most": FEW + 1}
    ids = [pk for (pk,) in queries.ids_by_index(*queries.values_of(chosen), **shape)]
    if len(ids) > FEW:
        return ids
    return [pk for (pk,) in queries.visible(ids, user=shelf.user)]


def count(chosen: Chosen, ids: list[int], shelf: Shelf) -> int:
    """How many of the films with these ids meet the choices."""
    conditions = queries.conditions_of(chosen, iter(queries.values_of(chosen)), shelf.sort.name)
    films = Film.objects.visible_to(shelf.user).order_by().filter(queries.AnyOf("pk", ids))
    return int(queries.narrowed(films, conditions).count())
