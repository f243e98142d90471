"""Which person a name in a credit means."""

from __future__ import annotations

from ..models import Film, Person


def person_for(name: str, film: Film) -> Person:
    """The person of that name: one who works on the film already, else the only or the oldest one, else a new one."""
    people = Person.objects.named(name).order_by("pk")
    return people.filter(credits__film=film).first() or people.first() or Person.objects.create(name=name)
