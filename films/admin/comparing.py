"""Films, people and records side by side: what each says, line by line, and where they differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ..models import Credit, Film, Person
from ..record import FilmRecord

MANY = 20
Cell = list[str]
D = Credit.Department
PLAIN = (
    "title",
    "original_title",
    "year",
    "kind",
    "release_date",
    "runtime_minutes",
    "certificate",
    "tagline",
    "synopsis",
)
LISTS = ("genres", "countries", "languages")
CREDITED = (D.DIRECTOR, D.WRITER, D.CAST)


@dataclass(frozen=True)
class Line:
    """One line of the comparison: its label, and a cell for each of those compared."""

    label: Any
    cells: list[Cell]

    @property
    def differs(self) -> bool:
        """Whether two of them say something, and not the same."""
        said = [sorted(cell) for cell in self.cells if cell]
        return any(cell != said[0] for cell in said)


def lines(things: list[Any]) -> list[Line]:
    """The comparison of films, people or records; lines in which nobody says anything are left out."""
    columns = [SHOWN[type(thing)](thing) for thing in things]
    labels = dict.fromkeys(label for column in columns for label in column)
    found = [Line(label, [column.get(label, []) for column in columns]) for label in labels]
    return [line for line in found if any(line.cells)]


def of_film(film: Film) -> dict[Any, Cell]:
    """What the catalogue and the members say of a film."""
    shown = {Film._meta.get_field(name).verbose_name: said(getattr(film, name)) for name in PLAIN}  # type: ignore[union-attr]
    shown[_("other titles")] = [title.title for title in film.titles.all()[:MANY]]
    shown |= {Film._meta.get_field(name).verbose_name: words(getattr(film, name)) for name in LISTS}  # type: ignore[union-attr]
    for part in CREDITED:
        credits = film.credits.filter(department=part).select_related("person").order_by("position", "id")
        shown[D(part).label] = [credited(credit.person.name, credit.character) for credit in credits[:MANY]]
    shown[_("scores elsewhere")] = [f"{score.source} {score}" for score in film.scores.all()]
    shown |= {Film._meta.get_field(name).verbose_name: said(getattr(film, name)) for name in Film.NAMES}  # type: ignore[union-attr]
    shown[_("sources")] = [source.name for source in film.sources.all()[:MANY]]
    shown[_("members' ratings")] = [str(film.rating_count)]
    shown[_("reviews")] = [str(film.review_count)]
    shown[_("comments")] = [str(film.comment_count)]
    shown[_("added")] = said(film.created_at)
    return shown


def of_person(person: Person) -> dict[Any, Cell]:
    """What the catalogue says of a person."""
    names = ("name", "born_year", "died_year", "country", "biography", *Person.NAMES)
    shown = {Person._meta.get_field(name).verbose_name: said(getattr(person, name)) for name in names}  # type: ignore[union-attr]
    credits = person.credits.select_related("film").order_by("-film__year", "film__sort_title", "id")
    shown[_("credits")] = [str(person.credits.count())]
    for part in D:
        films = [credited(str(credit.film), credit.character) for credit in credits.filter(department=part)[:MANY]]
        shown[part.label] = films
    return shown


def of_record(record: FilmRecord) -> dict[Any, Cell]:
    """What a data set says, under the same labels."""
    facts = record.film
    shown = {Film._meta.get_field(name).verbose_name: said(getattr(facts, name)) for name in PLAIN}  # type: ignore[union-attr]
    shown[_("other titles")] = [title.title for title in facts.alternative_titles[:MANY]]
    shown |= {Film._meta.get_field(name).verbose_name: list(getattr(facts, name)) for name in LISTS}  # type: ignore[union-attr]
    for part in CREDITED:
        credits = [credit for credit in record.credits if credit.department == part]
        shown[D(part).label] = [credited(credit.person, credit.character) for credit in credits[:MANY]]
    shown[_("scores elsewhere")] = [f"{score.source} {score.value:f}/{score.out_of:f}" for score in record.scores]
    return shown | {Film._meta.get_field(name).verbose_name: said(getattr(facts, name)) for name in Film.NAMES}  # type: ignore[union-attr]


def said(value: Any) -> Cell:
    """A single fact as a cell."""
    if value in (None, ""):
        return []
    return [date_format(value) if hasattr(value, "isoformat") else str(value)]


def words(related: Any) -> Cell:
    """The names of a vocabulary as a cell."""
    return [word.name for word in related.all()]


def credited(name: str, character: str) -> str:
    """A credit as one line."""
    return f"{name} ({character})" if character else name


SHOWN: dict[Any, Callable[[Any], dict[Any, Cell]]] = {Film: of_film, Person: of_person, FilmRecord: of_record}
