"""Tables in text files: rows of CSV and of tab separated files, one damaged row at a time."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from .rows import LONGEST, TOO_LONG, Cells, TooLong, lines, text_lines

SPAN = 500  # lines of one row at most: a quotation mark that nobody closes is looked for no further
NOT_CLOSED = "a quotation mark is not closed"
ONE_LINE = {"title", "original_title", "year", "kind", "runtime", "imdb_id", "tmdb_id", "wikidata_id", "letterboxd_id"}

csv.field_size_limit(LONGEST)


def tsv_rows(path: Path, heard: Callable[[int], None] = lambda _: None) -> Iterator[Cells]:
    """Rows of a tab separated file without quoting; `\\N` is "". Each has as many columns as the first line."""
    rows = lines(path, heard)
    head = next(rows, "")
    columns = head.split("\t")
    for line in rows:
        values = line.split("\t")
        if isinstance(line, TooLong):
            yield Cells(line, {}, TOO_LONG, head)
        elif len(values) != len(columns):
            yield Cells(line, {}, f"{len(values)} of {len(columns)} columns", head)
        else:
            stood = (value if value != "\\N" else "" for value in values)
            yield Cells(line, dict(zip(columns, stood, strict=True)), head=head)


class Lines:
    """The lines of a file, counted, of which some can be given back to be read once more."""

    def __init__(self, rest: Iterator[str]) -> None:
        self.rest = rest
        self.again: deque[str] = deque()
        self.number = 0

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else next(self.rest)
        self.number += 1
        return line

    def give_back(self, lines: list[str]) -> None:
        """Lets the last lines come again."""
        self.again.extendleft(reversed(lines))
        self.number -= len(lines)


class Taken(NamedTuple):
    """One row as it was taken from the file: its lines, its cells, or what is wrong with it."""

    lines: list[str]
    cells: list[str]
    problem: str = ""

    @property
    def raw(self) -> str:
        """Its text, without the last line's end."""
        return "".join(self.lines).rstrip("\r\n")


def take(lines: Lines, mark: str, most: int) -> Taken | None:
    """The next row of at most so many lines, None at the end. What does not read as CSV to the letter is a problem."""
    first = next(lines, None)
    if first is None:
        return None
    if isinstance(first, TooLong):
        return Taken([first], [], TOO_LONG)
    if '"' not in first:
        return Taken([first], first.rstrip("\r\n").split(mark))
    taken = [first]

    def coming() -> Iterator[str]:
        yield first
        for line in islice(lines, most - 1):
            taken.append(line)
            yield line

    try:
        cells = next(csv.reader(coming(), delimiter=mark, strict=True), [])
    except csv.Error as error:
        is_open = len(taken) > 1 or "end of data" in str(error)
        return Taken(taken, [], NOT_CLOSED if is_open else f"not CSV: {error}")
    is_cut = any(isinstance(line, TooLong) for line in taken)
    return Taken(taken, [], TOO_LONG) if is_cut else Taken(taken, cells)


def csv_rows(
    path: Path, heard: Callable[[int], None] = lambda _: None, most: int = SPAN, is_ragged: bool = True
) -> Iterator[Cells]:
    """Rows of a CSV file, columns in lower case; the text of a row is as it stood.

    A cell may hold line breaks, up to `most` lines a row. Where such a row does not read well, only its first line is
    refused: the lines behind it are read anew, and there a row needs all its columns and pairs of quotation marks.
    `is_ragged`: elsewhere a row may lack its last columns, as spreadsheets leave them out.
    """
    mark, coming = delimiter(path), Lines(text_lines(path, heard))
    columns: list[str] = []
    head, doubted = "", 0
    while taken := take(coming, mark, most):
        number = coming.number - len(taken.lines) + 1
        if not columns:
            columns, head = [name.strip().casefold() for name in taken.cells], taken.raw
        elif not taken.problem and not any(taken.cells):
            continue
        elif problem := taken.problem or misfit(taken, columns, is_ragged and number > doubted):
            if behind := taken.lines[1:]:
                doubted = max(doubted, coming.number)
                coming.give_back(behind)
            yield Cells(taken.lines[0].rstrip("\r\n"), {}, f"line {number}: {problem}", head)
        else:
            yield Cells(taken.raw, dict(zip(columns, map(str.strip, taken.cells), strict=False)), head=head)


def misfit(taken: Taken, columns: list[str], is_ragged: bool) -> str:
    """Why the cells of a row do not fit the columns, or ""."""
    count = len(taken.cells)
    if any(taken.cells[len(columns) :]):
        return f"{count} cells for {len(columns)} columns"
    if len(taken.lines) > 1:
        named = dict(zip(columns, taken.cells, strict=False))
        broken = any("\n" in named.get(name, "").strip() or "\r" in named.get(name, "").strip() for name in ONE_LINE)
        return NOT_CLOSED if broken or count < len(columns) else ""
    if not is_ragged and count < len(columns):
        return f"{count} cells for {len(columns)} columns"
    return NOT_CLOSED if not is_ragged and taken.lines[0].count('"') % 2 else ""


def csv_header(path: Path) -> list[str]:
    """The column names of a CSV file, in lower case."""
    taken = take(Lines(text_lines(path)), delimiter(path), SPAN)
    return [name.strip().casefold() for name in taken.cells] if taken else []


def delimiter(path: Path) -> str:
    """Comma, semicolon or tab: whichever the first line has most of."""
    first = next(text_lines(path), "")
    return max(",;\t", key=first.count)
