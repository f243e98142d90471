"""Addresses for many new rows at once."""

from __future__ import annotations

from collections.abc import Sequence

from ..models import Film, Person
from ..titles import address

TRIES = 9


def give_addresses(rows: Sequence[Film | Person]) -> None:
    """Gives every row a free slug: the wanted one, or the first free of "-2", "-3", …; one query for all."""
    if not rows:
        return
    model: type[Film] | type[Person] = type(rows[0])
    wanted = [row.wanted_slug if isinstance(row, Film) else address(row.name, "person") for row in rows]
    numbered = {f"{slug}-{number}" for slug in wanted for number in range(2, TRIES)} | set(wanted)
    taken = set(model._default_manager.filter(slug__in=numbered).values_list("slug", flat=True))
    for row, slug in zip(rows, wanted, strict=True):
        row.slug = free(slug, taken)
        taken.add(row.slug)


def free(slug: str, taken: set[str]) -> str:
    """The first address of its kind that is not taken."""
    number, found = 1, slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found
