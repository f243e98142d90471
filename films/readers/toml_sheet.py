"""Reads fact sheets: one TOML file a film, and one file for what is known of the people.

A credit is a name, or a list: name and character in the cast, name and note elsewhere, and a note of the cast last. Or
it is a table of person, character, note and the person's ids in other catalogues.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from pathlib import Path
from types import NoneType
from typing import Any, NoReturn, get_args, get_origin, get_type_hints

from ..record import (
    DEPARTMENTS,
    CreditFact,
    FilmFacts,
    FilmRecord,
    NotAFilmPage,
    PersonFact,
    ReviewFact,
    ScoreFact,
)

KINDS = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    Decimal: "a number",
    dt.date: "a date such as 2015-11-06",
    list: "a list",
    dict: "a table",
}
CHOICES = {
    "film.kind": ("film", "short", "series", "tv film"),
    "scores.kind": ("audience", "critics"),
    "reviews.voice": ("house", "press", "audience"),
}
RANGES = {"film.year": (1870, 2200), "film.runtime_minutes": (1, 10_000), "reviews.half_steps": (1, 10)}


@dataclass(frozen=True)
class Place:
    """Where in which file a value stands, for the sentence that refuses it; `rule` is its key in CHOICES and RANGES."""

    file: str
    key: str
    rule: str = ""

    def inside(self, key: str, rule: str = "") -> Place:
        return Place(self.file, f"{self.key}.{key}" if self.key else key, rule)

    def entry(self, number: int) -> Place:
        return Place(self.file, f"{self.key}[{number}]", self.rule)

    def refuse(self, what: str) -> NoReturn:
        raise NotAFilmPage(f"{self.file}: {self.key} {what}.")


def read_sheet(path: Path) -> FilmRecord:
    """The record that a sheet holds. Raises NotAFilmPage with one sentence that names the file and the key."""
    table, top = _parsed(path), Place(path.name, "")
    credits_, scores = table.pop("credits", {}), table.pop("scores", [])
    reviews, comments_open = table.pop("reviews", []), table.pop("comments_open", None)
    if comments_open is not None:
        _checked(comments_open, bool, top.inside("comments_open"))
    return FilmRecord(
        film=_made(FilmFacts, table, top, "film"),
        credits=_credits(credits_, top.inside("credits")),
        scores=_entries(ScoreFact, scores, top.inside("scores", "scores")),
        reviews=_entries(ReviewFact, reviews, top.inside("reviews", "reviews")),
        comments_open=comments_open,
    )


def read_people(path: Path) -> list[PersonFact]:
    """What the file of people says. Raises NotAFilmPage like `read_sheet`."""
    table, top = _parsed(path), Place(path.name, "")
    people = _entries(PersonFact, table.pop("people", []), top.inside("people"))
    for key in table:
        top.inside(key).refuse("is not a key that this file knows")
    return people


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError:
        raise NotAFilmPage(f"{path.name}: the file is not UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        raise NotAFilmPage(f"{path.name}: the file is not TOML: {error}.") from None


def _made(kind: type[Any], table: Any, place: Place, rule: str) -> Any:
    """A dataclass of the record from a table, with every value checked against the type of its field."""
    known, hints = {field.name: field for field in fields(kind)}, get_type_hints(kind)
    values = {}
    for key, value in _checked(table, dict, place).items():
        if key not in known:
            place.inside(key).refuse("is not a key that a fact sheet knows")
        values[key] = _value(value, hints[key], place.inside(key, f"{rule}.{key}"))
    for name, field in known.items():
        is_needed = field.default is MISSING and field.default_factory is MISSING
        if is_needed and values.get(name) in (None, ""):
            place.inside(name).refuse("is missing")
    return kind(**values)


def _value(value: Any, hint: Any, place: Place) -> Any:
    """A value as the field's type wants it: plain, or a list of texts or of entries."""
    if get_origin(hint) is list:
        return _entries(get_args(hint)[0], value, place)
    kind = next((part for part in get_args(hint) if part is not NoneType), hint)
    return _allowed(_checked(value, kind, place), place)


def _entries(kind: type[Any], values: Any, place: Place) -> list[Any]:
    found = []
    for number, value in enumerate(_checked(values, list, place), 1):
        spot = place.entry(number)
        found.append(_checked(value, str, spot) if kind is str else _made(kind, value, spot, place.rule))
    return found


def _checked(value: Any, kind: type[Any], place: Place) -> Any:
    """The value, refused unless it is of that type; whole numbers pass as numbers, truth values and times do not."""
    if kind is Decimal and type(value) is int:
        return Decimal(value)
    if type(value) is not kind:
        place.refuse(f"must be {KINDS[kind]}")
    return value.strip() if kind is str else value


def _allowed(value: Any, place: Place) -> Any:
    choices, limits = CHOICES.get(place.rule), RANGES.get(place.rule)
    if choices and value not in choices:
        place.refuse(f"must be one of {', '.join(choices)}")
    if limits and not limits[0] <= value <= limits[1]:
        place.refuse(f"must be between {limits[0]} and {limits[1]}")
    return value


def _credits(table: Any, place: Place) -> list[CreditFact]:
    """All credits, in the order of the record's departments and in billing order within each."""
    parts: Mapping[str, Any] = _checked(table, dict, place)
    for department in parts:
        if department not in DEPARTMENTS:
            place.inside(department).refuse(f"is not a department; the departments are {', '.join(DEPARTMENTS)}")
    return [
        _credit(entry, department, number, place.inside(department).entry(number))
        for department in DEPARTMENTS
        for number, entry in enumerate(_checked(parts.get(department, []), list, place.inside(department)), 1)
    ]


def _credit(entry: Any, department: str, position: int, place: Place) -> CreditFact:
    if type(entry) is dict:
        return _made(CreditFact, entry | {"department": department, "position": position}, place, "credit")
    texts = entry if type(entry) is list else [entry]
    is_cast = department == "cast"
    if not 1 <= len(texts) <= (3 if is_cast else 2):
        place.refuse("must be a name, or a name with a " + ("character and a note" if is_cast else "note"))
    person, *rest = [_checked(text, str, place) for text in texts]
    if not person:
        place.refuse("has no name")
    character = rest.pop(0) if is_cast and rest else ""
    return CreditFact(person, department, character, position, note=rest[0] if rest else "")
