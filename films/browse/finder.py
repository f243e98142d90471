"""From filters to one page of films, in a time that does not depend on how many films there are.

Bitmaps tell which films fit. Where they are few these are fetched by their ids and sorted. Where they are many the
order's own index is walked, without the films' rows, until enough of them were met. Where nothing is counted yet, and
for what votes move, the films' rows are looked at on the way. Should a walk take too long, because films that fit stand
far apart in this order, they are gathered from the rarest filter's index and sorted.

On a big site the bitmaps are some minutes old. Films that came or changed since are looked at as if all choices fitted
them, and the database has the last word; only their counts are of a moment ago.
"""

from __future__ import annotations

import math
import time
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from pyroaring import BitMap

from .. import keyset
from ..kept import Kept
from ..models import Audience, Film
from ..shown import KEEP
from . import queries
from .bitmaps import Bitmaps
from .facets import Choice, Facets
from .filters import Filters
from .sorting import Sort

PAGE = 24
FEW = 200  # rows that are looked up and sorted; of many films their square root, for so many cost as much as to walk
STEPS = tuple(250 * 2**n for n in range(10))  # up to 128,000 rows of an order's index that are walked for one page
WALK = 20_000  # the same where each film's row has to be looked at
SPARE = 7  # films more than a page needs, for some may have been hidden since they were counted
EDGES, WAYS = 10_000, 150_000  # rows' places that are kept, and ids
NEW = 5000  # films that may have come or changed since they were counted, of each
VOTED = ("rating",)  # moves with every vote: asked of the database, not of the bitmaps

Chosen = Mapping[str, Choice]
_edges: Kept[list[tuple[Any, ...]]] = Kept(EDGES)  # each in a list of one, so that it counts as one
_ways: Kept[array[int]] = Kept(WAYS)


@dataclass(frozen=True)
class Found:
    """One page. `count` is None while nothing is counted yet: then it is more than `many`. `sets`: by facet, the films
    of each filter in force."""

    page: keyset.Page[Film]
    count: int | None
    sets: dict[str, BitMap] = field(default_factory=dict)
    many: int = 0


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
        [end] = _edges.get(key, lambda: [queries.edge.first(*values, **shape) or ()])
        page = self.page(chosen, end=end)
        return page if not end or (page.previous if back else page.next) else None

    def along(
        self, chosen: Chosen, ids: BitMap, known: Bitmaps, unsure: Chosen, revision: int
    ) -> keyset.Page[Film] | None:
        """The page of those among the ids, found by walking the order's index alone: no row is looked at but those of
        the page, whether they meet what the bitmaps left unsure. None where even the longest of STEPS did not fill
        it."""
        back, spans = self.direction == keyset.BACK, queries.spans(chosen, self.sort.name)
        among = known.meeting((known.films(name, choice.key) for name, choice in spans.items()), self.user)
        enough = 1.5 * PAGE * len(among) / max(len(ids), 1)  # rows, were those that fit spread evenly
        for step in [step for step in STEPS if step > enough][::2] or STEPS[-1:]:
            passed = self.passed(spans, step, revision)
            met = [*islice(filter(ids.__contains__, passed), 2 * PAGE)]
            if len(met) > PAGE:
                page = self.page(unsure, met if unsure else met[: PAGE + SPARE])
                return page if (page.previous if back else page.next) else None
            if len(passed) < step:
                if met or not self.start:
                    return self.page(unsure, met)
                return self.first().along(chosen, ids, known, unsure, revision)
        return None

    def passed(self, spans: Chosen, size: int, revision: int) -> array[int]:
        """The ids of so many films on the way. Those from its beginning are kept as long as the catalogue is the same,
        for all filters' first pages are found on the same ways; in an order by votes as long as a page of it is. Those
        behind a cursor are not, for a cursor is whatever somebody writes into an address."""
        values = (*queries.values_of(spans), *self.start)
        back = self.direction == keyset.BACK
        shape = {"names": tuple(spans), "sort": self.sort.name, "back": back, "starts": bool(self.start), "size": size}

        def walked() -> array[int]:
            return array("L", [pk for (pk,) in queries.along(*values, **shape)])

        moment = int(time.monotonic() / KEEP) if self.sort.by_votes else 0
        return walked() if self.start else _ways.get((revision, moment, values, *shape.values()), walked)

    def first(self) -> Shelf:
        """The same from its beginning on."""
        return Shelf(self.sort, self.user)

    def gathered(self, chosen: Chosen) -> keyset.Page[Film]:
        """The page of those that meet the choices, looked up from the rarest one."""
        return self.page(rarest_first(chosen), how="gathered")


def find(filters: Filters, known: Facets, user: Any, revision: int) -> Found:
    """The page of films that the filters ask for. `revision`: the catalogue's now."""
    chosen, shelf = filters.chosen, shelf_of(filters, user)
    if not chosen:
        return found(shelf.page({}), known.films)
    if not known.bitmaps:
        return found(shelf.walk(chosen, known.revision) or shelf.gathered(chosen), None)
    sets = {name: films_of(name, choice, known.bitmaps) for name, choice in chosen.items()}
    voted = {name: choice for name, choice in chosen.items() if name in VOTED}
    lasting = known.bitmaps.meeting((ids for name, ids in sets.items() if name not in VOTED), shelf.user)
    new = news(known, known.bitmaps) if revision != known.revision else BitMap()
    lasting, unsure = lasting | new, chosen if new else voted
    if len(lasting) <= max(FEW, math.isqrt(known.films or 0)):
        few = list(lasting)
        return Found(shelf.page(unsure, few), count(unsure, few, shelf) if unsure else len(few), sets)
    if voted.keys() <= queries.spans(chosen, filters.sort.name).keys():
        page = shelf.along(chosen, lasting, known.bitmaps, unsure, revision)
    else:
        page = shelf.walk(chosen, known.revision)
    size = len(known.bitmaps.meeting(sets.values(), shelf.user)) if new or voted else len(lasting)
    return Found(page or shelf.gathered(chosen), size, sets)


def news(known: Facets, bitmaps: Bitmaps) -> BitMap:
    """Films that came or changed since the bitmaps were read."""
    added, changed = queries.added(bitmaps.last, most=NEW), queries.changed(known.since, most=NEW)
    return BitMap(pk for (pk,) in [*added, *changed])


def films_of(name: str, choice: Choice, bitmaps: Bitmaps) -> BitMap:
    """All films of one choice, hidden ones too; those of a rating as of now where the site is not big."""
    if name == "person":
        return BitMap(pk for (pk,) in queries.credited(choice.key))
    if name == "rating" and choice.count is None:
        return BitMap(pk for (pk,) in queries.rated(choice.key))
    return bitmaps.films(name, choice.key)


def shelf_of(filters: Filters, user: Any) -> Shelf:
    """All films in the order and from the place that an address asks for."""
    shelf = Shelf(filters.sort, Audience.of(user))
    if not filters.cursor:
        return shelf
    direction, start = keyset.read(filters.cursor, queries.every(), filters.sort.order)
    return replace(shelf, direction=direction, start=tuple(start))


def found(page: keyset.Page[Film], size: int | None) -> Found:
    """The page of so many films; where these are not counted yet, of as many as are seen."""
    if size is not None:
        return Found(page, size)
    return Found(page, None if page.next or page.previous else len(page.rows), many=len(page.rows))


def rarest_first(chosen: Chosen) -> dict[str, Choice]:
    """The choices, those with the fewest films first; what is not counted comes last."""
    return dict(sorted(chosen.items(), key=lambda item: math.inf if item[1].count is None else item[1].count))


def count(chosen: Chosen, ids: list[int], shelf: Shelf) -> int:
    """How many of the films with these ids meet the choices."""
    conditions = queries.conditions_of(chosen, iter(queries.values_of(chosen)), shelf.sort.name)
    films = queries.every().visible_to(shelf.user).filter(queries.AnyOf("pk", ids))
    return int(queries.narrowed(films, conditions).count())
