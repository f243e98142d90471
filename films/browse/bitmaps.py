"""Which films each choice of a filter has, as bitmaps of their ids (pyroaring).

What filters find together, and how many films each further choice would leave, is worked out of these in microseconds
and without the database. A million films take some 5 to 10 MB.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from pyroaring import BitMap

from ..models import Film
from .sorting import SORT_YEAR

RATINGS = range(9, 3, -1)  # half-steps that a settled average may be asked to reach
CHUNK = 5000  # rows that are read at once: other threads of the process have their turn in between


@dataclass(frozen=True)
class Bitmaps:
    """`sets` has ids by facet and key. Of years (0: unknown) and of half-steps of ratings each film has one: decades
    and "rated … or more" are put together of these. `seen` are all that visitors see, `hidden` those that only editors
    do; films that were joined into others are in none. Ids have to be below 2^32."""

    sets: dict[str, dict[Any, BitMap]]
    hidden: BitMap
    seen: BitMap

    def films(self, name: str, key: Any) -> BitMap:
        """The films of one choice, hidden ones too."""
        sets = self.sets[set_of(name)]
        return BitMap().union(*(sets[part] for part in parts(name, key) if part in sets))

    @property
    def last(self) -> int:
        """The highest id of a film that was there; 0 where none was."""
        return max(ids.max() if ids else 0 for ids in (self.seen, self.hidden))

    def meeting(self, sets: Iterable[BitMap], user: Any) -> BitMap:
        """The films in all sets, of those that the user may see."""
        mine = self.seen | self.hidden if user.has_perm("films.change_film") else self.seen
        return met([mine, *sets])

    def sizes(self, name: str, among: BitMap | None = None) -> dict[Any, int]:
        """How many films that visitors see each bitmap of a facet shares with these."""
        among = self.seen if among is None else among
        return {key: ids.intersection_cardinality(among) for key, ids in self.sets[set_of(name)].items()}


def met(sets: Iterable[BitMap]) -> BitMap:
    """The films in all sets. To begin with the smallest spares copies of the large ones."""
    first, *others = sorted(sets, key=len)
    return first.intersection(*others) if others else first


def set_of(name: str) -> str:
    """Whose bitmaps a facet's choices are put together of."""
    return "year" if name == "decade" else name


def parts(name: str, key: Any) -> Iterable[Any]:
    """The keys of the bitmaps that a choice is put together of."""
    match name:
        case "decade" | "year":
            return range(key[0], key[1] + 1)
        case "rating":
            return range(key, RATINGS[0] + 1)
        case _:
            return (key,)


def gathered() -> Bitmaps:
    """All bitmaps, read anew."""
    films: Any = Film.objects.annotate(**SORT_YEAR)
    sets: dict[str, dict[Any, BitMap]] = {
        "year": by_key(films.values_list("sort_year", "pk")),
        "genre": by_key(Film.genres.through.objects.values_list("genre_id", "film_id")),
        "country": by_key(Film.countries.through.objects.values_list("country_id", "film_id")),
        "language": by_key(Film.languages.through.objects.values_list("language_id", "film_id")),
        "kind": by_key(films.exclude(kind=Film.Kind.FILM).values_list("kind", "pk")),
        "rating": {n: ids_of(rated(n)) for n in RATINGS},
    }
    every = BitMap().union(*sets["year"].values())
    sets["kind"][Film.Kind.FILM.value] = every.difference(*sets["kind"].values())
    hidden, joined = ids_of(films.filter(is_published=False)), ids_of(films.exclude(joined_into=None))
    for ids in (ids for found in sets.values() for ids in found.values()):
        ids.difference_update(joined)
        ids.run_optimize(), ids.shrink_to_fit()
    return Bitmaps(sets, hidden - joined, every - hidden)


def rated(half_steps: int) -> Any:
    """Films with a settled average from these half-steps on, up to the next ones."""
    films = Film.objects.filter(settled_average__gte=half_steps)
    return films if half_steps == RATINGS[0] else films.filter(settled_average__lt=half_steps + 1)


def by_key(rows: Any) -> dict[Any, BitMap]:
    """The ids of each key, from rows of both in any order."""
    found: dict[Any, BitMap] = defaultdict(BitMap)
    for chunk in chunks(rows):
        for key, pairs in groupby(sorted(chunk, key=itemgetter(0)), itemgetter(0)):
            found[key].update(map(itemgetter(1), pairs))
    return dict(found)


def ids_of(films: Any) -> BitMap:
    """The ids of films."""
    found = BitMap()
    for chunk in chunks(films.values_list("pk", flat=True)):
        found.update(chunk)
    return found


def chunks(rows: Any) -> Iterator[list[Any]]:
    """All rows, of which few are in memory at once."""
    rest = rows.order_by().iterator(CHUNK)
    while chunk := [*islice(rest, CHUNK)]:
        yield chunk
