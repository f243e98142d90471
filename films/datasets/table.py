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

from ..models.film import FIRST_YEAR, LAST_YEAR
from ..record import CreditFact, FilmFacts, FilmRecord
from ..titles import restore_article
from .rows import Row, SourceProblem, csv_header, csv_rows, lines, number

PEOPLE = {"directors": "director", "director": "director", "writers": "writer", "writer": "writer", "cast": "cast"}
TEXTS = ("original_title", "synopsis", "tagline", "certificate", "imdb_id", "tmdb_id", "wikidata_id", "letterboxd_id")
KINDS = {"movie": "film", "film": "film", "short": "short", "series": "series", "tv series": "series"}


def rows(paths: list[Path]) -> Iterator[Row]:
    """The films of CSV and JSON Lines files, told apart by their names."""
    for path in paths:
        if ".json" in path.name.casefold():
            yield from (json_row(line) for line in lines(path))
        elif "title" not in csv_header(path):
            raise SourceProblem(f"{path.name} has no column called “title”, so it is no list of films.")
        else:
            yield from (row(raw, values) for raw, values in csv_rows(path))


def json_row(line: str) -> Row:
    """One line of JSON as a row."""
    try:
        values = json.loads(line)
    except ValueError as error:
        return Row(line, problem=f"not JSON: {error}")
    return row(line, values) if isinstance(values, dict) else Row(line, problem="not a JSON object")


def row(raw: str, values: dict[str, Any]) -> Row:
    """One film from its values by column."""
    try:
        return Row(raw, record(values))
    except ValueError as error:
        return Row(raw, problem=str(error))


def record(values: dict[str, Any]) -> FilmRecord:
    """The record of one row; raises ValueError with the reason where it is none."""
    title = restore_article(text(values.get("title")))
    if not title:
        raise ValueError("no title")
    if len(title) > 300:
        raise ValueError("a title of more than 300 characters")
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
        setattr(film, name, text(values.get(name)))
    return FilmRecord(film, credits(values))


def credits(values: dict[str, Any]) -> list[CreditFact]:
    """The people of a row, numbered by department; nobody twice in one."""
    found = []
    for column, department in PEOPLE.items():
        people = dict.fromkeys(name[:200] for name in names(values.get(column)))
        found += [CreditFact(name, department, position=n) for n, name in enumerate(people, 1)]
    return found


def names(value: Any) -> list[str]:
    """The names in a cell or a list, without empty and repeated ones."""
    if isinstance(value, str):
        value = re.split(r"[;|]", value) if re.search(r"[;|]", value) else value.split(",")
    if not isinstance(value, list):
        return []
    return list(dict.fromkeys(name for item in value if (name := text(item))))


def text(value: Any) -> str:
    """A cell as text on one line; NUL characters, which no database keeps, are dropped."""
    return " ".join(str(value).replace("\x00", "").split()) if isinstance(value, str | int | float) else ""


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
