"""Makes a backup of a site, which may run meanwhile."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from .place import DATABASES, FILES, MANIFEST, SUMS, Problem, copied, keep_modes, kept_files, sum_of
from .postgresql import run_client


class Made(NamedTuple):
    """How much a backup holds."""

    files: int
    size: int


def make(place: Path) -> Made:
    """Writes a backup to the new folder `place`, which is there whole or not at all. Raises Problem.

    The database comes first: a picture that came in between is then one file too many, which the site sweeps.
    """
    steps = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    refuse(place, steps)
    draft = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))  # nobody else's, mode 0700
    try:
        database = DATABASES[connection.vendor]
        dump(draft / database)
        sums = {database: sum_of(draft / database)} | copy_files(draft / FILES)
        write_papers(draft, steps, sums)
        size = sum((draft / name).stat().st_size for name in sums)
        os.sync()
        draft.rename(place)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return Made(len(sums) - 1, size)


def refuse(place: Path, steps: list[str]) -> None:
    """Raises Problem where a backup would overwrite something, contain itself, or hold nothing."""
    if not steps:
        raise Problem("There is no site in this database yet, so there is nothing to keep.")
    if place.exists() or place.is_symlink():
        raise Problem(f"{place} is there already, and a backup overwrites nothing. Name a new folder.")
    if not place.parent.is_dir():
        raise Problem(f"There is no folder {place.parent} to put it in.")
    if any(place.resolve().is_relative_to(folder) for folder in data_folders()):
        raise Problem(f"{place} is within the data folder. Name a folder elsewhere, best on another disk.")


def data_folders() -> list[Path]:
    """Where the data folder is in truth, and where links in it lead, which a backup follows."""
    links = [path for path in settings.DATA_DIR.glob("*") if path.is_symlink()]
    return [path.resolve() for path in (settings.DATA_DIR, *links)]


def dump(target: Path) -> None:
    """Writes the database as it is at one moment."""
    if connection.vendor == "postgresql":
        run_client("pg_dump", "--format=custom", f"--file={target}")
        return
    target.touch(mode=0o600)
    source = sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=20)
    with contextlib.closing(source), contextlib.closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, that can be read where nothing can be written


def copy_files(target: Path) -> dict[str, str]:
    """Copies pictures, key and the rest of the data folder; their sums by name."""
    target.mkdir(mode=0o700)
    sums = {}
    for path in kept_files():
        if "\n" in str(path) or "\r" in str(path):
            raise Problem(f"The name {str(path)!r} in the data folder has a line break in it. Rename the file.")
        with contextlib.suppress(FileNotFoundError):  # the site has deleted it meanwhile
            sums[f"{FILES}/{path}"] = copied(settings.DATA_DIR / path, target / path)
    keep_modes(settings.DATA_DIR, target)
    return sums


def write_papers(draft: Path, steps: list[str], sums: dict[str, str]) -> None:
    """Says what the backup is, and of which files; `sha256sum --check` reads the sums too."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    (draft / SUMS).write_text(lines, "utf-8", "surrogateescape")  # a name need not be UTF-8
    facts = {"database": connection.vendor, "made": timezone.now().isoformat(), "site": settings.SITE_URL}
    (draft / MANIFEST).write_text(json.dumps(facts | {"migrations": steps}, indent=1) + "\n", "utf-8")
