"""The sources that `import_dataset` knows; one line makes another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..models import ArchivedRating
from . import imdb, movielens, sheets, table, tmdb
from .archive import Archive
from .rows import Reading, Row


@dataclass(frozen=True)
class RowSource:
    """One kind of data set: `files` finds its files among paths, `rows` reads them.

    Refused rows are kept in a file with the ending of the first one, or with `ending`. A batch is one transaction.
    `archive`: the single ratings that it has beside the rows.
    `skips`: it passes over the rows of an earlier run by itself. `needs_paths`: it reads nothing but files.
    """

    rows: Callable[[Reading], Iterator[Row]]
    files: Callable[[list[Path]], list[Path]]
    what: str
    ending: str
    batch: int = 2000
    skips: bool = False
    needs_paths: bool = True
    archive: Archive | None = None


SOURCES = {
    "catalogue": RowSource(table.rows, table.files, "CSV or JSON Lines with one film a row", "csv"),
    "imdb": RowSource(imdb.rows, imdb.files, "IMDb's published TSV files, in a folder", "tsv"),
    "movielens": RowSource(
        movielens.rows,
        movielens.files,
        "MovieLens' CSV files, in a folder",
        "csv",
        archive=Archive(ArchivedRating.DataSet.MOVIELENS, movielens.films, movielens.ratings),
    ),
    "sheets": RowSource(sheets.rows, sheets.files, "Flock's own fact sheets, TOML files or a folder of them", "txt"),
    "tmdb": RowSource(
        tmdb.rows,
        table.files,
        "TMDB's API: the films of its daily export, or with --years those of some years",
        "jsonl",
        batch=50,
        skips=True,
        needs_paths=False,
    ),
}
