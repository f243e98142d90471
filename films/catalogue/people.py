"""Which person a name in a credit means, and what fact sheets know of people."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from ..models import Catalogue, Country, Film, Person
from ..record import PersonFact
from ..titles import fold, sort_name
from .addresses import give_addresses


class People:
    """The people whom credits name, found with three queries and made where missing.

    An id says who it is. Without one it is somebody of that name who works on the film already, else the only or the
    oldest one. An id that is new tells its bearer apart from others of the name, unless they work on that very film.
    """

    def __init__(self, credits: list[tuple[Film, str, str]]) -> None:
        """`credits` are (film, name, IMDb id or "")."""
        ids = {imdb_id for _, _, imdb_id in credits} - {""}
        keys = {key_of(name) for _, name, _ in credits}
        self.by_id = {person.imdb_id: person for person in Person.objects.filter(imdb_id__in=ids)}
        self.by_key = {person.match_key: person for person in Person.objects.filter(match_key__in=keys).order_by("-pk")}
        here = Person.objects.filter(credits__film__in={film.pk for film, _, _ in credits}, match_key__in=keys)
        self.here = {person.match_key: person for person in here}
        self.by_key |= self.here
        made = [person for _, name, imdb_id in credits if (person := self.make(name, imdb_id))]
        give_addresses(made)
        Person.objects.bulk_create(made)

    def make(self, name: str, imdb_id: str) -> Person | None:
        """A new person for the credit, unless somebody stands for it already."""
        key = key_of(name)
        if imdb_id in self.by_id or (not imdb_id and key in self.by_key):
            return None
        if imdb_id and (known := self.here.get(key)) and not known.imdb_id:
            known.imdb_id = imdb_id
            known.save()
            self.by_id[imdb_id] = known
            return None
        person = Person(name=name, sort_name=sort_name(name), match_key=key, imdb_id=imdb_id or None)
        if imdb_id:
            self.by_id[imdb_id] = person
        else:
            self.by_key[key] = person
        return person

    def of(self, name: str, imdb_id: str) -> Person:
        """The person of a credit."""
        return self.by_id[imdb_id] if imdb_id else self.by_key[key_of(name)]


def key_of(name: str) -> str:
    """The key under which spellings of one name meet."""
    return fold(name) or name


@transaction.atomic
def save_people(facts: Iterable[PersonFact]) -> int:
    """Fills what the catalogue does not know yet of people whose name only one bears; how many changed."""
    named = {fold(fact.name) or fact.name: fact for fact in facts}
    people: dict[str, list[Person]] = {}
    for person in Person.objects.filter(match_key__in=named):
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
