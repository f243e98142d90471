"""How good an answer each entry is: ranked here, so that every database ranks alike."""

from __future__ import annotations

import math
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from ..titles import without_article
from .fulltext import Found
from .query import Query, is_year
from .same import as_one, has_several

EXACT, JOINED, BEGINS, PHRASE, WHOLE = 1000.0, 900.0, 6.0, 3.0, 2.0
NEAR, ERROR = 20.0, 5.0  # what is nearly the same, and each error in it
LONG = 8  # letters from which on two errors are near, too

Values = dict[int, float]
Both = tuple[Values, Values]  # films and people


def valued(rows: Iterable[Found], judge: Judge) -> Both:
    """Films and people with the value of their best entry."""
    films, people = Values(), Values()
    for row in rows:
        group, pk = (films, row.film) if row.film else (people, row.person)
        if pk is not None:
            group[pk] = max(group.get(pk, -math.inf), judge.value(row))
    return films, people


def better(values: Values, others: Values) -> Values:
    """All of both, each with the higher of its values."""
    return values | {pk: max(value, values.get(pk, value)) for pk, value in others.items()}


class Judge:
    """Says how good an answer an entry is; with `near` also how near it comes to what was typed."""

    def __init__(self, query: Query, *, near: bool = False) -> None:
        self.key = query.key or query.raw.casefold()
        self.bare = without_article(self.key)
        self.together = self.bare.replace(" ", "")
        self.within = f" {self.key} "
        self.errors = 1 + (len(self.together) >= LONG) if near else 0
        self.as_one = as_one(self.bare) if has_several(self.bare.split()) else ""
        title, _, year = self.key.rpartition(" ")
        self.dated = (without_article(title), f"_{year}") if title and is_year(year) else None

    def value(self, row: Found) -> float:
        """What was typed and nothing else comes first, then what is popular and near to what was typed."""
        key, bare = self.key, without_article(row.key)
        popular = math.log2(row.popularity + 1)
        if bare == self.bare:
            return EXACT + popular + (0.5 if row.key == key else 0)
        if self.dated and bare == self.dated[0] and self.is_of_the_year(row):
            return EXACT + popular
        if (self.together and bare.replace(" ", "") == self.together) or (self.as_one and as_one(bare) == self.as_one):
            return JOINED + popular
        if key and (row.key.startswith(key) or bare.startswith(key)):
            return BEGINS + popular + (WHOLE if self.within in f" {row.key} " else 0)
        return popular + (PHRASE if self.within in f" {row.key} " else 0) + self.nearness(row, bare)

    def is_of_the_year(self, row: Found) -> bool:
        """Whether the last word that was typed is the film's year."""
        return self.dated is not None and self.dated[1] in row.words.split()

    def nearness(self, row: Found, bare: str) -> float:
        """More for the fewer errors, nothing where there are more than a few."""
        if not self.errors:
            return 0
        typed = self.dated[0].replace(" ", "") if self.dated and self.is_of_the_year(row) else self.together
        errors = OSA.distance(typed, bare.replace(" ", ""), score_cutoff=self.errors)
        return NEAR - ERROR * errors if errors <= self.errors else 0
