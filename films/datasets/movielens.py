"""MovieLens: movies.csv with links.csv, and ratings.csv as one audience score per film and as archived ratings.

The year stands in the title, articles behind it ("Matrix, The (1999)"), other titles in brackets; `imdbId` has no "tt"
and keeps its leading zeros. Ratings are 0.5 to 5; the score keeps that scale. Tags are members' words about films, not
facts, and stay outside.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from decimal import Decimal
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

from ..record import AlternativeTitle, FilmFacts, FilmRecord, ScoreFact
from ..titles import match_key, restore_article
from . import delimited
from .archive import Rated
from .delimited import csv_header
from .rows import Cells, Reading, Row, SourceProblem, found, number
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
MOVIES = "movies.csv"
NAMES = (MOVIES, "links.csv", "ratings.csv")
TOGETHER = 5000  # lines that are put away at once
Part = Callable[[Cells], tuple[Any, ...]]
csv_rows = partial(delimited.csv_rows, most=1, is_ragged=False)  # written by a program: a row is a line, and whole


def files(paths: list[Path]) -> list[Path]:
    """The data set's files among files and folders, those of refused rows that were put right too."""
    return [path for name in NAMES for path in found(paths, name)]


def rows(reading: Reading) -> Iterator[Row]:
    """The lines of links.csv and ratings.csv that are refused, then the films of movies.csv with what the others add.

    Beside the folder of the data set, a file of films that were put right is read alone.
    """
    movies = found(reading.paths, MOVIES)
    if not movies:
        raise SourceProblem("There is no movies.csv among the files; name the folder of the data set.")
    for path in movies:
        if not {"movieid", "title"} <= {*csv_header(path)}:
            raise SourceProblem(
                f"{path.name} is not MovieLens' list of films: its first line names no movieId and title."
            )
    with closing(scratch(LINKS, RATINGS, SEEN)) as database:
        yield from load(database, reading, numbers(movies), [link, rating])
        for path in movies[:-1] if is_kept(movies[-1]) else ():
            for cells in csv_rows(path):
                row(cells, database)
        for path in movies[-1:] if is_kept(movies[-1]) else movies:
            for cells in csv_rows(path, reading.heard):
                yield cells.refused(MOVIES) if cells.problem else row(cells, database)


def is_kept(path: Path) -> bool:
    """Whether it is a file of refused rows."""
    return "-refused-" in path.name


def numbers(movies: list[Path]) -> set[int]:
    """The numbers of all films, of those on damaged lines too, as far as they can be read."""
    firsts = (
        cells.raw.partition(",")[0] if cells.problem else cells.values.get("movieid", "") for cells in each(movies)
    )
    return {key for first in firsts if (key := number(first))}


def each(paths: list[Path], heard: Callable[[int], None] = lambda _: None) -> Iterator[Cells]:
    """The rows of some files."""
    return chain.from_iterable(csv_rows(path, heard) for path in paths)


def films(reading: Reading) -> Iterator[tuple[int, FilmRecord]]:
    """The films of movies.csv by their MovieLens numbers."""
    movies = found(reading.paths, MOVIES)
    with closing(scratch(LINKS, RATINGS, SEEN)) as database:
        for _ in load(database, Reading(reading.paths), numbers(movies), [link]):
            pass
        for cells in each(movies):
            if (film := row(cells, database).record) and (key := number(cells.values.get("movieid", ""))):
                yield key, film


def ratings(reading: Reading) -> Iterator[Rated]:
    """The lines of ratings.csv, as far as they make sense."""
    for cells in each(found(reading.paths, "ratings.csv")):
        with suppress(ValueError):
            yield rated(cells)


LINKS = "CREATE TABLE link(film INTEGER PRIMARY KEY, imdb, tmdb)"
RATINGS = "CREATE TABLE rating(film INTEGER PRIMARY KEY, votes, half_steps)"
SEEN = "CREATE TABLE seen(what, value, film INTEGER, PRIMARY KEY (what, value)) WITHOUT ROWID"
ADD_RATING = (
    "INSERT INTO rating VALUES (?, 1, ?) "
    "ON CONFLICT(film) DO UPDATE SET votes = votes + 1, half_steps = half_steps + excluded.half_steps"
)
ADD_LINK = "INSERT OR REPLACE INTO link VALUES (?, ?, ?)"
# By the function that reads a line: its file, and where what it reads is put.
FILES = {"link": ("links.csv", ADD_LINK), "rating": ("ratings.csv", ADD_RATING)}


def load(database: sqlite3.Connection, reading: Reading, films: set[int], parts: list[Part]) -> Iterator[Row]:
    """Puts links and sums of ratings where they can be looked up by film; the lines that are refused come back."""
    for part in parts:
        name, statement = FILES[part.__name__]
        rest = each(found(reading.paths, name), reading.heard)
        while batch := list(islice(rest, TOGETHER)):
            good = []
            for cells in batch:
                try:
                    values = part(cells)
                    if values[0] not in films:
                        raise ValueError(f"{MOVIES} has no film {values[0]}")
                    good.append(values)
                except ValueError as error:
                    yield cells.refused(name, str(error))
            database.executemany(statement, good)


def link(cells: Cells) -> tuple[int, str, str]:
    """One line of links.csv; raises ValueError with the reason where it is none."""
    film = key_in(cells, "movieid")
    return film, digits(cells.values.get("imdbid", "")), digits(cells.values.get("tmdbid", ""))


def rating(cells: Cells) -> tuple[int, int]:
    """One line of ratings.csv as a film's number and half-steps; raises ValueError with the reason where it is none."""
    _, film, steps = rated(cells)
    return film, steps


def rated(cells: Cells) -> Rated:
    """One line of ratings.csv; raises ValueError with the reason where it is none."""
    rater, film = key_in(cells, "userid"), key_in(cells, "movieid")
    steps = half_steps(said := cells.values.get("rating", ""))
    if not steps:
        raise ValueError(f"“{said[:100]}” is no rating of 0.5 to 5")
    return Rated(rater, film, steps)


def key_in(cells: Cells, column: str) -> int:
    """The number in a column; raises ValueError with the reason where there is none."""
    if cells.problem:
        raise ValueError(cells.problem)
    said = cells.values.get(column, "")
    if not (key := number(said)):
        raise ValueError(f"“{said[:100]}” is no MovieLens number")
    return key


def digits(text: str) -> str:
    """A number that is kept as it is written, as spreadsheets write it too; raises ValueError for anything else."""
    text = text.removesuffix(".0")
    if text and not (text.isdecimal() and len(text) < 13):
        raise ValueError(f"“{text[:100]}” is no number in another catalogue")
    return text


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
        return Row(cells.raw, record(cells.values, database), head=cells.head, file=MOVIES)
    except ValueError as error:
        return cells.refused(MOVIES, str(error))


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
