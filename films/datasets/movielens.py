"""MovieLens: movies.csv with links.csv, and ratings.csv as one audience score per film and as archived ratings.

The year stands in the title, articles behind it ("Matrix, The (1999)"), other titles in brackets; `imdbId` has no "tt"
and keeps its leading zeros. Ratings are 0.5 to 5; the score keeps that scale. Tags are members' words about films, not
facts, and stay outside.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from functools import partial
from pathlib import Path

from ..record import AlternativeTitle, FilmFacts, FilmRecord, ScoreFact
from ..titles import match_key, restore_article
from . import delimited
from .archive import Rated
from .delimited import csv_header
from .rows import Cells, Reading, Row, SourceProblem, number, places
from .scratch import scratch
from .table import year

TITLE = re.compile(r"^(?P<title>.*?)\s*\((?P<year>\d{4})(?:[-–]\d{0,4})?\)\s*$")
# At the end, behind a title: another one. What begins with "The", whose article would stand behind it, or only goes on
# ("(Part 2)"), is none, nor is what the title leads to ("Birdman: Or (…)").
IN_BRACKETS = re.compile(r"^(?P<title>.*\S)\s+\((?P<other>[^()]+)\)$")
ALSO = re.compile(r"^a\.?\s?k\.?\s?a\.?:?\s+(?P<title>.+)$", re.IGNORECASE)
GOES_ON = re.compile(
    r"^((the|or|and|but)\b.*|(part|chapter|volume|vol\.|episode|season)\b.*|[ivx]+|[\d/]+(st|nd|rd|th)?)$",
    re.IGNORECASE,
)
LEADS_ON = re.compile(r"([:&–-]|\b(or|and|but|of))$", re.IGNORECASE)
NAMES = ("movies.csv", "links.csv", "ratings.csv")
csv_rows = partial(delimited.csv_rows, most=1, is_ragged=False)  # written by a program: a row is a line, and whole


def files(paths: list[Path]) -> list[Path]:
    """The data set's files among files and folders."""
    return [path for name in NAMES if (path := found(paths, name))]


def rows(reading: Reading) -> Iterator[Row]:
    """The films of movies.csv with what the other files add."""
    movies, links, ratings = (found(reading.paths, name) for name in NAMES)
    if movies is None:
        raise SourceProblem("There is no movies.csv among the files; name the folder of the data set.")
    if not {"movieid", "title"} <= {*csv_header(movies)}:
        raise SourceProblem(
            f"{movies.name} is not MovieLens' list of films: its first line names no movieId and title."
        )
    with closing(scratch(LINKS, RATINGS, SEEN)) as database:
        load(database, links, ratings, reading)
        for cells in csv_rows(movies, reading.heard):
            yield cells.refused() if cells.problem else row(cells, database)


def films(reading: Reading) -> Iterator[tuple[int, FilmRecord]]:
    """The films of movies.csv by their MovieLens numbers."""
    movies, links, _ = (found(reading.paths, name) for name in NAMES)
    with closing(scratch(LINKS, RATINGS, SEEN)) as database:
        load(database, links, None, Reading(reading.paths))
        for cells in csv_rows(movies) if movies else ():
            if (film := row(cells, database).record) and (key := number(cells.values.get("movieid", ""))):
                yield key, film


def ratings(reading: Reading) -> Iterator[Rated]:
    """The lines of ratings.csv, as far as they make sense."""
    path = found(reading.paths, "ratings.csv")
    for cells in csv_rows(path) if path else ():
        values = cells.values
        rater, film = number(values.get("userid", "")), number(values.get("movieid", ""))
        steps = half_steps(values.get("rating", ""))
        if rater and film and steps:
            yield Rated(rater, film, steps)


LINKS = "CREATE TABLE link(film INTEGER PRIMARY KEY, imdb, tmdb)"
RATINGS = "CREATE TABLE rating(film INTEGER PRIMARY KEY, votes, half_steps)"
SEEN = "CREATE TABLE seen(what, value, film INTEGER, PRIMARY KEY (what, value)) WITHOUT ROWID"
ADD_RATING = (
    "INSERT INTO rating VALUES (?, 1, ?) "
    "ON CONFLICT(film) DO UPDATE SET votes = votes + 1, half_steps = half_steps + excluded.half_steps"
)


def found(paths: list[Path], name: str) -> Path | None:
    """The file of that name (packed or not) among files and folders."""
    return next((place for place in places(paths) if place.name in (name, f"{name}.gz")), None)


def load(database: sqlite3.Connection, links: Path | None, ratings: Path | None, reading: Reading) -> None:
    """Puts links and sums of ratings where they can be looked up by film."""
    if links:
        rows = (row.values for row in csv_rows(links, reading.heard))
        values = ((number(v.get("movieid", "")), digits(v.get("imdbid")), digits(v.get("tmdbid"))) for v in rows)
        database.executemany("INSERT OR REPLACE INTO link VALUES (?, ?, ?)", (v for v in values if v[0]))
    if ratings:
        rows = (row.values for row in csv_rows(ratings, reading.heard))
        votes = ((number(v.get("movieid", "")), half_steps(v.get("rating", ""))) for v in rows)
        database.executemany(ADD_RATING, (vote for vote in votes if all(vote)))


def digits(text: str | None) -> str:
    """A number that is kept as it is written, or "" for what is none."""
    return text if text and text.isdecimal() and len(text) < 13 else ""


def half_steps(text: str) -> int | None:
    """A rating of 0.5 to 5 as 1 to 10, or None."""
    try:
        doubled = float(text) * 2
    except ValueError:
        return None
    return int(doubled) if doubled in range(1, 11) else None


def row(cells: Cells, database: sqlite3.Connection) -> Row:
    """One line of movies.csv as a row."""
    try:
        return Row(cells.raw, record(cells.values, database), head=cells.head)
    except ValueError as error:
        return Row(cells.raw, problem=str(error), head=cells.head)


def record(values: dict[str, str], database: sqlite3.Connection) -> FilmRecord:
    """The record of one film; raises ValueError with the reason where it is none."""
    key = number(values.get("movieid", ""))
    if key is None:
        raise ValueError(f"“{values.get('movieid', '')}” is no MovieLens number")
    dated = TITLE.match(values.get("title", ""))
    title, others = told_apart(dated["title"] if dated else values.get("title", "").strip())
    if not title:
        raise ValueError("no title")
    genres = [name for name in values.get("genres", "").split("|") if name and not name.startswith("(no genres")]
    film = FilmFacts(title=title, year=year(dated["year"]) if dated else None, genres=genres)
    film.alternative_titles = [AlternativeTitle(other) for other in others]
    imdb, tmdb = database.execute("SELECT imdb, tmdb FROM link WHERE film = ?", [key]).fetchone() or ("", "")
    film.imdb_id, film.tmdb_id = f"tt{imdb}" if imdb else "", tmdb or ""
    return FilmRecord(film, scores=scores(key, database), again=again(key, film, database))


def again(key: int, film: FilmFacts, database: sqlite3.Connection) -> list[str]:
    """What a film above this one, with another number, has as well: a title with the year, an id. All is read from the
    top each time, so a run that goes on says the same."""
    names = [film.title, *(other.title for other in film.alternative_titles)]
    marks = [("title", f"{match_key(name)} {film.year or ''}") for name in names]
    marks += [(name, value) for name in ("imdb_id", "tmdb_id") if (value := getattr(film, name))]
    database.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", [(*mark, key) for mark in marks])
    query = "SELECT 1 FROM seen WHERE what = ? AND value = ? AND film <> ?"
    return list(dict.fromkeys(mark[0] for mark in marks if database.execute(query, [*mark, key]).fetchone()))


def told_apart(shown: str) -> tuple[str, list[str]]:
    """The title and the other titles in brackets behind it, in their order, articles in front of all of them."""
    others: list[str] = []
    while found := IN_BRACKETS.match(shown):
        also = ALSO.match(found["other"])
        if not also and (GOES_ON.match(found["other"]) or LEADS_ON.search(found["title"])):
            break
        shown = found["title"]
        others.insert(0, restore_article(also["title"] if also else found["other"].strip()))
    return restore_article(shown), others


def scores(key: int, database: sqlite3.Connection) -> list[ScoreFact]:
    """The mean of the data set's ratings as an external score; its votes are nobody's here."""
    found = database.execute("SELECT votes, half_steps FROM rating WHERE film = ?", [key]).fetchone()
    if not found:
        return []
    votes, total = found
    mean = (Decimal(total) / 2 / votes).quantize(Decimal("0.01"))
    return [ScoreFact("audience", mean, Decimal(5), votes, source="MovieLens")]
