"""One row of a data set on its way in, and the files it comes from."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ..record import FilmRecord

# A spreadsheet's cell may be long, but not endless.
csv.field_size_limit(1_000_000)


@dataclass(frozen=True)
class Row:
    """One row: its text as the source wrote it, and the record that was read from it, or why none could be."""

    raw: str
    record: FilmRecord | None = None
    problem: str = ""


class SourceProblem(ValueError):
    """The files are not what the source's format promises; the message is a sentence for whoever runs the import."""


def open_text(path: Path) -> IO[str]:
    """A text file, packed with gzip or not, told apart by its first two bytes; a byte-order mark is dropped."""
    file = path.open("rb")
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    return io.TextIOWrapper(gzip.open(file) if packed else file, "utf-8-sig", errors="replace", newline="")


def lines(path: Path) -> Iterator[str]:
    """The lines of a file without their ends; empty ones are left out."""
    with open_text(path) as file:
        for line in file:
            if stripped := line.rstrip("\r\n"):
                yield stripped


def tsv_rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of a tab separated file without quoting, as (line, values by column); `\\N` is ""."""
    rows = lines(path)
    header = next(rows, "").split("\t")
    for line in rows:
        values = (value if value != "\\N" else "" for value in line.split("\t"))
        yield line, dict(zip(header, values, strict=False))


def csv_rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of a CSV file as (row written out again, values by column in lower case). A cell may hold line breaks."""
    with open_text(path) as file:
        reader = csv.reader(file, delimiter=delimiter(path))
        header = [name.strip().casefold() for name in next(reader, [])]
        for cells in reader:
            if any(cells):
                yield written(cells), dict(zip(header, (cell.strip() for cell in cells), strict=False))


def csv_header(path: Path) -> list[str]:
    """The column names of a CSV file, in lower case."""
    with open_text(path) as file:
        return [name.strip().casefold() for name in next(csv.reader(file, delimiter=delimiter(path)), [])]


def delimiter(path: Path) -> str:
    """Comma, semicolon or tab: whichever the first line has most of."""
    with open_text(path) as file:
        first = file.readline()
    return max(",;\t", key=first.count)


def written(cells: list[str]) -> str:
    """One CSV row as text, without its line end."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def number(text: str) -> int | None:
    """A whole number, or None where there is none."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) < 10 else None
