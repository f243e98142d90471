"""Search itself: a bounded number of candidates from the database, ranked here, so that every database ranks alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any as Anything
from typing import TypeVar

from django.db.models import QuerySet

from ..anyof import AnyOf
from ..models import Audience, Credit, Film, Person, SearchEntry
from ..models.filmset import CARD_ORDERS
from ..prepared import prepared
from ..titles import ARTICLES, without_article
from . import fulltext, spelling
from .expressions import All, Any, Expression
from .fulltext import Found
from .query import Credited, Query, parse, plain

BEST = 100  # films and as many people that are looked at, for some may be hidden
ENOUGH = 3  # films and people below which typing errors are thought of
ALIKE = 200  # entries that are exactly what was typed
NAMESAKES, WORKS = 40, 2000

BOTH = (SearchEntry.Kind.FILM, SearchEntry.Kind.PERSON)
EXACT, BEGINS, PHRASE = 1000.0, 6.0, 3.0

Values = dict[int, float]
T = TypeVar("T", Film, Person)


@dataclass(frozen=True)
class Room:
    """How many films and people are wanted at most, and among how many candidates of each they are looked for."""

    films: int
    people: int
    candidates: int


PAGE = Room(films=48, people=24, candidates=120)


@dataclass
class Results:
    """Films as cards and people, the best first. `widened`: nothing had all the words as they were typed."""

    query: Query
    films: list[Film] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    widened: bool = False

    def __len__(self) -> int:
        return len(self.films) + len(self.people)

    def add(self, films: Values, people: Values, user: Anything, room: Room) -> None:
        """Adds the best that `user` may see and that are not there yet, as long as there is room."""
        audience = Audience.of(user)
        self.films += seen(films, self.films, room.films, lambda ids: cards(ids, audience=audience))
        self.people += seen(people, self.people, room.people, lambda ids: faces(ids, audience=audience))


def search(text: str, user: Anything, room: Room = PAGE) -> Results:
    """The best films and people that `user` may see for what was looked for."""
    query = parse(text)
    results = Results(query)
    if query.is_empty:
        return results
    films, people = candidates(query, room)
    results.add(films, people, user, room)
    found = len(results)
    sure = any(value >= EXACT for value in [*films.values(), *people.values()])
    if query.words and not query.phrases and (not found or (found < ENOUGH and not sure)):
        results.add(*wider_candidates(query, room, nothing_yet=not found), user, room)
        results.widened = not found
    return results


def candidates(query: Query, room: Room) -> tuple[Values, Values]:
    """Films and people that have all the words, with their values."""
    if query.credited:
        return credited_films(query), {}
    expression = query.expression()
    found = exact(query)
    if expression:
        found += fulltext.find(query.wanted(expression, kinds_of(query), room.candidates))
    return valued(found, query)


def kinds_of(query: Query) -> tuple[str, ...]:
    """What may fit: no person has a year."""
    return BOTH[:1] if query.years else BOTH


def wider_candidates(query: Query, room: Room, *, nothing_yet: bool) -> tuple[Values, Values]:
    """Films and people that have words like these; where there are none, all the words but one."""
    for expression in wider(query.words, nothing_yet=nothing_yet):
        if query.credited:
            films, people = credited_films(query, [expression]), Values()
        else:
            asked = query.expression([expression])
            found = fulltext.find(query.wanted(asked, kinds_of(query), room.candidates)) if asked else []
            films, people = valued(found, query)
        if films or people:
            return films, people
    return {}, {}


def wider(words: list[str], *, nothing_yet: bool) -> Iterator[Expression]:
    """Ever less of what was typed. A word that exists may be the wrong one, too: "Tony Collete" is Toni Collette."""
    speller = spelling.Speller()
    parts = speller.widened(words)
    yield All(tuple(parts))
    if nothing_yet and 1 < len(words) <= 6:
        yield All(tuple(speller.widened(words, doubted=set(words))))
    if 2 < len(words) <= 6:
        yield Any(tuple(All(tuple(parts[:i] + parts[i + 1 :])) for i in range(len(parts))))
    telling = tuple(part for part, word in zip(parts, words, strict=True) if len(word) > 3)
    if nothing_yet and len(words) == 2 and telling:
        yield Any(telling)


def exact(query: Query) -> list[Found]:
    """Entries that are what was typed, whatever stands before them: with another article, or made of signs only."""
    key = query.key or query.raw.casefold()
    if query.years or not key:
        return []
    bare = without_article(key)
    keys = {key, bare, *(f"{article} {bare}" for article in ARTICLES)}
    return list(map(Found._make, called(list(keys))))


@prepared
def called(keys: list[str]) -> QuerySet[SearchEntry, Anything]:
    """Entries with one of these keys, the popular first."""
    entries = SearchEntry.objects.filter(AnyOf("key", keys)).order_by("id")
    return entries.values_list(*SearchEntry.FIELDS)[:ALIKE]


def credited_films(query: Query, parts: list[Expression] | None = None) -> Values:
    """Films on which all those named worked, and that have the words."""
    works: set[int] | None = None
    for credited in query.credited:
        theirs = works_of(credited)
        works = theirs if works is None else works & theirs
    expression = query.expression(parts)
    rows = list(map(Found._make, entries_of(sorted(works or ())[:WORKS])))
    if expression:
        rows = [row for row in rows if expression.matches(set(row.words.split()))]
    rows = [row for row in rows if all(f" {phrase} " in f" {row.key} " for phrase in query.phrases)]
    return valued(rows, query)[0]


@prepared
def entries_of(films: list[int]) -> QuerySet[SearchEntry, Anything]:
    """All entries of these films."""
    return SearchEntry.objects.filter(AnyOf("film_id", films)).order_by("id").values_list(*SearchEntry.FIELDS)


def works_of(credited: Credited) -> set[int]:
    """Ids of the films on which anybody of that name worked in these departments."""
    words: tuple[Expression, ...] = tuple(plain(credited.key.split()))
    people = fulltext.find(Query().wanted(All(words), BOTH[1:], NAMESAKES))
    if not people:
        parts = tuple(spelling.Speller().widened(credited.key.split()))
        people = fulltext.find(Query().wanted(All(parts), BOTH[1:], NAMESAKES))
    credits = Credit.objects.filter(person__in=[found.person for found in people])
    return set(credits.filter(department__in=credited.departments).values_list("film", flat=True)[:WORKS])


def valued(rows: list[Found], query: Query) -> tuple[Values, Values]:
    """Films and people with the value of their best entry."""
    films, people = Values(), Values()
    value = Judge(query).value
    for row in rows:
        group, pk = (films, row.film) if row.film else (people, row.person)
        if pk is not None:
            group[pk] = max(group.get(pk, -math.inf), value(row))
    return films, people


class Judge:
    """Says how good an answer an entry is."""

    def __init__(self, query: Query) -> None:
        self.key = query.key or query.raw.casefold()
        self.bare = without_article(self.key)
        self.within = f" {self.key} "

    def value(self, row: Found) -> float:
        """What was typed and nothing else comes first, then what is popular and near to what was typed."""
        key, bare = self.key, without_article(row.key)
        popular = math.log2(row.popularity + 1)
        if bare == self.bare:
            return EXACT + popular + (0.5 if row.key == key else 0)
        if key and (row.key.startswith(key) or bare.startswith(key)):
            return BEGINS + popular
        return popular + (PHRASE if self.within in f" {row.key} " else 0)


def seen(values: Values, there: list[T], most: int, ask: Callable[[list[int]], list[T]]) -> list[T]:
    """The best that may be seen beside those that are there already, `most` in all; of equal ones the older first."""
    have = {thing.pk for thing in there}
    ids = sorted(values.keys() - have, key=lambda pk: (-values[pk], pk))[:BEST]
    found: list[T] = []
    while ids and (missing := most - len(there) - len(found)) > 0:
        now, ids = ids[:missing], ids[missing:]
        shown = {thing.pk: thing for thing in ask(now)}
        found += [shown[pk] for pk in now if pk in shown]
    return found


@prepared
def cards(ids: list[int], *, audience: Audience) -> QuerySet[Film, Film]:
    """Those of the films that may be seen, as cards that no list has to sort."""
    return Film.objects.visible_to(audience).as_cards().defer(*CARD_ORDERS).order_by().filter(AnyOf("id", ids))


@prepared
def faces(ids: list[int], *, audience: Audience) -> QuerySet[Person, Person]:
    """Those of the people that may be seen, with what a list shows of them."""
    shown = ("name", "slug", "portrait", "portrait_made")
    return Person.objects.visible_to(audience).order_by().filter(AnyOf("id", ids)).only(*shown)
