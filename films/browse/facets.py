"""What the catalogue can be filtered by, with how many films each choice has, alone and together with others.

The counts belong to a revision of the catalogue (see `Figures` on what happens where counting takes long). Votes move
no revision: how many films reach a rating is counted on big sites alone, where all counts may be some minutes old.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any
from zlib import crc32

from django.db.models import Exists, Model, OuterRef
from django.utils import timezone
from pyroaring import BitMap

from ..figures import Figures
from ..models import Country, Film, Genre, Language
from .bitmaps import RATINGS, Bitmaps, gathered, met, parts, set_of
from .sorting import SORT_YEAR

INSTEAD_OF = {"year": {"year", "decade"}}  # a year in the address takes the place of a decade too
MOST = 300  # counts of one facet that are kept; those of all years take 10 kB

Sizes = dict[tuple[Any, ...], dict[Any, int]]


@dataclass(frozen=True)
class Choice:
    """One choice of a facet. `count`: films, None where they are not counted yet. `key` is the row's or the value's
    own: a pk, a first year, half-steps."""

    value: str
    label: str
    count: int | None
    key: Any


@dataclass(frozen=True)
class Facets:
    """All choices, by facet and by value as it stands in the address. `films`: None where they are not counted yet."""

    revision: int
    films: int | None
    choices: dict[str, dict[str, Choice]]
    since: datetime = field(default_factory=timezone.now)  # what changed from then on may not be in it
    bitmaps: Bitmaps | None = None
    sizes: Sizes = field(default_factory=dict)  # by choices in force, what was counted together with them
    forms: dict[str, Any] = field(default_factory=dict)  # what is rendered of them, by language

    def together(self, chosen: Mapping[str, Choice], found: Mapping[str, BitMap]) -> dict[str, dict[str, int]]:
        """How many films each choice would give together with what is found by those in force, in place of that of
        its own facet. Only of facets for which the others make a difference."""
        counts, seen = {}, self.bitmaps.seen if self.bitmaps else BitMap()
        among = cache(lambda *others: met([seen, *(found[other] for other in others)]))
        for name, choices in self.choices.items():
            others = sorted(found.keys() - INSTEAD_OF.get(name, {name}))
            if others and choices is not RATINGS_NOW:
                counts[name] = self.in_choices(name, self.meeting(name, chosen, others, among))
        return counts

    def meeting(
        self, name: str, chosen: Mapping[str, Choice], others: Sequence[str], among: Callable[..., BitMap]
    ) -> dict[Any, int]:
        """How many films of each bitmap of a facet are `among` those of all others."""
        if not self.bitmaps:
            return {}
        key = (set_of(name), *((other, chosen[other].key) for other in others))
        sizes = self.sizes.get(key)
        if sizes is None:
            sizes = self.bitmaps.sizes(name, among(*others))
            if len(self.sizes) > MOST:
                self.sizes.clear()
            if "rating" not in others or self.choices["rating"] is not RATINGS_NOW:
                self.sizes[key] = sizes
        return sizes

    def in_choices(self, name: str, sizes: Mapping[Any, int]) -> dict[str, int]:
        """The sizes of bitmaps as those of a facet's choices, which may be put together of several."""
        return {
            value: sum([sizes.get(part, 0) for part in parts(name, choice.key)])
            for value, choice in self.choices[name].items()
        }


BIG = 10_000  # films
LONGEST = timedelta(minutes=2)  # of a transaction: what it changed it has noted before it was seen
RATINGS_NOW = {str(n): Choice(str(n), "", None, n) for n in RATINGS}  # of which nothing is counted beforehand


def edition() -> int:
    """Another one for every version of what counts: it counts anew."""
    return crc32(b"".join(Path(__file__).with_name(name).read_bytes() for name in ("bitmaps.py", "facets.py")))


counted: Figures[Facets] = Figures(
    big=lambda found: (found.films or 0) > BIG,
    name=f"facets-{edition()}",
)


def facets(revision: int) -> Facets:
    """The facets of the catalogue of this revision, or as they were a moment ago where it is big."""
    return counted.get(revision, lambda: count(revision), lambda: uncounted(revision))


def uncounted(revision: int) -> Facets | None:
    """What can be asked for of a big catalogue while it is counted for the first time; None of a small one."""
    films: Any = Film.objects.visible_to().annotate(**SORT_YEAR)
    if not Film.objects.order_by().values_list("pk")[BIG : BIG + 1]:
        return None
    years = films.filter(sort_year__gt=0).values_list("sort_year", flat=True)
    first, last = years.order_by("sort_year").first() or 1, years.order_by("-sort_year").first() or 0
    choices = {
        "genre": known_words(Genre, Film.genres.through, "genre"),
        "country": known_words(Country, Film.countries.through, "country"),
        "language": known_words(Language, Film.languages.through, "language"),
        "decade": {
            f"{n}s": Choice(f"{n}s", "", None, (n, n + 9)) for n in range(last // 10 * 10, first // 10 * 10 - 1, -10)
        },
        "year": {str(year): Choice(str(year), str(year), None, (year, year)) for year in range(first, last + 1)},
        "kind": {kind: Choice(kind, "", None, kind) for kind in Film.Kind.values},
        "rating": RATINGS_NOW,
    }
    return Facets(revision, None, choices)


def known_words(model: type[Model], through: Any, column: str) -> dict[str, Choice]:
    """The words of one vocabulary that any visible film has."""
    rows = through.objects.filter(**{f"{column}_id": OuterRef("pk")}, film__is_published=True)
    names = model._default_manager.filter(Exists(rows)).values_list("pk", "slug", "name")
    return {slug: Choice(slug, name, None, pk) for pk, slug, name in names}


def count(revision: int) -> Facets:
    """Reads all bitmaps anew and counts them."""
    since = timezone.now() - LONGEST
    bitmaps = gathered()
    sizes = {name: bitmaps.sizes(name) for name in bitmaps.sets}
    years = {year: n for year, n in sizes["year"].items() if n and year}
    choices = {
        "genre": words(Genre, sizes["genre"]),
        "country": words(Country, sizes["country"]),
        "language": words(Language, sizes["language"]),
        "decade": decades(years),
        "year": {str(year): Choice(str(year), str(year), n, (year, year)) for year, n in sorted(years.items())},
        "kind": {kind: Choice(kind, "", n, kind) for kind in Film.Kind.values if (n := sizes["kind"].get(kind))},
        "rating": ratings(sizes["rating"]) if len(bitmaps.seen) > BIG else RATINGS_NOW,
    }
    return Facets(revision, len(bitmaps.seen), choices, since, bitmaps)


def words(model: type[Model], counts: dict[int, int]) -> dict[str, Choice]:
    """The words of one vocabulary that any visible film has, in the order of the alphabet."""
    names = model._default_manager.values_list("pk", "slug", "name")
    return {slug: Choice(slug, name, counts[pk], pk) for pk, slug, name in names if counts.get(pk)}


def decades(by_year: dict[int, int]) -> dict[str, Choice]:
    """Decades, the latest first."""
    counts: Counter[int] = Counter()
    for year, n in by_year.items():
        counts[year // 10 * 10] += n
    return {f"{n}s": Choice(f"{n}s", "", counts[n], (n, n + 9)) for n in sorted(counts, reverse=True)}


def ratings(by_step: dict[int, int]) -> dict[str, Choice]:
    """The settled averages that can be asked for, in half-steps."""
    counts = dict(zip(RATINGS, accumulate(by_step[n] for n in RATINGS), strict=True))
    return {str(n): Choice(str(n), "", counted, n) for n, counted in counts.items() if counted}
