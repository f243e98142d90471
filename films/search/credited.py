"""Films by who worked on them: director:hardwicke, and names that were typed beside the words of a title."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any as Anything

from django.db.models import QuerySet

from ..anyof import AnyOf
from ..models import Credit, SearchEntry
from ..prepared import prepared
from . import fulltext, spelling
from .expressions import All, Any, Expression, Word
from .fulltext import Found
from .judge import Both, Judge, Values, valued
from .query import FILLERS, PEOPLE, Credited, Query, plain

NAMESAKES, NAMED, WORKS = 40, 200, 2000
LONGEST_NAME = 3  # words


def films(query: Query, parts: list[Expression] | None = None) -> Values:
    """Films on which all those named worked, and that have the words."""
    works: set[int] | None = None
    for credited in query.credited:
        theirs = works_of(credited)
        works = theirs if works is None else works & theirs
    return fitting(works or set(), query, query.expression(parts))


def fitting(works: set[int], query: Query, expression: Expression | None) -> Values:
    """Those of the films whose entries match."""
    rows = list(map(Found._make, entries_of(sorted(works)[:WORKS])))
    if expression:
        rows = [row for row in rows if expression.matches(set(row.words.split()))]
    rows = [row for row in rows if all(f" {phrase} " in f" {row.key} " for phrase in query.phrases)]
    return valued(rows, Judge(query))[0]


def works_of(credited: Credited) -> set[int]:
    """Ids of the films on which anybody of that name worked in these departments."""
    words: tuple[Expression, ...] = tuple(plain(credited.key.split()))
    people = fulltext.find(Query().wanted(All(words), PEOPLE, NAMESAKES))
    if not people:
        parts = tuple(spelling.Speller().widened(credited.key.split()))
        people = fulltext.find(Query().wanted(All(parts), PEOPLE, NAMESAKES))
    credits = Credit.objects.filter(person__in=[found.person for found in people])
    return set(credits.filter(department__in=credited.departments).values_list("film", flat=True)[:WORKS])


@prepared
def entries_of(films: list[int]) -> QuerySet[SearchEntry, Anything]:
    """All entries of these films."""
    return SearchEntry.objects.filter(AnyOf("film_id", films)).order_by("id").values_list(*SearchEntry.FIELDS)


@prepared
def credits_of(people: list[int]) -> QuerySet[Credit, Anything]:
    """The films on which these people worked."""
    return Credit.objects.filter(AnyOf("person_id", people)).order_by("film_id").values_list("film_id")[:WORKS]


def beside_a_name(query: Query) -> Both:
    """Films of which a title's words and somebody's name were typed, "titanic leonardo dicaprio", or the names of two
    who worked on them; of "films with tom hanks" all that he worked on, and himself."""
    words = [word for word in query.words if word not in FILLERS]
    splits = list(named(words, alone=len(words) < len(query.words)))
    if not splits:
        return {}, {}
    anybody = Any(tuple(dict.fromkeys(whole(name) for name, _ in splits)))
    people = fulltext.find(query.wanted(anybody, PEOPLE, NAMED))
    works: dict[tuple[str, ...], set[int]] = {}
    for name, rest in splits:
        theirs = [found for found in people if whole(name).matches(set(found.words.split()))][:NAMESAKES]
        works[tuple(name)] = films_of(theirs)
        if works[tuple(name)] and (values := fitting(works[tuple(name)], query, query.expression(plain(rest)))):
            return values, {} if rest else valued(theirs, Judge(query))[1]
    together = (works[tuple(name)] & works.get(tuple(rest), set()) for name, rest in splits)
    return fitting(next(filter(None, together), set()), query, query.expression([])), {}


def films_of(people: list[Found]) -> set[int]:
    """Ids of the films on which any of them worked."""
    return {film for (film,) in credits_of([found.person for found in people])} if people else set()


def named(words: list[str], *, alone: bool) -> Iterator[tuple[list[str], list[str]]]:
    """Each way in which the words are a name and a title, the longest names first; with `alone` a name only, too."""
    for length in range(min(len(words) - (not alone), LONGEST_NAME), 0, -1):
        yield words[:length], words[length:]
        if length < len(words):
            yield words[-length:], words[:-length]


def whole(words: Collection[str]) -> All:
    return All(tuple(map(Word, words)))
