"""Search itself: a bounded number of candidates from the database, ranked here, so that every database ranks alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any as Anything
from typing import TypeVar

from django.db.models import QuerySet

from ..anyof import AnyOf
from ..models import Audience, Film, Person, SearchEntry
from ..models.filmset import CARD_ORDERS
from ..prepared import prepared
from ..titles import ARTICLES, without_article
from . import credited, fulltext, wider
from .fulltext import Found
from .judge import EXACT, Both, Judge, Values, better, valued
from .query import Query, other_readings, parse

BEST = 100  # films and as many people that are looked at, for some may be hidden
ENOUGH = 3  # films and people below which typing errors are thought of
ALIKE = 200  # entries that are exactly what was typed
JOINED = range(4, 21)  # letters of one word, or two, that may be two, or one

T = TypeVar("T", Film, Person)


@dataclass(frozen=True)
class Room:
    """How many films and people are wanted at most, and among how many candidates of each they are looked for."""

    films: int
    people: int
    candidates: int


PLENTY = Room(films=96, people=48, candidates=240)  # as many as anybody looks through


@dataclass
class Results:
    """Films as cards and people, the best first. `widened`: nothing had all the words as they were typed."""

    query: Query
    films: list[Film] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    widened: bool = False

    def __len__(self) -> int:
        return len(self.films) + len(self.people)

    @property
    def is_found(self) -> bool:
        """Whether there are films as they were asked for."""
        return bool(self.films) and not self.widened

    def has_any(self, films: Values, people: Values) -> bool:
        """Whether any of these is there."""
        return any(film.pk in films for film in self.films) or any(person.pk in people for person in self.people)

    def add(self, films: Values, people: Values, user: Anything, room: Room) -> None:
        """Adds the best that `user` may see and that are not there yet, as long as there is room."""
        audience = Audience.of(user)
        self.films += seen(films, self.films, room.films, lambda ids: cards(ids, audience=audience))
        self.people += seen(people, self.people, room.people, lambda ids: faces(ids, audience=audience))


def search(text: str, user: Anything, room: Room = PLENTY) -> Results:
    """The best films and people that `user` may see for what was looked for."""
    results = asked(parse(text), user, room)
    for query in other_readings(text):
        if results.is_found:
            break
        other = asked(query, user, room)
        results = other if other.is_found else results
    return results


def asked(query: Query, user: Anything, room: Room) -> Results:
    """The best for one reading of what was looked for."""
    results = Results(query)
    if query.is_empty:
        return results
    typed = candidates(query, room)
    sure = any(value >= EXACT for values in typed for value in values.values())
    may_widen = bool(query.words) and not query.phrases
    results.add(*(with_other_spellings(query, room, typed, sure=sure) if may_widen else typed), user, room)
    if may_widen and not sure and len(results) < ENOUGH:
        results.add(*wider.candidates(query, room.candidates, nothing_yet=not results), user, room)
    results.widened = not results.has_any(*typed)
    return results


def with_other_spellings(query: Query, room: Room, typed: Both, *, sure: bool) -> Both:
    """What was found as it was typed, and "Rocky IV" for "rocky 4" where that does not settle it."""
    if sum(map(len, typed)) >= ENOUGH and (sure or len(query.words) == 1):
        return typed
    films, people = map(better, typed, wider.otherwise_spelled(query, room.candidates))
    return films, people


def candidates(query: Query, room: Room) -> Both:
    """Films and people that have all the words, with their values."""
    if query.credited:
        return credited.films(query), {}
    expression = query.expression()
    found = exact(query)
    if expression:
        found += fulltext.find(query.wanted(expression, query.kinds, room.candidates))
    return valued(found, Judge(query))


def exact(query: Query) -> list[Found]:
    """Entries that are what was typed, whatever stands before them: with another article, made of signs only, or as one
    word where two were typed and the other way round."""
    key = query.key or query.raw.casefold()
    if query.years or not key:
        return []
    bare = without_article(key)
    keys = {key, bare, *(f"{article} {bare}" for article in ARTICLES)}
    together = key.replace(" ", "")
    if len(query.words) <= 2 and len(together) in JOINED:
        keys |= {together, *(f"{together[:cut]} {together[cut:]}" for cut in range(1, len(together)))}
    return list(map(Found._make, called(list(keys))))


@prepared
def called(keys: list[str]) -> QuerySet[SearchEntry, Anything]:
    """Entries with one of these keys, the popular first."""
    entries = SearchEntry.objects.filter(AnyOf("key", keys)).order_by("id")
    return entries.values_list(*SearchEntry.FIELDS)[:ALIKE]


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
