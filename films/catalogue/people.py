"""Which person a name in a credit means, and what fact sheets know of people."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db import transaction

from ..loading import change, load, pick, reserve
from ..models import Catalogue, Country, Credit, Person
from ..record import CreditFact, PersonFact
from ..titles import address, fold, sort_name
from .addresses import free_addresses

Ids = tuple[tuple[str, str], ...]
ids_in = attrgetter(*Person.NAMES)
COLUMNS = ("id", "match_key", "joined_into_id", *Person.NAMES)


@dataclass
class Somebody:
    """As much of a person as it takes to tell people apart."""

    pk: int
    key: str
    ids: dict[str, str]
    name: str = ""


class People:
    """The people whom credits name, found with few queries and made where missing.

    An id says who it is. Without one it is somebody of that name who works on the film already, else the only or the
    oldest one. An id that is new tells its bearer apart from others of the name, unless they work on that very film.
    """

    def __init__(self, credits: list[tuple[int, str, Ids]]) -> None:
        self.people: dict[int, Somebody] = {}
        self.by_id: dict[tuple[str, str], Somebody] = {}
        self.learned: dict[int, Somebody] = {}
        for column in {column for _, _, ids in credits for column, _ in ids}:
            values = {value for _, _, ids in credits for kind, value in ids if kind == column}
            self.by_id |= {(column, found.ids[column]): person for found, person in self.look_up(column, values)}
        keys = {key_of(name) for _, name, _ in credits}
        named = sorted(self.look_up("match_key", keys), key=lambda pair: -pair[0].pk)
        self.by_key = {found.key: person for found, person in named}
        workers = {pk for (pk,) in pick(Credit, ("person_id",), "film_id", {film for film, _, _ in credits})}
        self.here = {person.key: person for person, _ in self.look_up("id", workers) if person.key in keys}
        self.by_key |= self.here
        self.write([person for _, name, ids in credits if (person := self.make(name, ids))])

    def look_up(self, column: str, values: Collection[Any]) -> list[tuple[Somebody, Somebody]]:
        """The people whose `column` has one of the values, each with the one that stands for it: mostly itself."""
        rows = pick(Person, COLUMNS, column, values)
        others = pick(Person, COLUMNS, "id", {into for _, _, into, *_ in rows if into})
        for pk, key, _, *ids in [*rows, *others]:
            known = {name: value for name, value in zip(Person.NAMES, ids, strict=True) if value}
            self.people.setdefault(pk, Somebody(pk, key, known))
        return [(self.people[pk], self.people[into or pk]) for pk, _, into, *_ in rows]

    def make(self, name: str, ids: Ids) -> Somebody | None:
        """A new person for the credit, unless somebody stands for it already."""
        key = key_of(name)
        if not ids and key in self.by_key:
            return None
        known = next((self.by_id[one] for one in ids if one in self.by_id), None)
        if not known and ids and (same := self.here.get(key)) and not any(kind in same.ids for kind, _ in ids):
            known = same
        if known:
            self.learn(known, ids)
            return None
        person = Somebody(0, key, dict(ids), name)
        self.by_id |= dict.fromkeys(ids, person)
        self.by_key.setdefault(key, person)
        return person

    def learn(self, person: Somebody, ids: Ids) -> None:
        """Adds ids that nobody has to somebody who is known by another one, or by working on the film."""
        new = {kind: value for kind, value in ids if (kind, value) not in self.by_id and kind not in person.ids}
        for one in new.items():
            self.by_id[one] = person
        person.ids |= new
        if new and person.pk:
            self.learned[person.pk] = person

    def write(self, made: list[Somebody]) -> None:
        """Puts new people, and ids that are new, into the database."""
        slugs = free_addresses(Person, [address(person.name, "person") for person in made])
        columns = ("id", "slug", "name", "sort_name", "match_key", *Person.NAMES)
        rows = []
        for person, slug, pk in zip(made, slugs, reserve(Person, len(made)), strict=True):
            person.pk = pk
            ids = [person.ids.get(name) for name in Person.NAMES]
            rows.append((person.pk, slug, person.name, sort_name(person.name), person.key, *ids))
        load(Person, columns, rows)
        for name in Person.NAMES:
            change(Person, name, {pk: person.ids[name] for pk, person in self.learned.items() if name in person.ids})
        if self.learned:
            Catalogue.changed()

    def of(self, name: str, ids: Ids) -> int:
        """The key of the person of a credit."""
        known = next((self.by_id[one] for one in ids if one in self.by_id), None) if ids else None
        return (known or self.by_key[key_of(name)]).pk


def ids_of(credit: CreditFact) -> Ids:
    """The ids in other catalogues that a credit gives its person."""
    values = ids_in(credit)
    return tuple(pair for pair in zip(Person.NAMES, values, strict=True) if pair[1]) if any(values) else ()


def key_of(name: str) -> str:
    """The key under which spellings of one name meet."""
    return fold(name) or name


@transaction.atomic
def save_people(facts: Iterable[PersonFact]) -> int:
    """Fills what the catalogue does not know yet of people whose name only one bears; how many changed."""
    named = {key_of(fact.name): fact for fact in facts}
    people: dict[str, list[Person]] = {}
    for person in Person.objects.standing().filter(match_key__in=named):
        people.setdefault(person.match_key, []).append(person)
    known = {country.name: country for country in Country.objects.all()}
    taken = {
        (name, value)
        for name in Person.NAMES
        for (value,) in pick(Person, (name,), name, {getattr(fact, name) for fact in named.values()} - {""})
    }
    changed = [
        found[0] for key, found in people.items() if len(found) == 1 and filled(found[0], named[key], known, taken)
    ]
    Person.objects.bulk_update(changed, ["born_year", "died_year", "country", *Person.NAMES])
    if changed:
        Catalogue.changed()
    return len(changed)


def filled(person: Person, fact: PersonFact, countries: dict[str, Country], taken: set[tuple[str, str]]) -> bool:
    """Sets what `fact` says and the person lacks; whether anything was lacking. `countries` grows with new names, and
    `taken` with the ids that somebody has now."""
    if fact.country and fact.country not in countries:
        countries[fact.country] = Country.objects.create(name=fact.country)
    says = {"born_year": fact.born, "died_year": fact.died, "country": countries.get(fact.country)}
    says |= {name: getattr(fact, name) for name in Person.NAMES if (name, getattr(fact, name)) not in taken}
    news = {name: value for name, value in says.items() if value and getattr(person, name) is None}
    taken |= {(name, str(value)) for name, value in news.items()}
    for name, value in news.items():
        setattr(person, name, value)
    return bool(news)
