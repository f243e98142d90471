"""One row of a data set on its way in, and the files it comes from, however damaged."""

from __future__ import annotations

import gzip
import io
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..models import Film
from ..record import FilmRecord

LONGEST = 1_000_000  # characters of a line; a spreadsheet's cell may be long, but not endless
SHOWN = 500  # of a line that is longer
PACKED, WIDE = b"\x1f\x8b", (b"\xff\xfe", b"\xfe\xff")
LIMITS = {name: Film._meta.get_field(name).max_length for name in ("title", "original_title", "tagline", "certificate")}  # type: ignore[union-attr]
NAME_LIMIT, LONGEST_FILM = 200, 10_000
TOO_LONG = f"a line of more than {LONGEST:,} characters"


@dataclass(frozen=True)
class Row:
    """One row: its text as the source wrote it, and the record that was read from it, or why none could be.

    `head` is the line that its file begins with, if any: refused rows are kept under it. `file` is the name that the
    source knows its file by, where it has several.
    """

    raw: str
    record: FilmRecord | None = None
    problem: str = ""
    head: str = ""
    file: str = ""


@dataclass(frozen=True)
class Cells:
    """One row of a table before it is understood: its text, its values by column, or what is wrong with it."""

    raw: str
    values: dict[str, str]
    problem: str = ""
    head: str = ""

    def refused(self, file: str = "", problem: str = "") -> Row:
        """The row as it is refused."""
        return Row(self.raw, problem=problem or self.problem, head=self.head, file=file)


@dataclass
class Reading:
    """What a source is asked to read. `heard` is told of every bytes read; `skip` rows were done by an earlier run,
    for sources that need not fetch them again; `options` are words of the source's own; `left_out` counts what the
    source passes over because it is no film; `folder` is where it may keep what it needs to go on, in a rehearsal
    nowhere."""

    paths: list[Path]
    skip: int = 0
    heard: Callable[[int], None] = lambda _: None
    options: dict[str, Any] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    folder: Path | None = None


class SourceProblem(ValueError):
    """The files are not what the source's format promises; the message is a sentence for whoever runs the import."""


class TooLong(str):
    """The beginning of a line that is too long to be one."""

    __slots__ = ()


class HeardFile(io.FileIO):
    """A file that tells how much of it was read."""

    def __init__(self, path: Path, heard: Callable[[int], None]) -> None:
        super().__init__(path)
        self.heard = heard

    def readinto(self, buffer: Any, /) -> int | None:
        count = super().readinto(buffer)
        self.heard(count or 0)
        return count


def places(paths: list[Path]) -> list[Path]:
    """The files among paths, and those in folders, in order; hidden ones are left out."""
    return [place for path in paths for place in (files_in(path) if path.is_dir() else [path])]


def found(paths: list[Path], name: str) -> list[Path]:
    """A source's files of that name (packed or not) among files and folders; last those of rows that an import has
    refused and somebody has put right."""
    there = places(paths)
    again = [place for place in there if "-refused-" in place.name and place.name.endswith(f"-{name}")]
    return [*[place for place in there if place.name in (name, f"{name}.gz")][:1], *again]


def files_in(folder: Path) -> list[Path]:
    """The files in a folder, in order."""
    return [place for place in sorted(folder.iterdir()) if place.is_file() and not place.name.startswith(".")]


def text_lines(path: Path, heard: Callable[[int], None] = lambda _: None) -> Iterator[str]:
    """The lines of a text file with their ends: packed with gzip or not, UTF-8, UTF-16 or, line by line where it is no
    UTF-8, Windows-1252. NUL characters, which no database keeps, are dropped."""
    with io.BufferedReader(HeardFile(path, heard), 1 << 17) as file:
        stream: Any = gzip.GzipFile(fileobj=file) if file.peek(2)[:2] == PACKED else file
        encoding = "utf-16" if stream.peek(2)[:2] in WIDE else "utf-8-sig"
        text = io.TextIOWrapper(stream, encoding, "surrogateescape", newline="")
        while line := text.readline(LONGEST):
            yield mended(whole(line, text))


def check(path: Path) -> None:
    """Raises SourceProblem where a packed file is cut off or damaged: its checksum stands at its very end, and till
    there wrong rows look like right ones."""
    with path.open("rb") as file:
        if file.read(2) != PACKED:
            return
        file.seek(0)
        try:
            with gzip.GzipFile(fileobj=file) as stream:
                while stream.read(1 << 20):
                    pass
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise SourceProblem(f"{path.name} is cut off or damaged, so none of it was taken.") from error


def whole(line: str, text: io.TextIOWrapper) -> str:
    """The line, or the beginning of one that does not end; its rest is passed over."""
    if len(line) < LONGEST or line.endswith("\n"):
        return line
    while (rest := text.readline(LONGEST)) and not rest.endswith("\n"):
        pass
    return TooLong(line[:SHOWN])


def mended(line: str) -> str:
    """The line without NULs; bytes that were no UTF-8 read as Windows-1252."""
    try:
        line.encode()
    except UnicodeEncodeError:
        line = type(line)(line.encode("utf-8", "surrogateescape").decode("cp1252", "replace"))
    return type(line)(line.replace("\x00", "")) if "\x00" in line else line


def lines(path: Path, heard: Callable[[int], None] = lambda _: None) -> Iterator[str]:
    """The lines of a file without their ends; empty ones are left out."""
    for line in text_lines(path, heard):
        if stripped := line if isinstance(line, TooLong) else line.rstrip("\r\n"):
            yield stripped


def kept(text: str) -> str:
    """The text without NULs and half characters, which no database keeps."""
    if text.isascii() and "\x00" not in text:
        return text
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def number(text: str) -> int | None:
    """A whole number, or None where there is none."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) < 10 else None


def refusal(record: FilmRecord) -> str:
    """Why the catalogue cannot keep a record whose parts were read well, or ""."""
    for name, limit in LIMITS.items():
        if limit and len(getattr(record.film, name)) > limit:
            return f"{name.replace('_', ' ')}: more than {limit} characters"
    if (record.film.runtime_minutes or 0) > LONGEST_FILM:
        return f"running time: more than {LONGEST_FILM:,} minutes"
    for name in ("genres", "countries", "languages"):
        if any(len(word) > NAME_LIMIT for word in getattr(record.film, name)):
            return f"{name}: a name of more than {NAME_LIMIT} characters"
    return ""
