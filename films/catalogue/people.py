"""Which person a name in a credit means, and what fact sheets know of people."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from ..models import Catalogue, Country, Film, Person
from ..record import CreditFact, PersonFact
from ..titles import fold, sort_name
from .addresses import give_addresses


def person_for(name: str, film: Film, imdb_id: str = "") -> Person:
    """The person of that id, else of that name: one who works on the film, else the only or oldest one, else a new one.

    An id tells people of one name apart; it is given only to somebody who works on the film already.
    """
    if imdb_id and (known := Person.objects.filter(imdb_id=imdb_id).first()):
        return known
    people = Person.objects.named(name).order_by("pk")
    here = people.filter(credits__film=film).first()
    if imdb_id:
        if here is None or here.imdb_id:
            return Person.objects.create(name=name, imdb_id=imdb_id)
        here.imdb_id = imdb_id
        here.save()
    return here or people.first() or Person.objects.create(name=name)


class People:
    """The people of a batch of credits on new films, found with two queries, and made where missing."""

    def __init__(self, credits: list[tuple[Film, CreditFact]]) -> None:
        facts = [credit for _, credit in credits]
        ids = {fact.imdb_id for fact in facts} - {""}
        keys = {fold(fact.person) or fact.person for fact in facts if not fact.imdb_id}
        self.by_id = {person.imdb_id: person for person in Person.objects.filter(imdb_id__in=ids)}
        self.by_key = {p.match_key: p for p in Person.objects.filter(match_key__in=keys).order_by("-pk")}
        new = [self.make(fact) for fact in facts if not self.knows(fact)]
        made = [person for person in new if person]
        give_addresses(made)
        Person.objects.bulk_create(made)

    def knows(self, fact: CreditFact) -> bool:
        """Whether somebody stands for the credit already."""
        return fact.imdb_id in self.by_id if fact.imdb_id else (fold(fact.person) or fact.person) in self.by_key

    def make(self, fact: CreditFact) -> Person | None:
        """A new person for the credit, unless an earlier credit of the batch has made one."""
        if self.knows(fact):
            return None
        key = fold(fact.person) or fact.person
        person = Person(name=fact.person, sort_name=sort_name(fact.person), match_key=key, imdb_id=fact.imdb_id or None)
        if fact.imdb_id:
            self.by_id[fact.imdb_id] = person
        else:
            self.by_key[key] = person
        return person

    def of(self, name: str, imdb_id: str) -> Person:
        """The person of a credit."""
        return self.by_id[imdb_id] if imdb_id else self.by_key[fold(name) or name]


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
