"""Looking through the catalogue for films and people that may stand there twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from ..catalogue.matching import RELATED, Answer, Sketch, answer
from ..models import Film, FilmPair, Person, PersonPair
from .sameness import differ

NAMESAKES = 20  # with more of one name a comparison of each with each says nothing
PART = 200


def look() -> tuple[int, int]:
    """Asks about every pair that nobody has been asked about; how many of films and of people are new."""
    films = sum(FilmPair.objects.ask(pairs) for pairs in film_pairs())
    people = sum(PersonPair.objects.ask(pairs) for pairs in person_pairs())
    return films, people


def film_pairs() -> Iterator[list[tuple[int, int]]]:
    """Films of one title of which neither ids nor years nor people say that they are two."""
    for films in namesakes(of_about_one_year().prefetch_related(*RELATED)):
        sketches = [(film.pk, Sketch.of_film(film)) for film in films]
        yield [
            (pk, other_pk)
            for (pk, one), (other_pk, other) in combinations(sketches, 2)
            if answer(one, other) is not Answer.OTHER
        ]


def of_about_one_year() -> Any:
    """Films beside which another one of their title stands that is at most a year older or newer, or may be: the others
    need not be fetched with all their people."""
    films = Film.objects.standing()
    others = films.filter(match_key=OuterRef("match_key")).exclude(pk=OuterRef("pk"))
    near = Q(year=None) | Q(year__range=(OuterRef("year") - 1, OuterRef("year") + 1))
    return films.filter(Q(year=None) | Exists(others.filter(near)))


def person_pairs() -> Iterator[list[tuple[int, int]]]:
    """People of one name of whom no ids say that they are two."""
    for people in namesakes(Person.objects.standing()):
        yield [(one.pk, other.pk) for one, other in combinations(people, 2) if not differ(one, other)]


def namesakes(rows: Any) -> Iterator[list[Any]]:
    """Rows that share a key, group by group, oldest first."""
    groups = (
        rows.prefetch_related(None)
        .order_by()
        .values("match_key")
        .annotate(n=Count("pk"))
        .filter(n__range=(2, NAMESAKES))
    )
    shared = list(groups.values_list("match_key", flat=True))
    for start in range(0, len(shared), PART):
        found: dict[str, list[Any]] = {}
        for row in rows.filter(match_key__in=shared[start : start + PART]).order_by("pk"):
            found.setdefault(row.match_key, []).append(row)
        yield from found.values()
