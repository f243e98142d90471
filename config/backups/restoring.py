"""Restores a backup into an empty place. One of SQLite goes into a PostgreSQL as well: so a site moves there."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from ..prepare import one_at_a_time
from .convert import Say, convert, refuse_rows
from .place import DATABASES, FILES, MANIFEST, SUMS, Problem, copied, database_files, keep_modes, sum_of
from .postgresql import run_client

Moves = list[tuple[Path, Path]]


def restore(place: Path, say: Say) -> None:
    """Fills the site's empty data folder and database from a backup. Raises Problem before anything is there."""
    with no_new_key_left():
        facts, sums = read(place)
        refuse_other_version(facts)
        with one_at_a_time():
            refuse_used(facts)
            ready = Path(settings.DATA_DIR / ".restoring")
            with taken_away_again(ready) as moves:
                stage(place, sums, ready)
                put_files(ready / FILES, settings.DATA_DIR, ready / "old", moves)
                put_database(place, facts, ready, say)
            shutil.rmtree(ready, ignore_errors=True)  # the site is there: what is left of this does no harm
            if settings.SHARES_PAGES:
                cache.clear()  # revisions count again from an earlier number


def read(place: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """What a backup says of itself, and the sums of its files, which are compared."""
    try:
        facts = json.loads((place / MANIFEST).read_text("utf-8"))
        lines = (place / SUMS).read_bytes().decode("utf-8", "surrogateescape").split("\n")
        sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines if line)}
        database = DATABASES[facts["database"]]
    except (OSError, ValueError, KeyError) as error:
        raise Problem(f"{place} is no backup that `manage.py backup` made.") from error
    if database not in sums or any(".." in Path(name).parts for name in sums):
        raise Problem(f"{place} is no backup that `manage.py backup` made.")
    for name, digest in sums.items():
        if not (place / name).is_file() or sum_of(place / name) != digest:
            raise Problem(f"{place / name} is missing or damaged, so none of the backup was taken.")
    return facts, sums


def refuse_other_version(facts: dict[str, Any]) -> None:
    """Raises Problem where the backup knows steps of the database that this version of the site does not; or fewer,
    where its rows go into tables of another database, which are this version's."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).graph.nodes}
    replaced = {f"{app}.{name}" for app, name in MigrationLoader(None, replace_migrations=False).graph.nodes}
    if newer := set(facts["migrations"]) - known - replaced:
        raise Problem(f"The backup is of a newer version of Flock (it knows {min(newer)}). Restore with that one.")
    if connection.vendor == "postgresql" and facts["database"] == "sqlite" and known - set(facts["migrations"]):
        raise Problem(
            "The backup is of an older version of Flock. Start that site once with this one, then back it up."
        )


def refuse_used(facts: dict[str, Any]) -> None:
    """Raises Problem where there is a site already, or what is left of one."""
    if connection.vendor == "sqlite" and facts["database"] != "sqlite":
        raise Problem("A backup of PostgreSQL goes into a PostgreSQL: name an empty one with DATABASE_URL.")
    if used := used_paths():
        raise Problem(f"{used[0]} is there already. Name an empty folder with FLOCK_DATA.")
    if connection.vendor == "postgresql":
        if facts["database"] == "sqlite":
            refuse_rows()
        elif connection.introspection.table_names():
            raise Problem("There are tables in that database already. Name an empty one with DATABASE_URL.")


def used_paths() -> list[Path]:
    """What of a site is in the data folder."""
    if connection.vendor == "sqlite":  # PostgreSQL's connection holds the lock of `one_at_a_time`
        connection.close()
    inside = [path for path in settings.DATA_DIR.glob("*") if path not in database_files()]
    return [path for path in (*database_files(), *inside) if is_filled(path) and not is_new_key(path)]


def is_filled(path: Path) -> bool:
    """Whether it is a file with something in it, or a folder of files that are not made anew."""
    if path.is_dir():
        return path.name not in ("static", ".restoring") and any(
            Path(folder, name).is_file() for folder, _, names in os.walk(path, followlinks=True) for name in names
        )
    return path.is_file() and path.stat().st_size > 0


def is_new_key(path: Path) -> bool:
    """Whether it is the key that the settings have made at the start of this process, with which nothing was signed."""
    if path.name != "secret_key" or not path.is_file() or path.read_text().strip() != settings.SECRET_KEY:
        return False
    started = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
    running = time.clock_gettime(time.CLOCK_BOOTTIME) - started - 0.05  # clocks are coarse; the settings come later
    return time.time() - path.stat().st_mtime < running


@contextmanager
def no_new_key_left() -> Iterator[None]:
    """Where no site comes, the key made for it goes: the next try could not tell it from that of a site."""
    try:
        yield
    except BaseException:
        key = Path(settings.DATA_DIR / "secret_key")
        if is_new_key(key) and not used_paths():
            key.unlink()
        raise


def stage(place: Path, sums: dict[str, str], ready: Path) -> None:
    """Copies the backup's files to beside the places where they belong."""
    shutil.rmtree(ready, ignore_errors=True)
    (ready / FILES).mkdir(mode=0o700, parents=True)
    for name in sums:
        if name.startswith(f"{FILES}/"):
            copied(place / name, ready / name)
    keep_modes(place / FILES, ready / FILES)


def put_files(source: Path, target: Path, old: Path, moves: Moves) -> None:
    """Puts what is in one folder into another, and what stands in its way into `old`; `moves` tells of each."""
    for path in list(source.iterdir()):
        place = target / path.name
        if path.is_dir() and place.is_dir() and (place.is_symlink() or place.is_mount()):
            put_files(path, place, old / path.name, moves)  # another disk's folder, which has to stay where it is
            continue
        if os.path.lexists(place):
            old.mkdir(parents=True, exist_ok=True)
            shutil.move(place, old / path.name)
            moves.append((place, old / path.name))
        moves.append((path, place))  # before it is done: half of it may come to another disk
        shutil.move(path, place)


@contextmanager
def taken_away_again(ready: Path) -> Iterator[Moves]:
    """Where not all comes, what came goes and what was there comes back: the next try finds the place as this one."""
    moves: Moves = []
    try:
        yield moves
    except BaseException:
        for source, target in reversed(moves):
            if target.is_relative_to(ready):
                shutil.move(target, source)
            else:
                remove(target)
        shutil.rmtree(ready, ignore_errors=True)
        raise


def remove(path: Path) -> None:
    """Removes a file or a folder, if it is there."""
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)


def put_database(place: Path, facts: dict[str, Any], ready: Path, say: Say) -> None:
    """The database comes last, and whole: without it nothing is taken for a site."""
    source = place / DATABASES[facts["database"]]
    if connection.vendor == "sqlite":
        copied(source, ready / source.name)
        os.sync()
        (ready / source.name).replace(database_files()[0])
    elif facts["database"] == "sqlite":
        convert(source, say)
    else:
        name = settings.DATABASES["default"]["NAME"]
        keep = ("--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges")
        run_client("pg_restore", *keep, f"--dbname={name}", str(source))
