"""Which person a name in a credit means, and what is known of people apart from films."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from ..models import Catalogue, Country, Film, Person
from ..record import PersonFact
from ..titles import fold

NAMESAKES = 50


def person_for(name: str, film: Film) -> Person:
    """The person of that name: one who works on the film already, else the only or the oldest one, else a new one."""
    people = Person.objects.named(name).order_by("pk")
    found = list(people[:NAMESAKES])
    if len(found) > 1:
        return people.filter(credits__film=film).first() or found[0]
    return found[0] if found else Person.objects.create(name=name)


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
