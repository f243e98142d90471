"""What the catalogue says about many films, read past the ORM: enough to tell films apart and to see what is new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from ..loading import pick
from ..models import Country, Credit, ExternalReview, ExternalScore, Film, Genre, Language, OtherTitle, Person
from ..record import ScoreFact
from ..titles import fold
from .matching import Sketch
from .writer import SCALARS

Names = dict[int, set[tuple[str, str]]]  # by film: folded names with the departments that they work in
WORDS: dict[str, Any] = {"genres": Genre, "countries": Country, "languages": Language}
TOLD = ("film_id", "body", "summary")


@dataclass
class Standing:
    """The facts of one film that a data set may add to. `credits` are folded names with their departments."""

    facts: dict[str, Any]
    words: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in WORDS})
    titles: set[tuple[str, str]] = field(default_factory=set)
    credits: set[tuple[str, str]] = field(default_factory=set)
    scores: list[ScoreFact] = field(default_factory=list)


def standing(films: Collection[int]) -> dict[int, Standing]:
    """What stands of these films, by their keys."""
    rows = pick(Film, ("id", *SCALARS), "id", films)
    found = {pk: Standing(dict(zip(SCALARS, facts, strict=True))) for pk, *facts in rows}
    for name, model in WORDS.items():
        links = pick(getattr(Film, name).through, ("film_id", f"{model.__name__.lower()}_id"), "film_id", films)
        words = dict(pick(model, ("id", "name"), "id", {word for _, word in links}))
        for film, word in links:
            found[film].words[name].add(words[word])
    for film, title, region in pick(OtherTitle, ("film_id", "title", "region"), "film_id", films):
        found[film].titles.add((title, region))
    for film, people in names(films).items():
        found[film].credits = people
    scores = ExternalScore.objects.filter(film__in=[*films]).order_by("pk")
    row: Any
    for row in scores.values_list("film_id", "kind", "value", "out_of", "votes", "source", "as_of"):
        found[row[0]].scores.append(ScoreFact(*row[1:]))
    return found


def sketches(films: Collection[int]) -> dict[int, Sketch]:
    """What matching looks at of these films, by their keys."""
    people = names(films)
    told: dict[int, list[str]] = defaultdict(list)
    for film, body, summary in pick(ExternalReview, TOLD, "film_id", films):
        told[film].append(f"{body} {summary}")
    columns = ("id", "year", "tagline", "synopsis", *Film.NAMES)
    return {
        pk: Sketch(
            ids={name: value for name, value in zip(Film.NAMES, ids, strict=True) if value},
            year=year,
            people={name for name, _ in people[pk]},
            directors={name for name, department in people[pk] if department == Credit.Department.DIRECTOR},
            tagline=fold(tagline),
            text=fold(" ".join([synopsis, *told[pk]])),
        )
        for pk, year, tagline, synopsis, *ids in pick(Film, columns, "id", films)
    }


def names(films: Collection[int]) -> Names:
    """Who works on each of these films: the keys of their names, and of those who turned out to be the same."""
    credits = pick(Credit, ("film_id", "department", "person_id"), "film_id", films)
    people = {person for _, _, person in credits}
    keys = {pk: [key] for pk, key in pick(Person, ("id", "match_key"), "id", people)}
    for pk, key in pick(Person, ("joined_into_id", "match_key"), "joined_into_id", people):
        keys[pk].append(key)
    found: Names = defaultdict(set)
    for film, department, person in credits:
        found[film].update((key, department) for key in keys[person])
    return found
