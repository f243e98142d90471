"""Single ratings of a data set, archived beside the films that its rows are about: batch by batch, like the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from django.db import transaction

from ..catalogue.candidates import Candidates
from ..catalogue.matching import Answer
from ..models import ArchivedRating, ImportRun
from ..record import FilmRecord
from .rows import Reading

FILMS, RATINGS = 500, 5000  # of which a batch has as many


class Rated(NamedTuple):
    """One rating as the data set has it: both numbers are its own."""

    rater: int
    film: int
    half_steps: int


@dataclass(frozen=True)
class Archive:
    """Where a data set's single ratings come from: its films by its own numbers, and what its raters gave them."""

    data_set: ArchivedRating.DataSet
    films: Callable[[Reading], Iterator[tuple[int, FilmRecord]]]
    ratings: Callable[[Reading], Iterator[Rated]]


def keep_ratings(run: ImportRun, archive: Archive, reading: Reading) -> None:
    """Keeps the ratings of films that the catalogue knows for sure; a killed run goes on behind its last batch."""
    known = known_films(archive.films(reading))
    rest = islice(archive.ratings(reading), run.counts.get("ratings", 0), None)
    while batch := list(islice(rest, RATINGS)):
        rows = {
            (rated.rater, known[rated.film]): ArchivedRating(
                data_set=archive.data_set, rater=rated.rater, film_id=known[rated.film], half_steps=rated.half_steps
            )
            for rated in batch
            if rated.film in known
        }
        with transaction.atomic():
            ArchivedRating.objects.bulk_create(
                rows.values(),
                update_conflicts=True,
                unique_fields=["data_set", "rater", "film"],
                update_fields=["half_steps"],
            )
            run.counts["ratings"] = run.counts.get("ratings", 0) + len(batch)
            run.save()


def known_films(films: Iterable[tuple[int, FilmRecord]]) -> dict[int, int]:
    """The catalogue's key of each film of the data set; doubtful ones have none."""
    known: dict[int, int] = {}
    rest = iter(films)
    while batch := list(islice(rest, FILMS)):
        candidates = Candidates([record for _, record in batch])
        for number, record in batch:
            found = candidates.find(record)
            if len(found) == 1 and found[0][0] is Answer.SAME:
                known[number] = found[0][1].pk
    return known
