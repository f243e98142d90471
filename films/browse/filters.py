"""What a browse address asks for. Whatever makes no sense is left out, and said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count
from django.http import QueryDict
from django.utils.translation import gettext as _

from ..models import Film, Person
from ..usual_names import translated
from .facets import Choice, Facets
from .sorting import SORTS, Sort

NAMES = ("genre", "decade", "year", "country", "language", "kind", "rating", "person")
TRANSLATED = ("genre", "country", "language")
_DECADE = re.compile(r"(\d{3})0s?")


@dataclass(frozen=True)
class Filters:
    """The choices in force by facet, the order and the place; `ignored` says what was left out."""

    chosen: dict[str, Choice] = field(default_factory=dict)
    sort: Sort = SORTS["title"]
    cursor: str = ""
    ignored: list[str] = field(default_factory=list)

    def address(self, without: str = "", **changes: str) -> str:
        """The query string that asks for the same, but for the changes: "?genre=drama"."""
        asked = {name: choice.value for name, choice in self.chosen.items() if name != without}
        if self.sort.name != "title":
            asked["sort"] = self.sort.name
        return f"?{urlencode({**asked, **changes})}"

    @property
    def follows_votes(self) -> bool:
        """Whether a vote on any film can change what they find, or in which order."""
        return "rating" in self.chosen or self.sort.by_votes

    def without(self, name: str) -> Filters:
        """The same but for one facet."""
        return Filters({key: choice for key, choice in self.chosen.items() if key != name}, self.sort)


def read(asked: QueryDict, known: Facets) -> Filters:
    """The filters in an address; of values that the catalogue does not have only a note remains."""
    chosen, ignored = {}, []
    for name in NAMES:
        value = asked.get(name, "").strip()[:100]
        if not value:
            continue
        if choice := choice_of(name, value, known):
            chosen[name] = choice
        else:
            ignored.append(
                _("“%(value)s” is nothing that films can be filtered by; it was left out.") % {"value": value}
            )
    if "year" in chosen:
        chosen.pop("decade", None)
    sort = SORTS.get(asked.get("sort", ""), SORTS["title"])
    return Filters(chosen, sort, asked.get("page", "")[:1000], ignored)


def choice_of(name: str, value: str, known: Facets) -> Choice | None:
    """The choice that a value in an address means."""
    if name == "person":
        person = (
            Person.objects.annotate(works=Count("credits")).filter(slug=value).first() if "\0" not in value else None
        )
        return Choice(person.slug, person.name, person.works, person.pk) if person else None
    if name == "decade" and (found := _DECADE.fullmatch(value)):
        value = f"{found[1]}0s"
    return known.choices[name].get(value)


def label(name: str, choice: Choice) -> str:
    """A choice in words, in the reader's language."""
    if name == "kind":
        return str(Film.Kind(choice.value).label)
    if name == "decade":
        return _("%(first)ds") % {"first": choice.key[0]}
    if name == "rating":
        return _("rated %(rating)s or more") % {"rating": figures(choice.key)}
    return translated(name, choice.label) if name in TRANSLATED else choice.label


def figures(half_steps: int) -> str:
    """Half-steps in figures: 7 is "3½"."""
    return f"{half_steps // 2 or ''}{'½' if half_steps % 2 else ''}"
