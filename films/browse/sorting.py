"""The orders in which films can be browsed; each follows an index of the films."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Func, PositiveSmallIntegerField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..keyset import Order


class YearOrZero(Func):
    """The year as the index `film_by_year` has it: with a plain 0, which a parameter would not match."""

    template = "COALESCE(%(expressions)s, 0)"
    output_field = PositiveSmallIntegerField()


class Unindexed(Func):
    """A number as it is, but for no index: `+number`."""

    template = "+%(expressions)s"


SORT_YEAR = {"sort_year": YearOrZero(F("year"))}


@dataclass(frozen=True)
class Sort:
    """One order: its name in the address, in words, and as an index has it."""

    name: str
    label: str | Promise
    order: Order

    @property
    def by_votes(self) -> bool:
        """Whether votes move films in it, which no revision of the catalogue tells."""
        return self.name in ("rating", "reviews")


SORTS = {
    sort.name: sort
    for sort in (
        Sort("title", _("Title"), Order(("sort_title", "id"))),
        Sort("year", _("Year"), Order(("sort_year", "id"), descending=True)),
        Sort("rating", _("Members’ rating"), Order(("settled_average", "id"), descending=True)),
        Sort("reviews", _("Most reviewed"), Order(("review_count", "id"), descending=True)),
        Sort("newest", _("Newest here"), Order(("created_at", "id"), descending=True)),
    )
}
