"""IMDb's published files: tab separated, nothing quoted, `\\N` for missing, JSON lists in `characters`.

title.basics says which films there are; the other files are loaded into a throw-away database and looked up by title,
so memory does not grow with them. Rows that point to missing names are left out. The files are for personal,
non-commercial use; whoever imports them has to have them.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal, InvalidOperation
from pathlib import Path

from ..models.filmset import FIRST_YEAR, LAST_YEAR
from ..record import AlternativeTitle, CreditFact, FilmFacts, FilmRecord, ScoreFact
from .delimited import tsv_rows
from .rows import Cells, Reading, Row, SourceProblem, kept, lines, number, places
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
TITLES_OF_ONE_FILM = 20
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
    names = ["title.basics", *(name for name, _, _ in LOADS)]
    return [path for name in names if (path := found(paths, name))]


def rows(reading: Reading) -> Iterator[Row]:
    """The titles of title.basics with what the other files add; episodes and the like are no films."""
    paths = reading.paths
    basics = found(paths, "title.basics")
    if basics is None:
        raise SourceProblem("There is no title.basics.tsv among the files; name the folder that holds it.")
    if not {*COLUMNS} <= {*next(lines(basics), "").split("\t")}:
        raise SourceProblem(
            f"{basics.name} is not IMDb's title.basics: its first line does not name {', '.join(COLUMNS)}."
        )
    with closing(scratch(*TABLES)) as database:
        for name, statement, columns in LOADS:
            load(database, found(paths, name), statement, columns, reading)
        for index in INDEXES:
            database.execute(index)
        for cells in tsv_rows(basics, reading.heard):
            if cells.problem:
                yield cells.refused()
            elif cells.values.get("titleType") in KINDS:
                yield row(cells, database)


def found(paths: list[Path], name: str) -> Path | None:
    """The file of that name among files and folders, packed or not."""
    return next((place for place in places(paths) if place.name.startswith(f"{name}.tsv")), None)


def load(
    database: sqlite3.Connection, path: Path | None, statement: str, columns: tuple[str, ...], reading: Reading
) -> None:
    """Copies the named columns of a file into the throw-away database."""
    if path:
        rows = (row.values for row in tsv_rows(path, reading.heard) if not row.problem)
        values = (tuple(row.get(column, "") for column in columns) for row in rows)
        database.execute("BEGIN")
        database.executemany(statement, values)
        database.execute("COMMIT")


def row(cells: Cells, database: sqlite3.Connection) -> Row:
    """One line of title.basics as a row."""
    values = cells.values
    key, title = values.get("tconst", ""), values.get("primaryTitle", "").strip()
    if not ID.fullmatch(key) or not title:
        return Row(cells.raw, problem="no id or no title", head=cells.head)
    year = number(values.get("startYear", ""))
    film = FilmFacts(
        title=title[:300],
        kind=KINDS[values["titleType"]],
        year=year if year and FIRST_YEAR <= year <= LAST_YEAR else None,
        runtime_minutes=runtime(values),
        genres=[genre for genre in values.get("genres", "").split(",") if genre],
        alternative_titles=other_titles(key, title, database),
        imdb_id=key,
    )
    if (original := values.get("originalTitle", "").strip()) != title:
        film.original_title = original[:300]
    return Row(cells.raw, FilmRecord(film, credits(key, database), scores(key, database)), head=cells.head)


def runtime(values: dict[str, str]) -> int | None:
    """The running time in minutes where it is a sensible one."""
    minutes = number(values.get("runtimeMinutes", ""))
    return minutes if minutes and minutes <= 10000 else None


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


def character_in(characters: str) -> str:
    """The characters of a JSON list as one line; text that is no such list is nothing."""
    try:
        names = json.loads(characters) if characters else []
    except (ValueError, RecursionError):
        return ""
    return kept(" / ".join(str(name) for name in names))[:200] if isinstance(names, list) else ""


def scores(key: str, database: sqlite3.Connection) -> list[ScoreFact]:
    """The audience's score."""
    found = database.execute("SELECT value, votes FROM score WHERE title = ?", [key]).fetchone()
    if not found:
        return []
    try:
        value = Decimal(found[0])
    except InvalidOperation:
        return []
    if not value.is_finite() or not 0 <= value <= 10:
        return []
    return [ScoreFact("audience", value, Decimal(10), number(found[1]), source="IMDb")]


def other_titles(key: str, title: str, database: sqlite3.Connection) -> list[AlternativeTitle]:
    """The first other titles, each once."""
    query = "SELECT text, region FROM aka WHERE title = ? ORDER BY place"
    titles: dict[str, str] = {}
    for text, region in database.execute(query, [key]):
        if text and text != title and len(titles) < TITLES_OF_ONE_FILM:
            titles.setdefault(text[:300], region)
    return [AlternativeTitle(text, region) for text, region in titles.items()]
