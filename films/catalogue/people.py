"""Which person a name in a credit means, and what fact sheets know of people."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from ..models import Catalogue, Country, Film, Person
from ..record import CreditFact, PersonFact
from ..titles import fold, sort_name
from .addresses import give_addresses

Ids = tuple[tuple[str, str], ...]


class People:
    """The people whom credits name, found with few queries and made where missing.

    An id says who it is. Without one it is somebody of that name who works on the film already, else the only or the
    oldest one. An id that is new tells its bearer apart from others of the name, unless they work on that very film.
    """

    def __init__(self, credits: list[tuple[Film, str, Ids]]) -> None:
        known = Person.objects.select_related("joined_into")
        self.by_id: dict[tuple[str, str], Person] = {}
        for name in {name for _, _, ids in credits for name, _ in ids}:
            values = {value for _, _, ids in credits for kind, value in ids if kind == name}
            found = known.filter(**{f"{name}__in": values})
            self.by_id |= {(name, getattr(person, name)): person.standing for person in found}
        keys = {key_of(name) for _, name, _ in credits}
        named = known.filter(match_key__in=keys).order_by("-pk")
        self.by_key = {person.match_key: person.standing for person in named}
        here = Person.objects.filter(credits__film__in={film.pk for film, _, _ in credits}, match_key__in=keys)
        self.here = {person.match_key: person for person in here}
        self.by_key |= self.here
        made = [person for _, name, ids in credits if (person := self.make(name, ids))]
        give_addresses(made)
        Person.objects.bulk_create(made)

    def make(self, name: str, ids: Ids) -> Person | None:
        """A new person for the credit, unless somebody stands for it already."""
        key = key_of(name)
        known = next((self.by_id[one] for one in ids if one in self.by_id), None)
        if not known and ids and (same := self.here.get(key)) and not any(getattr(same, kind) for kind, _ in ids):
            known = same
        if known:
            self.learn(known, ids)
            return None
        if not ids and key in self.by_key:
            return None
        person = Person(name=name, sort_name=sort_name(name), match_key=key, **dict(ids))
        self.by_id |= dict.fromkeys(ids, person)
        self.by_key.setdefault(key, person)
        return person

    def learn(self, person: Person, ids: Ids) -> None:
        """Adds ids that nobody has to somebody who is known by another one, or by working on the film."""
        new = [(kind, value) for kind, value in ids if (kind, value) not in self.by_id and not getattr(person, kind)]
        for kind, value in new:
            setattr(person, kind, value)
            self.by_id[kind, value] = person
        if new and person.pk:
            person.save()

    def of(self, name: str, ids: Ids) -> Person:
        """The person of a credit."""
        known = next((self.by_id[one] for one in ids if one in self.by_id), None)
        return known or self.by_key[key_of(name)]


def ids_of(credit: CreditFact) -> Ids:
    """The ids in other catalogues that a credit gives its person."""
    return tuple((name, value) for name in ("imdb_id", "tmdb_id") if (value := getattr(credit, name)))


def key_of(name: str) -> str:
    """The key under which spellings of one name meet."""
    return fold(name) or name


@transaction.atomic
def save_people(facts: Iterable[PersonFact]) -> int:
    """Fills what the catalogue does not know yet of people whose name only one bears; how many changed."""
    named = {fold(fact.name) or fact.name: fact for fact in facts}
    people: dict[str, list[Person]] = {}
    for person in Person.objects.standing().filter(match_key__in=named):
        people.setdefault(person.match_key, []).append(person)
    known = {country.name: country for country in Country.objects.all()}
    changed = [found[0] for key, found in people.items() if len(found) == 1 and filled(found[0], named[key], known)]
    Person.objects.bulk_update(changed, ["born_year", "died_year", "country"])
    if changed:
        Catalogue.changed()
    return len(changed)


def filled(person: Person, fact: PersonFact, countries: dict[str, Country]) -> bool:
    """Sets what `fact` says and the person lacks; whether anything was lacking. `countries` grows with new names."""
    if fact.country and fact.country not in countries:
        countries[fact.country] = Country.objects.create(name=fact.country)
    says = {"born_year": fact.born, "died_year": fact.died, "country": countries.get(fact.country)}
    news = {name: value for name, value in says.items() if value and getattr(person, name) is None}
    for name, value in news.items():
        setattr(person, name, value)
    return bool(news)
