"""Brings the data folder up to this version of the site, and leaves alone what is up to date."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

Say = Callable[[str], object]
LOCK = 7_355_608  # PostgreSQL's name for "one start at a time"


def prepare(say: Say) -> None:
    with one_at_a_time():
        migrate(say)
        seed(say)
        if not settings.DEBUG:
            collect_static(say)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two starts at once take turns: on one machine by a lock on a file, on one PostgreSQL by its own."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor == "postgresql":
            connection.cursor().execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            connection.close()  # gives PostgreSQL's lock back


def migrate(say: Say) -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return
    say(f"preparing the database ({len(plan)} steps)")
    if any(migration.app_label == "films" and migration.initial for migration, _ in plan):
        unseeded().touch()
    call_command("migrate", verbosity=0, interactive=False)


def seed(say: Say) -> None:
    """Once, when the database is new: what people change or delete later is not put back by a restart."""
    if not unseeded().exists() or "seed" not in get_commands():
        return
    say("adding the first films")
    call_command("seed")
    unseeded().unlink()


def unseeded() -> Path:
    """A file that is there from the making of the database until its first films are in, interruptions included."""
    return Path(settings.DATA_DIR / ".unseeded")


def collect_static(say: Say) -> None:
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    digest = static_digest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    say("collecting and compressing the static files")
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(digest)


def static_digest() -> str:
    """Changes when a static file of the site or of a package changes."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
