"""Addresses for many new rows at once."""

from __future__ import annotations

from collections import Counter

from ..loading import pick
from ..models import Film, Person

FIRST_LOOK = 9


def free_addresses(model: type[Film] | type[Person], wanted: list[str]) -> list[str]:
    """A free slug for each wanted one: itself, or the first free of "-2", "-3", …; two queries for all, as a rule."""
    counts = Counter(wanted)
    taken = among_addresses(model, set(wanted))
    crowded, reach = {slug for slug in counts if slug in taken or counts[slug] > 1}, FIRST_LOOK
    while crowded:
        numbered = {f"{slug}-{n}": slug for slug in crowded for n in range(2, 2 + reach + counts[slug])}
        found = among_addresses(model, set(numbered))
        taken |= found
        full = Counter(numbered[slug] for slug in found)
        crowded, reach = {slug for slug in crowded if full[slug] > reach}, reach * 10
    return [free(slug, taken) for slug in wanted]


def among_addresses(model: type[Film] | type[Person], slugs: set[str]) -> set[str]:
    """Those of the slugs that rows have."""
    return {slug for (slug,) in pick(model, ("slug",), "slug", slugs)}


def free(slug: str, taken: set[str]) -> str:
    """The first address of its kind that is not taken; from now on it is."""
    number, found = 1, slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    taken.add(found)
    return found
