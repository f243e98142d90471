"""The sources that `import_dataset` knows; one line makes another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from . import imdb, movielens, table
from .rows import Row


@dataclass(frozen=True)
class RowSource:
    """One kind of data set: `rows` reads its files; refused rows are kept in a file with the ending `ending`."""

    rows: Callable[[list[Path]], Iterator[Row]]
    ending: str
    what: str


SOURCES = {
    "catalogue": RowSource(table.rows, "txt", "CSV or JSON Lines with one film a row"),
    "imdb": RowSource(imdb.rows, "tsv", "IMDb's published TSV files, in a folder"),
    "movielens": RowSource(movielens.rows, "csv", "MovieLens' CSV files, in a folder"),
}
