"""What the catalogue can be filtered by, with how many films each choice has.

The counts belong to a revision of the catalogue (see `Figures` on what happens where counting takes long).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from django.db.models import Count, Exists, Model, OuterRef

from ..figures import Figures
from ..models import Country, Film, Genre, Language
from .sorting import SORT_YEAR

RATINGS = range(9, 3, -1)  # half-steps that a settled average may be asked to reach


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
    forms: dict[str, str] = field(default_factory=dict)  # what is rendered of them, by language


BIG = 10_000  # films

counted: Figures[Facets] = Figures(
    big=lambda found: (found.films or 0) > BIG,
    name=f"facets-{crc32(Path(__file__).read_bytes())}",  # another version of this file counts anew
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
        "rating": {str(n): Choice(str(n), "", None, n) for n in RATINGS},
    }
    return Facets(revision, None, choices)


def known_words(model: type[Model], through: Any, column: str) -> dict[str, Choice]:
    """The words of one vocabulary that any visible film has."""
    rows = through.objects.filter(**{f"{column}_id": OuterRef("pk")}, film__is_published=True)
    names = model._default_manager.filter(Exists(rows)).values_list("pk", "slug", "name")
    return {slug: Choice(slug, name, None, pk) for pk, slug, name in names}


def count(revision: int) -> Facets:
    """Counts anew. Hidden films are counted apart and taken off, so that the big counts stay within their indexes."""
    films: Any = Film.objects.annotate(**SORT_YEAR)
    hidden = list(films.filter(is_published=False).order_by().values("pk", "sort_year", "kind", "settled_average"))
    years = films.values_list("sort_year").order_by().annotate(n=Count("pk"))
    by_year = less(dict(years), Counter(film["sort_year"] for film in hidden))
    kinds = Film.objects.values_list("kind").order_by().annotate(n=Count("pk"))
    by_kind = less(dict(kinds), Counter(film["kind"] for film in hidden))
    choices = {
        "genre": words(Genre, Film.genres.through, "genre"),
        "country": words(Country, Film.countries.through, "country"),
        "language": words(Language, Film.languages.through, "language"),
        "decade": decades(by_year),
        "year": {
            str(year): Choice(str(year), str(year), n, (year, year)) for year, n in sorted(by_year.items()) if year
        },
        "kind": {kind: Choice(kind, "", by_kind[kind], kind) for kind in Film.Kind.values if by_kind.get(kind)},
        "rating": ratings(sorted(film["settled_average"] for film in hidden)),
    }
    return Facets(revision, sum(by_year.values()), choices)


def less(counts: dict[Any, int], hidden: Mapping[Any, int]) -> dict[Any, int]:
    """The counts without what is hidden."""
    return {key: n - hidden.get(key, 0) for key, n in counts.items() if n > hidden.get(key, 0)}


def words(model: type[Model], through: Any, column: str) -> dict[str, Choice]:
    """The words of one vocabulary that any visible film has, in the order of the alphabet."""
    rows = through.objects.order_by().values_list(f"{column}_id").annotate(n=Count("pk"))
    counts = less(dict(rows), dict(rows.filter(film__in=Film.objects.filter(is_published=False).values("pk"))))
    names = model._default_manager.values_list("pk", "slug", "name")
    return {slug: Choice(slug, name, counts[pk], pk) for pk, slug, name in names if pk in counts}


def decades(by_year: dict[int, int]) -> dict[str, Choice]:
    """Decades, the latest first."""
    counts: dict[int, int] = {}
    for year, n in by_year.items():
        if year:
            counts[year // 10 * 10] = counts.get(year // 10 * 10, 0) + n
    return {
        f"{first}s": Choice(f"{first}s", "", counts[first], (first, first + 9))
        for first in sorted(counts, reverse=True)
    }


def ratings(hidden: list[float]) -> dict[str, Choice]:
    """The settled averages that can be asked for, in half-steps; `hidden` are those of hidden films, in order."""
    reached = {n: Film.objects.filter(settled_average__gte=n).count() - len(hidden) for n in RATINGS}
    counts = {n: counted + bisect_left(hidden, n) for n, counted in reached.items()}
    return {str(n): Choice(str(n), "", counted, n) for n, counted in counts.items() if counted}
