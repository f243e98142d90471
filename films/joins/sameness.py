"""Which rows of two films say the same, though the database would take both."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ..catalogue.lists import LISTS, FactList
from ..models import Credit, Film
from .move import Same


def listed(facts: FactList) -> Same:
    """Rows that the catalogue's writer would take for one."""

    def same(old: Film, new: Film) -> dict[int, int]:
        there = {facts.key(row): row.pk for row in facts.rows(new)}
        return {row.pk: there[key] for row in facts.rows(old) if (key := facts.key(row)) in there}

    return same


def credited(old: Film, new: Film) -> dict[int, int]:
    """Credits of one person, or of two of one name whom no id tells apart, where not both name a character of their
    own."""
    there: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for credit in new.credits.select_related("person"):
        there[credit.department, credit.person.match_key].append(credit)
    twins: dict[int, int] = {}
    for credit in old.credits.select_related("person"):
        namesakes = there[credit.department, credit.person.match_key]
        twins |= twin_of(credit, [known for known in namesakes if one_person(credit.person, known.person)])
    return twins


def one_person(one: Any, other: Any) -> bool:
    """Whether two people of one name can be one."""
    return one.pk == other.pk or not differ(one, other)


def differ(one: Any, other: Any) -> bool:
    """Whether ids of other catalogues say that the two are not one."""
    return any(
        getattr(one, name) and getattr(other, name) and getattr(one, name) != getattr(other, name) for name in one.NAMES
    )


def twin_of(credit: Any, known: list[Any]) -> dict[int, int]:
    """The credit among the known ones that is for the same work: the same character, or one of the two says none."""
    alike = [other for other in known if other.character.casefold() == credit.character.casefold()]
    silent = [other for other in known if "" in (other.character, credit.character)]
    return {credit.pk: (alike + silent)[0].pk} if alike or silent else {}


def credited_twice(old: Any, new: Any) -> dict[int, int]:
    """Credits of two people for the same work on the same film."""
    there: dict[tuple[str, int], list[Any]] = defaultdict(list)
    films = old.credits.order_by().values("film")
    for credit in new.credits.filter(film__in=films):
        there[credit.department, credit.film_id].append(credit)
    twins: dict[int, int] = {}
    for credit in old.credits.all():
        twins |= twin_of(credit, there[credit.department, credit.film_id])
    return twins


OF_FILMS: dict[Any, Same] = {facts.model: listed(facts) for facts in LISTS} | {Credit: credited}
OF_PEOPLE: dict[Any, Same] = {Credit: credited_twice}
