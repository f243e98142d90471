"""IMDb's published files: tab separated, nothing quoted, `\\N` for missing, JSON lists in `characters`.

title.basics says which films there are; the other files are loaded into a throw-away database and looked up by title,
so memory does not grow with them. Rows that point to missing names are left out. The files are for personal,
non-commercial use; whoever imports them has to have them.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ..record import AlternativeTitle, CreditFact, FilmFacts, FilmRecord, ScoreFact
from . import table
from .delimited import tsv_rows
from .rows import LONGEST_FILM, Cells, Reading, Row, SourceProblem, found, kept, lines, number
from .scratch import scratch

KINDS = {
    "movie": "film",
    "short": "short",
    "tvMovie": "tv film",
    "tvShort": "short",
    "tvSeries": "series",
    "tvMiniSeries": "series",
}
DEPARTMENTS = {
    "director": "director",
    "writer": "writer",
    "actor": "cast",
    "actress": "cast",
    "self": "cast",
    "producer": "producer",
    "composer": "music",
    "cinematographer": "photography",
    "editor": "editing",
    "production_designer": "production design",
    "casting_director": "casting",
}
NO_FILMS = {
    "tvEpisode",
    "tvSpecial",
    "tvPilot",
    "video",
    "videoGame",
    "musicVideo",
    "radioSeries",
    "radioEpisode",
    "podcastSeries",
    "podcastEpisode",
}
BASICS = "title.basics"
TITLES_OF_ONE_FILM = 20
TOGETHER = 5000  # lines that are put away at once
COLUMNS = ("tconst", "titleType", "primaryTitle")
ID = re.compile(r"tt\d{5,12}")
TABLES = (
    "CREATE TABLE name(id TEXT PRIMARY KEY, name) WITHOUT ROWID",
    "CREATE TABLE principal(title, place INTEGER, name, category, characters)",
    "CREATE TABLE aka(title, place INTEGER, text, region)",
    "CREATE TABLE score(title TEXT PRIMARY KEY, value, votes) WITHOUT ROWID",
    "CREATE TABLE crew(title TEXT PRIMARY KEY, directors, writers) WITHOUT ROWID",
)
# File, statement, the file's columns in the order of the statement.
LOADS = (
    ("name.basics", "INSERT OR IGNORE INTO name VALUES (?, ?)", ("nconst", "primaryName")),
    (
        "title.principals",
        "INSERT INTO principal VALUES (?, ?, ?, ?, ?)",
        ("tconst", "ordering", "nconst", "category", "characters"),
    ),
    ("title.akas", "INSERT INTO aka VALUES (?, ?, ?, ?)", ("titleId", "ordering", "title", "region")),
    ("title.ratings", "INSERT OR IGNORE INTO score VALUES (?, ?, ?)", ("tconst", "averageRating", "numVotes")),
    ("title.crew", "INSERT OR IGNORE INTO crew VALUES (?, ?, ?)", ("tconst", "directors", "writers")),
)
INDEXES = (
    "CREATE INDEX principal_of ON principal(title, place)",
    "CREATE INDEX aka_of ON aka(title, place)",
)


def files(paths: list[Path]) -> list[Path]:
    """IMDb's files among files and folders."""
    names = [BASICS, *(name for name, _, _ in LOADS)]
    return [path for name in names for path in found(paths, f"{name}.tsv")]


def rows(reading: Reading) -> Iterator[Row]:
    """The titles of title.basics with what the other files add; episodes and the like are no films."""
    basics = found(reading.paths, f"{BASICS}.tsv")[-1:]
    if not basics:
        raise SourceProblem("There is no title.basics.tsv among the files; name the folder that holds it.")
    if not {*COLUMNS} <= {*next(lines(basics[0]), "").split("\t")}:
        raise SourceProblem(
            f"{basics[0].name} is not IMDb's title.basics: its first line does not name {', '.join(COLUMNS)}."
        )
    with closing(scratch(*TABLES)) as database:
        for name, statement, columns in LOADS:
            for path in found(reading.paths, f"{name}.tsv"):
                yield from load(database, path, statement, columns, Part(f"{name}.tsv", CHECKS.get(name), reading))
        for index in INDEXES:
            database.execute(index)
        for cells in tsv_rows(basics[0], reading.heard):
            if cells.problem:
                yield cells.refused(f"{BASICS}.tsv")
            elif (kind := cells.values.get("titleType", "")) in NO_FILMS:
                reading.left_out[kind] += 1
            else:
                yield row(cells, database)


class Part(NamedTuple):
    """One of the files beside title.basics: its name, what raises ValueError for a bad line, and who hears of it."""

    name: str
    check: Callable[[dict[str, str]], object] | None
    reading: Reading


def load(
    database: sqlite3.Connection, path: Path, statement: str, columns: tuple[str, ...], part: Part
) -> Iterator[Row]:
    """Copies the named columns of a file into the throw-away database; the lines that are refused come back."""
    rest = tsv_rows(path, part.reading.heard)
    database.execute("BEGIN")
    while batch := list(islice(rest, TOGETHER)):
        good = []
        for cells in batch:
            try:
                if part.check and not cells.problem:
                    part.check(cells.values)
            except ValueError as error:
                yield cells.refused(part.name, str(error))
                continue
            if cells.problem:
                yield cells.refused(part.name)
            else:
                good.append(tuple(cells.values.get(column, "") for column in columns))
        database.executemany(statement, good)
    database.execute("COMMIT")


def check_principal(values: dict[str, str]) -> None:
    """Raises ValueError with the reason where a line of title.principals cannot be understood."""
    if number(values.get("ordering", "")) is None:
        raise ValueError(f"“{values.get('ordering', '')[:100]}” is no place in an order")
    characters_in(values.get("characters", ""))


def check_score(values: dict[str, str]) -> None:
    """Raises ValueError with the reason where a line of title.ratings cannot be understood."""
    value_in(values.get("averageRating", ""))
    if number(values.get("numVotes", "")) is None:
        raise ValueError(f"“{values.get('numVotes', '')[:100]}” is no number of votes")


def value_in(text: str) -> Decimal:
    """A score of 0 to 10; raises ValueError for anything else."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not 0 <= value <= 10:
        raise ValueError(f"“{text[:100]}” is no score of 0 to 10")
    return value


CHECKS = {"title.principals": check_principal, "title.ratings": check_score}


def row(cells: Cells, database: sqlite3.Connection) -> Row:
    """One line of title.basics as a row."""
    values = cells.values
    key, title = values.get("tconst", ""), values.get("primaryTitle", "").strip()
    try:
        if not ID.fullmatch(key) or not title:
            raise ValueError("no id or no title")
        if (kind := values.get("titleType", "")) not in KINDS:
            raise ValueError(f"“{kind[:100]}” is no kind of title")
        year = table.year(values.get("startYear", ""))
        minutes = runtime(values.get("runtimeMinutes", ""))
    except ValueError as error:
        return cells.refused(f"{BASICS}.tsv", str(error))
    film = FilmFacts(
        title=title[:300],
        kind=KINDS[kind],
        year=year,
        runtime_minutes=minutes,
        genres=[genre for genre in values.get("genres", "").split(",") if genre],
        alternative_titles=other_titles(key, title, database),
        imdb_id=key,
    )
    if (original := values.get("originalTitle", "").strip()) != title:
        film.original_title = original[:300]
    return Row(
        cells.raw,
        FilmRecord(film, credits(key, database), scores(key, database)),
        head=cells.head,
        file=f"{BASICS}.tsv",
    )


def runtime(text: str) -> int | None:
    """The running time in minutes, None where it is missing or 0; raises ValueError for what is none."""
    if not text:
        return None
    minutes = number(text)
    if minutes is None or minutes > LONGEST_FILM:
        raise ValueError(f"“{text[:100]}” is no running time of up to {LONGEST_FILM:,} minutes")
    return minutes or None


def credits(key: str, database: sqlite3.Connection) -> list[CreditFact]:
    """The people of a title: principals in their order, then directors and writers that only title.crew has."""
    query = (
        "SELECT n.id, n.name, category, characters FROM principal p JOIN name n ON n.id = p.name "
        "WHERE title = ? ORDER BY place"
    )
    found: dict[tuple[str, str], CreditFact] = {}
    counts: dict[str, int] = {}

    def add(person: str, name: str, department: str, character: str = "") -> None:
        if name and (person, department) not in found:
            counts[department] = counts.get(department, 0) + 1
            fact = CreditFact(name[:200], department, character, counts[department], imdb_id=person)
            found[person, department] = fact

    for person, name, category, characters in database.execute(query, [key]):
        add(person, name, DEPARTMENTS.get(category, "other"), character_in(characters))
    directors, writers = database.execute("SELECT directors, writers FROM crew WHERE title = ?", [key]).fetchone() or (
        "",
        "",
    )
    for department, people in (("director", directors), ("writer", writers)):
        for person in filter(None, people.split(",")):
            name = database.execute("SELECT name FROM name WHERE id = ?", [person]).fetchone()
            add(person, name[0] if name else "", department)
    return list(found.values())


def characters_in(text: str) -> list[str]:
    """The characters of a JSON list, without empty places; raises ValueError for what is no list of names."""
    try:
        names = json.loads(text) if text else []
    except (ValueError, RecursionError):
        names = None
    if not isinstance(names, list) or not all(name is None or isinstance(name, str) for name in names):
        raise ValueError(f"“{text[:100]}” is no list of characters")
    return [name for name in names if name]


def character_in(text: str) -> str:
    """The characters as one line."""
    return kept(" / ".join(characters_in(text)))[:200]


def scores(key: str, database: sqlite3.Connection) -> list[ScoreFact]:
    """The audience's score."""
    found = database.execute("SELECT value, votes FROM score WHERE title = ?", [key]).fetchone()
    return [ScoreFact("audience", value_in(found[0]), Decimal(10), number(found[1]), source="IMDb")] if found else []


def other_titles(key: str, title: str, database: sqlite3.Connection) -> list[AlternativeTitle]:
    """The first other titles, each once."""
    query = "SELECT text, region FROM aka WHERE title = ? ORDER BY place"
    titles: dict[str, str] = {}
    for text, region in database.execute(query, [key]):
        if text and text != title and len(titles) < TITLES_OF_ONE_FILM:
            titles.setdefault(text[:300], region)
    return [AlternativeTitle(text, region) for text, region in titles.items()]
