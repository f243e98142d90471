"""A plain catalogue: CSV or JSON Lines with one film a row, as a club's spreadsheet or another site's dump has it.

Columns (or keys): title, year, original_title, kind, runtime, certificate, release_date, synopsis, tagline, genres,
countries, languages, directors, writers, cast, imdb_id, tmdb_id, wikidata_id, letterboxd_id. Only the title is needed.
Several names in a cell are separated by ";" or "|", or by "," where neither occurs; in JSON they may be lists.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..models.filmset import FIRST_YEAR, LAST_YEAR
from ..record import CreditFact, FilmFacts, FilmRecord
from ..titles import restore_article
from .delimited import csv_header, csv_rows
from .rows import TOO_LONG, Reading, Row, SourceProblem, TooLong, kept, lines, number, places

PEOPLE = {"directors": "director", "director": "director", "writers": "writer", "writer": "writer", "cast": "cast"}
TEXTS = ("original_title", "synopsis", "tagline", "certificate")
# An id may stand in an address, as spreadsheets have it.
IDS = {
    "imdb_id": re.compile(r"(?:.*/)?(tt\d{5,12})/?(?:\?.*)?"),
    "tmdb_id": re.compile(r"(?:.*/)?(\d{1,12})(?:-[^/]*)?/?(?:\?.*)?"),
    "wikidata_id": re.compile(r"(?:.*/)?(Q\d{1,12})"),
    "letterboxd_id": re.compile(r"(?:.*/film/)?([\w-]{1,100})/?"),
}
PERSON_IDS = IDS | {
    "imdb_id": re.compile(r"(?:.*/)?(nm\d{5,12})/?(?:\?.*)?"),
    "letterboxd_id": re.compile(r"(?:.*/)?([\w-]{1,100})/?"),
}
KINDS = {"movie": "film", "film": "film", "short": "short", "series": "series", "tv series": "series"}


def files(paths: list[Path]) -> list[Path]:
    """The files, and those in folders, in order."""
    return places(paths)


def rows(reading: Reading) -> Iterator[Row]:
    """The films of CSV and JSON Lines files, told apart by their names."""
    found = files(reading.paths)
    if not found:
        raise SourceProblem("There is no file in that folder.")
    for path in found:
        if ".json" in path.name.casefold():
            yield from (json_row(line) for line in lines(path, reading.heard))
        elif "title" not in csv_header(path):
            raise SourceProblem(f"{path.name} has no column called “title”, so it is no list of films.")
        else:
            for cells in csv_rows(path, reading.heard):
                yield cells.refused() if cells.problem else row(cells.raw, cells.values, cells.head)


def json_row(line: str) -> Row:
    """One line of JSON as a row."""
    if isinstance(line, TooLong):
        return Row(line, problem=TOO_LONG)
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Row(line, problem=f"not JSON: {error}")
    return row(line, values) if isinstance(values, dict) else Row(line, problem="not a JSON object")


def row(raw: str, values: dict[str, Any], head: str = "") -> Row:
    """One film from its values by column."""
    try:
        return Row(raw, record(values), head=head)
    except ValueError as error:
        return Row(raw, problem=str(error), head=head)


def record(values: dict[str, Any]) -> FilmRecord:
    """The record of one row; raises ValueError with the reason where it is none."""
    title = restore_article(text(values.get("title")))
    if not title:
        raise ValueError("no title")
    film = FilmFacts(
        title=title,
        year=year(text(values.get("year"))),
        kind=KINDS.get(text(values.get("kind")).casefold(), "film"),
        release_date=date(text(values.get("release_date"))),
        runtime_minutes=number(text(values.get("runtime") or values.get("runtime_minutes"))) or None,
        genres=names(values.get("genres")),
        countries=names(values.get("countries")),
        languages=names(values.get("languages")),
    )
    for name in TEXTS:
        if value := values.get(name):
            setattr(film, name, text(value))
    for name, pattern in IDS.items():
        if value := values.get(name):
            setattr(film, name, external_id(name, pattern, text(value)))
    return FilmRecord(film, credits(values))


def external_id(name: str, pattern: re.Pattern[str], value: str) -> str:
    """An id, also from an address; raises ValueError for what is none."""
    if not value:
        return ""
    found = pattern.fullmatch(value.removesuffix(".0"))
    if not found:
        raise ValueError(f"“{value[:100]}” is no {name.replace('_', ' ')}")
    return found[1]


def credits(values: dict[str, Any]) -> list[CreditFact]:
    """The people of a row, numbered by department; nobody twice in one."""
    billings = ((department, values.get(column)) for column, department in PEOPLE.items())
    return [credit for department, cell in billings if cell for credit in billed(department, cell)]


def billed(department: str, cell: Any) -> Iterator[CreditFact]:
    """The people of one department, in their order."""
    if isinstance(cell, list) and any(isinstance(one, dict) for one in cell):
        people = [(name, facts) for name, facts in map(person, cell) if name]
        unique = {(name, *map(facts.get, PERSON_IDS)): (name, facts) for name, facts in people}
        for position, (name, facts) in enumerate(unique.values(), 1):
            yield CreditFact(name, department, position=position, **facts)
    else:
        for position, name in enumerate(names(cell), 1):
            yield CreditFact(name[:200], department, position=position)


def person(value: Any) -> tuple[str, dict[str, str]]:
    """The name of a person in JSON, with character and ids where it is an object and has them."""
    if not isinstance(value, dict):
        return text(value)[:200], {}
    ids = {name: external_id(name, pattern, text(value.get(name))) for name, pattern in PERSON_IDS.items()}
    return text(value.get("name"))[:200], {"character": text(value.get("character"))[:200], **ids}


def names(value: Any) -> list[str]:
    """The names in a cell or a list, without empty and repeated ones."""
    if isinstance(value, str):
        value = re.split(r"[;|]", value) if re.search(r"[;|]", value) else value.split(",")
    if not isinstance(value, list):
        return []
    return list(dict.fromkeys(name for item in value if (name := text(item))))


def text(value: Any) -> str:
    """A cell as text on one line."""
    if isinstance(value, str):
        return " ".join(kept(value).split())
    return str(value) if isinstance(value, int | float) else ""


def year(value: str) -> int | None:
    """A year in the range that the catalogue keeps; raises ValueError for another number."""
    if not value:
        return None
    found = number(value.removesuffix(".0"))
    if found is None or not FIRST_YEAR <= found <= LAST_YEAR:
        raise ValueError(f"“{value}” is no year between {FIRST_YEAR} and {LAST_YEAR}")
    return found


def date(value: str) -> dt.date | None:
    """An ISO date; raises ValueError for anything else."""
    return dt.date.fromisoformat(value) if value else None
