"""Flock's own fact sheets as a data set: one TOML file a film, as `seed` loads them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..readers.toml_sheet import read_sheet
from ..record import NotAFilmPage
from .rows import Reading, Row, places

PEOPLE = "people.toml"


def files(paths: list[Path]) -> list[Path]:
    """The sheets among files and folders; what is known of people is `seed`'s."""
    found = [place for place in places(paths) if place.suffix == ".toml" or place in paths]
    return [place for place in found if place.name != PEOPLE]


def rows(reading: Reading) -> Iterator[Row]:
    """One row a sheet. A refused one is kept by its path."""
    for path in files(reading.paths):
        reading.heard(path.stat().st_size)
        try:
            yield Row(str(path), read_sheet(path))
        except NotAFilmPage as problem:
            yield Row(str(path), problem=str(problem))
