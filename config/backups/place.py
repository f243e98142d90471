"""What a backup's folder holds, and what of the data folder belongs into it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

MANIFEST, SUMS, FILES = "backup.json", "SHA256SUMS", "files"
DATABASES = {"sqlite": "flock.sqlite3", "postgresql": "flock.dump"}
MADE_ANEW = {"static", ".lock", ".restoring"}
PIECE = 1 << 20


class Problem(Exception):
    """Why no backup was made, or none restored; a sentence for whoever runs the site."""


def kept_files() -> Iterator[Path]:
    """The files of the data folder that are neither the database nor made anew, by their paths within it."""
    for folder, inner, names in os.walk(settings.DATA_DIR, followlinks=True):
        place = Path(folder).relative_to(settings.DATA_DIR)
        at_top = place == Path()
        inner[:] = [name for name in sorted(inner) if not (at_top and name in MADE_ANEW)]
        yield from (place / name for name in sorted(names) if not (at_top and (name in MADE_ANEW or is_database(name))))


def is_database(name: str) -> bool:
    """Whether a file in the data folder is SQLite's, or one that SQLite has beside it."""
    return Path(settings.DATA_DIR / name) in database_files()


def database_files() -> list[Path]:
    """SQLite's file and those beside it; none on PostgreSQL."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return []
    return [Path(f"{database['NAME']}{ending}") for ending in ("", "-wal", "-shm", "-journal")]


def copied(source: Path, target: Path) -> str:
    """Copies a file with its permissions; the sum by which a copy is known to be whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with source.open("rb") as file, target.open("wb") as copy:
        os.fchmod(copy.fileno(), os.fstat(file.fileno()).st_mode & 0o777)
        while piece := file.read(PIECE):
            digest.update(piece)
            copy.write(piece)
    return digest.hexdigest()


def keep_modes(source: Path, target: Path) -> None:
    """Gives the copied folders the permissions of the first ones; the owner can always clear them away again."""
    for folder in sorted((path for path in target.rglob("*") if path.is_dir()), reverse=True):
        with suppress(FileNotFoundError):  # the site has deleted it meanwhile
            folder.chmod((source / folder.relative_to(target)).stat().st_mode & 0o777 | 0o700)


def sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
