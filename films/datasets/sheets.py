"""Flock's own fact sheets as a data set: one TOML file a film, as `seed` loads them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..readers.toml_sheet import read_sheet
from ..record import NotAFilmPage
from .rows import Reading, Row, lines, places

PEOPLE = "people.toml"


def files(paths: list[Path]) -> list[Path]:
    """The sheets among files and folders, also those that a file of refused ones names; what is known of people is
    `seed`'s."""
    found = [place for place in places(paths) if place.suffix == ".toml" or place in paths]
    named = [sheet for place in found for sheet in (listed(place) if "-refused." in place.name else [place])]
    return [place for place in named if place.name != PEOPLE]


def listed(path: Path) -> list[Path]:
    """The sheets that a file of refused ones names and that are still there."""
    return [sheet for line in lines(path) if (sheet := Path(line)).is_file()]


def rows(reading: Reading) -> Iterator[Row]:
    """One row a sheet. A refused one is kept by its path."""
    for path in files(reading.paths):
        reading.heard(path.stat().st_size)
        try:
            yield Row(str(path), read_sheet(path))
        except NotAFilmPage as problem:
            yield Row(str(path), problem=str(problem))
