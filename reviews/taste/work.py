"""Works likeness out and keeps it: all of it, or what changed since the last time, with the same outcome.

What changed is told by the films' digests, so nobody has to note what happens to ratings. It can be killed at any
point: a film's digest is kept only once what its change means for others is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db import transaction
from django.db.models import Count, Q

from films.models import Film

from .arithmetic import Alike, alike
from .models import NEIGHBOURS, SHOWN, Compared, Likeness
from .ratings import Ints, Ratings, ratings

Entry = tuple[int, int, int]  # the other film, score, common raters
Row = list[Entry]  # one film's likenesses, best first

AT_ONCE = 100
FEW = 4  # where more than every fourth film changed, working all of it out is less work


@dataclass(frozen=True)
class Outcome:
    """What a run has done, in films."""

    films: int
    worked_out: int
    written: int


def work_out(*, everything: bool = False) -> Outcome:
    """Brings likeness in line with the ratings; with `everything`, as if nothing were known."""
    now = ratings()
    known = {film: (digest, weakest) for film, digest, weakest in Compared.objects.values_list()}
    same = np.array([known.get(film, (None,))[0] == digest for film, digest in zip(*keys(now), strict=True)], bool)
    if everything or same.sum() * FEW < len(same) * (FEW - 1):
        same[:] = False
    change = Change(now, known, same)
    written = 0
    if same.any():
        for part in batched(change.others):
            written += keep(change, part)
    for part in batched(change.changed):
        written += keep(change, part)
    forget(change.gone)
    return Outcome(len(now.films), len(change.changed), written)


def keys(now: Ratings) -> tuple[list[int], list[int]]:
    """The films' keys, and their digests."""
    return now.films.tolist(), now.digests.tolist()


class Change:
    """What changed: `same` tells of each film by number whether its ratings are as they were."""

    def __init__(self, now: Ratings, known: dict[int, tuple[int, int]], same: Ints) -> None:
        self.now, self.known, self.same = now, known, same
        self.changed: list[int] = np.flatnonzero(~same).tolist()
        self.gone = sorted(known.keys() - set(now.films.tolist()))
        self.left = {*now.films[~same].tolist(), *self.gone}  # films whose entries elsewhere no longer hold
        self.weakest = np.array([known.get(film, (0, 0))[1] for film in now.films.tolist()], np.int64)
        self._found: dict[int, Alike] = {}

    def best(self, film: int) -> Row:
        """The row of film number `film`, worked out from its ratings."""
        found = self._found.pop(film, None) or alike(self.now, film).best()
        others = self.now.films[found.others].tolist()
        return list(zip(others, found.scores.tolist(), found.raters.tolist(), strict=True))

    @cached_property
    def others(self) -> list[int]:
        """The unchanged films whose rows change with those that did, or lost an entry with a film that is gone."""
        cut = set(films_with(self.left)) | set(shortened())
        numbers = {number for film in cut if (number := self.now.number_of(film)) is not None and self.same[number]}
        return sorted(numbers | self.new_entries.keys())

    @cached_property
    def new_entries(self) -> dict[int, Row]:
        """By unchanged film: its likenesses to changed ones, where they may be among its best."""
        entries: dict[int, Row] = defaultdict(list)
        for film in self.changed:
            found = alike(self.now, film)
            self._found[film] = found.best()
            wanted = self.same[found.others] & (found.scores >= self.weakest[found.others])
            key = int(self.now.films[film])
            for other, score, common in zip(*(column[wanted].tolist() for column in found), strict=True):
                entries[other].append((key, score, common))
        return entries

    def row(self, film: int, before: Row) -> Row:
        """The row of a film now. An unchanged film's old one stands but for what changed, as far as that can be told:
        where something fell out of a full row, what comes next was never kept."""
        if not self.same[film]:
            return self.best(film)
        entries = [entry for entry in before if entry[0] not in self.left] + self.new_entries.get(film, [])
        row = sorted(entries, key=rank)[:NEIGHBOURS]
        was_full = self.weakest[film] > 0
        if was_full and (len(before) < NEIGHBOURS or len(row) < NEIGHBOURS or rank(row[-1]) > rank(before[-1])):
            return self.best(film)
        return row


def rank(entry: Entry) -> tuple[int, int, int]:
    """What entries of one film are ordered by; no two are equal."""
    other, score, common = entry
    return -score, -common, other


def films_with(others: set[int]) -> Iterator[int]:
    """The films in whose rows one of the others stands."""
    for part in batched(sorted(others)):
        yield from Likeness.objects.filter(other__in=part).values_list("film", flat=True).distinct()


def shortened() -> Iterable[int]:
    """Films whose row was full until one of the films in it was deleted."""
    full = Compared.objects.filter(weakest__gt=0).annotate(entries=Count("film__likenesses"))
    return full.filter(entries__lt=NEIGHBOURS).values_list("pk", flat=True)


def keep(change: Change, films: list[int]) -> int:
    """Writes the rows of films, by number, and that they are done; how many rows are other than before.

    All that takes long comes before the transaction, so that no member waits for it.
    """
    pks = change.now.films[films].tolist()
    before: dict[int, Row] = defaultdict(list)
    stored = Likeness.objects.filter(film__in=pks).ranked().values_list("film", "other", "score", "raters")
    for film, *entry in stored:
        before[film].append((entry[0], entry[1], entry[2]))
    rows = {pk: change.row(film, before[pk]) for pk, film in zip(pks, films, strict=True)}
    write({pk: row for pk, row in rows.items() if row != before[pk]}, before)
    digests = change.now.digests[films].tolist()
    done = [
        Compared(film_id=pk, digest=digest, weakest=rows[pk][-1][1] if len(rows[pk]) == NEIGHBOURS else 0)
        for pk, digest in zip(pks, digests, strict=True)
    ]
    Compared.objects.bulk_create(
        done, update_conflicts=True, unique_fields=["film"], update_fields=["digest", "weakest"]
    )
    return sum(rows[pk] != before[pk] for pk in pks)


@transaction.atomic
def write(rows: dict[int, Row], before: dict[int, Row]) -> None:
    """Puts new rows in the place of old ones, and marks the pages that show them as changed."""
    Film.objects.filter(pk__in=[pk for pk, row in rows.items() if shown(row) != shown(before[pk])]).touch()
    Likeness.objects.filter(film__in=rows).delete()
    Likeness.objects.bulk_create(
        Likeness(film_id=pk, other_id=other, score=score, raters=raters)
        for pk, row in rows.items()
        for other, score, raters in row
    )


def shown(row: Row) -> list[tuple[int, int]]:
    """What a film's page shows of its row."""
    return [(other, common) for other, _, common in row[:SHOWN]]


def forget(films: list[int]) -> None:
    """Removes what is kept of films that have too few ratings now."""
    for part in batched(films):
        with transaction.atomic():
            Film.objects.filter(pk__in=part).touch()
            Likeness.objects.filter(Q(film__in=part) | Q(other__in=part)).delete()
            Compared.objects.filter(film__in=part).delete()


def batched(films: list[int]) -> Iterator[list[int]]:
    """The films in parts that one short transaction takes."""
    for start in range(0, len(films), AT_ONCE):
        yield films[start : start + AT_ONCE]
