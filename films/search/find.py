"""Search itself: a bounded number of candidates from the database, ranked here, so that every database ranks alike."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any as Anything

from ..models import Credit, Film, Person, SearchEntry
from ..titles import ARTICLES, without_article
from . import fulltext, spelling
from .expressions import All, Any, Expression
from .fulltext import Found
from .query import Credited, Query, parse, plain

CANDIDATES = 200
BEST = 100  # films and as many people that are shown
ENOUGH = 3  # films and people below which typing errors are thought of
NAMESAKES, WORKS = 40, 2000

FILM, PERSON = SearchEntry.Kind.FILM, SearchEntry.Kind.PERSON
EXACT, BEGINS, PHRASE = 1000.0, 6.0, 3.0


@dataclass
class Results:
    """Ids of films and people, the best first. `widened`: nothing had all the words as they were typed."""

    query: Query
    films: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    widened: bool = False


def search(text: str, user: Anything, most: int = BEST) -> Results:
    """What `user` may see of the `most` best films and as many people for what was looked for."""
    query = parse(text)
    if query.is_empty:
        return Results(query)
    films, people = candidates(query)
    results = Results(query, seen_films(films, user, most), seen_people(people, user, most))
    found = len(results.films) + len(results.people)
    sure = any(value >= EXACT for value in [*films.values(), *people.values()])
    if query.words and not query.phrases and (not found or (found < ENOUGH and not sure)):
        films, people = wider_candidates(query, nothing_yet=not found)
        results.films += [pk for pk in seen_films(films, user, most) if pk not in results.films]
        results.people += [pk for pk in seen_people(people, user, most) if pk not in results.people]
        results.widened = not found
    return results


def candidates(query: Query) -> tuple[dict[int, float], dict[int, float]]:
    """Films and people that have all the words, with their values."""
    if query.credited:
        return credited_films(query), {}
    expression = query.expression()
    found = exact(query)
    if expression:
        found += fulltext.find(query.wanted(FILM, expression, CANDIDATES))
        if not query.years:
            found += fulltext.find(query.wanted(PERSON, expression, CANDIDATES))
    return valued(found, query)


def wider_candidates(query: Query, *, nothing_yet: bool) -> tuple[dict[int, float], dict[int, float]]:
    """Films and people that have words like these; where there are none, all the words but one."""
    for expression in wider(query.words, nothing_yet=nothing_yet):
        if query.credited:
            films, people = credited_films(query, [expression]), dict[int, float]()
        else:
            asked = query.expression([expression])
            kinds = (FILM,) if query.years else (FILM, PERSON)
            found = [row for kind in kinds if asked for row in fulltext.find(query.wanted(kind, asked, CANDIDATES))]
            films, people = valued(found, query)
        if films or people:
            return films, people
    return {}, {}


def wider(words: list[str], *, nothing_yet: bool) -> Iterator[Expression]:
    """Ever less of what was typed. A word that exists may be the wrong one, too: "Tony Collete" is Toni Collette."""
    parts = spelling.widened(words)
    yield All(tuple(parts))
    if nothing_yet and 1 < len(words) <= 6:
        yield All(tuple(spelling.widened(words, doubted=set(words))))
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
    rows = SearchEntry.objects.filter(key__in=keys).order_by("id")[:CANDIDATES]
    return [Found(*row) for row in rows.values_list("id", "film", "person", "key", "words", "popularity")]


def credited_films(query: Query, parts: list[Expression] | None = None) -> dict[int, float]:
    """Films on which all those named worked, and that have the words."""
    works: set[int] | None = None
    for credited in query.credited:
        theirs = works_of(credited)
        works = theirs if works is None else works & theirs
    expression = query.expression(parts)
    entries = SearchEntry.objects.filter(film__in=sorted(works or ())[:WORKS]).order_by("id")
    rows = [Found(*row) for row in entries.values_list("id", "film", "person", "key", "words", "popularity")]
    if expression:
        rows = [row for row in rows if expression.matches(set(row.words.split()))]
    rows = [row for row in rows if all(f" {phrase} " in f" {row.key} " for phrase in query.phrases)]
    return valued(rows, query)[0]


def works_of(credited: Credited) -> set[int]:
    """Ids of the films on which anybody of that name worked in these departments."""
    words: tuple[Expression, ...] = tuple(plain(credited.key.split()))
    people = fulltext.find(Query(key=credited.key).wanted(PERSON, All(words), NAMESAKES))
    if not people:
        parts = tuple(spelling.widened(credited.key.split()))
        people = fulltext.find(Query(key=credited.key).wanted(PERSON, All(parts), NAMESAKES))
    credits = Credit.objects.filter(person__in=[found.person for found in people])
    return set(credits.filter(department__in=credited.departments).values_list("film", flat=True)[:WORKS])


def valued(rows: list[Found], query: Query) -> tuple[dict[int, float], dict[int, float]]:
    """Films and people with the value of their best entry."""
    films: dict[int, float] = {}
    people: dict[int, float] = {}
    for row in rows:
        group, pk = (films, row.film) if row.film else (people, row.person)
        if pk is not None:
            group[pk] = max(group.get(pk, -math.inf), value(row, query))
    return films, people


def value(row: Found, query: Query) -> float:
    """How good an answer an entry is: what was typed and nothing else, else popular and near to what was typed."""
    key, bare = query.key or query.raw.casefold(), without_article(row.key)
    popular = math.log2(row.popularity + 1)
    if bare == without_article(key):
        return EXACT + popular + (0.5 if row.key == key else 0)
    if key and (row.key.startswith(key) or bare.startswith(key)):
        return BEGINS + popular
    return popular + (PHRASE if f" {key} " in f" {row.key} " else 0)


def seen_films(values: dict[int, float], user: Anything, most: int) -> list[int]:
    """The best of the films that `user` may see."""
    films = best(values, most)
    shown = set(Film.objects.visible_to(user).order_by().filter(pk__in=films).values_list("pk", flat=True))
    return [pk for pk in films if pk in shown]


def seen_people(values: dict[int, float], user: Anything, most: int) -> list[int]:
    """The best of the people that `user` may see."""
    people = best(values, most)
    met = set(Person.objects.visible_to(user).order_by().filter(pk__in=people).values_list("pk", flat=True))
    return [pk for pk in people if pk in met]


def best(values: dict[int, float], most: int) -> list[int]:
    """The ids with the highest values, of equal ones the older first."""
    return sorted(values, key=lambda pk: (-values[pk], pk))[:most]
