"""Restores a backup into an empty place. One of SQLite goes into a PostgreSQL as well: so a site moves there."""

from __future__ import annotations

import json
import os
import shutil
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
from .place import DATABASES, FILES, MANIFEST, SUMS, Problem, copied, database_files, sum_of
from .postgresql import run_client


def restore(place: Path, say: Say) -> None:
    """Fills the site's empty data folder and database from a backup. Raises Problem before anything is there."""
    facts, sums = read(place)
    refuse_other_version(facts)
    with one_at_a_time():
        refuse_used(facts)
        ready = staged(place, sums)
        with taken_away_again(put_files(ready)):
            put_database(place, facts, ready, say)
        shutil.rmtree(ready)
        if settings.SHARES_PAGES:
            cache.clear()  # revisions count again from an earlier number


def read(place: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """What a backup says of itself, and the sums of its files, which are compared."""
    try:
        facts = json.loads((place / MANIFEST).read_text("utf-8"))
        lines = (place / SUMS).read_text("utf-8").splitlines()
        sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
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
    connection.close()
    used = [file for file in database_files() if file.exists() and file.stat().st_size]
    used += [path for path in settings.DATA_DIR.iterdir() if path.is_dir() and is_filled(path)]
    if used:
        raise Problem(f"{used[0]} is there already. Name an empty folder with FLOCK_DATA.")
    if connection.vendor == "postgresql":
        if facts["database"] == "sqlite":
            refuse_rows()
        elif connection.introspection.table_names():
            raise Problem("There are tables in that database already. Name an empty one with DATABASE_URL.")


def is_filled(folder: Path) -> bool:
    """Whether files are in there that are not made anew."""
    return folder.name not in ("static", ".restoring") and any(path.is_file() for path in folder.rglob("*"))


def staged(place: Path, sums: dict[str, str]) -> Path:
    """A copy of the backup's files beside the places where they belong."""
    ready = Path(settings.DATA_DIR / ".restoring")
    shutil.rmtree(ready, ignore_errors=True)
    (ready / FILES).mkdir(mode=0o700, parents=True)
    for name in sums:
        if name.startswith(f"{FILES}/"):
            copied(place / name, ready / name)
    return ready


def put_files(ready: Path) -> list[Path]:
    """Puts the files into their places, and tells these; the key of the new folder, with which nothing was signed yet,
    goes."""
    targets = []
    for path in (ready / FILES).iterdir():
        target = Path(settings.DATA_DIR / path.name)
        if target.is_dir():
            shutil.rmtree(target)
        path.replace(target)
        targets.append(target)
    return targets


@contextmanager
def taken_away_again(targets: list[Path]) -> Iterator[None]:
    """Where the database does not come, the files go as well: so the next try finds the place as empty as this one."""
    try:
        yield
    except BaseException:
        for target in targets:
            shutil.rmtree(target) if target.is_dir() else target.unlink()
        raise


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
