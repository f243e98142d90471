"""Builds the benchmark's site once: straight into the tables, without their indexes, which are made when all is in."""

import io
import itertools
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from films.search import fulltext  # noqa: E402
from tests.bench.rows import tables  # noqa: E402
from tests.bench.scale import SCALES  # noqa: E402

PART = 50_000
SQLITE = ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-1500000", "mmap_size=0")
POSTGRESQL = ("session_replication_role=replica", "synchronous_commit=off", "maintenance_work_mem='1GB'")


def main():
    """Does nothing but migrate where the site stands already."""
    built = Path(settings.DATA_DIR, "built")
    if connection.vendor == "sqlite":
        connection.check_constraints = lambda *_, **__: None  # of all tables after each step: minutes
    call_command("migrate", verbosity=0)
    if not built.exists():
        say(f"building {settings.DATA_DIR}")
        build(SCALES[sys.argv[1]])
        built.touch()


def build(scale):
    """Fills the tables; says what it does on standard error."""
    started = time.perf_counter()
    is_sqlite = connection.vendor == "sqlite"
    fill = fill_sqlite if is_sqlite else fill_postgresql
    with connection.cursor() as cursor:
        for setting in SQLITE if is_sqlite else POSTGRESQL:
            cursor.execute(f"PRAGMA {setting}" if is_sqlite else f"SET {setting}")
        fulltext.remove(connection)
        for table, rows in tables(scale):
            load(cursor, table, rows, fill)
        with timed("the index of search"):
            fulltext.install(connection)
            fulltext.fill(connection)
        with timed("statistics"):
            cursor.execute("ANALYZE")
        if is_sqlite:
            cursor.execute("PRAGMA journal_mode=WAL")
    connection.close()
    say(f"built in {time.perf_counter() - started:,.0f} s")


def load(cursor, table, rows, fill):
    """Writes one table, its indexes afterwards."""
    started = time.perf_counter()
    cursor.execute(f'DELETE FROM "{table.name}"')
    with without_indexes(cursor, table.name):
        count = fill(cursor, table, rows)
        loaded = time.perf_counter() - started
    settle_sequence(cursor, table)
    if count > PART:
        every = time.perf_counter() - started
        say(f"{table.name}: {count:,} rows, {count / loaded:,.0f} a second, with indexes in {every:,.0f} s")


@contextmanager
def without_indexes(cursor, table):
    """Takes a table's indexes off and puts them on again."""
    if connection.vendor == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s"
        drops, makes = 'DROP INDEX "{}"', []
    else:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'u' AND conrelid = %s::regclass",
            [table],
        )
        unique = dict(cursor.fetchall())
        for name in unique:
            cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
        makes = [f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {rule}' for name, rule in unique.items()]
        query = (
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND NOT EXISTS"
            " (SELECT 1 FROM pg_constraint WHERE conindid = quote_ident(indexname)::regclass)"
        )
        drops = 'DROP INDEX "{}"'
    cursor.execute(query, [table])
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(drops.format(name))
    yield
    for statement in [*makes, *(sql for _, sql in indexes)]:
        cursor.execute(statement)


def fill_sqlite(cursor, table, rows):
    """Straight through sqlite3, which Django wraps; what is the same in all rows stands in the statement."""
    raw, count = connection.connection, 0
    names = ", ".join(f'"{column}"' for column in [*table.columns, *table.constants])
    values = ", ".join(["?"] * len(table.columns) + [literal(value) for value in table.constants.values()])
    for part in batched(rows, PART):
        raw.execute("BEGIN")
        raw.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({values})', part)
        raw.execute("COMMIT")
        count += len(part)
    return count


def fill_postgresql(cursor, table, rows):
    """By COPY; what is the same in all rows is the columns' default for as long as it takes."""
    count = 0
    for column, value in table.constants.items():
        if value is not None:
            cursor.execute(f'ALTER TABLE "{table.name}" ALTER COLUMN "{column}" SET DEFAULT {literal(value)}')
    names = ", ".join(f'"{column}"' for column in table.columns)
    for part in batched(rows, PART):
        text = io.StringIO("".join("\t".join(map(field, row)) + "\n" for row in part))
        cursor.copy_expert(f'COPY "{table.name}" ({names}) FROM STDIN', text)
        count += len(part)
    for column, value in table.constants.items():
        if value is not None:
            cursor.execute(f'ALTER TABLE "{table.name}" ALTER COLUMN "{column}" DROP DEFAULT')
    return count


def field(value):
    return "\\N" if value is None else str(value)


def literal(value):
    """A constant in SQL."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).upper()
    return str(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"


def settle_sequence(cursor, table):
    """Moves PostgreSQL's sequence behind the keys that were written."""
    if connection.vendor == "postgresql" and "id" in table.columns:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table.name])
        if sequence := cursor.fetchone()[0]:
            cursor.execute(f"SELECT setval('{sequence}', (SELECT max(id) FROM \"{table.name}\"))")


def batched(rows, size):
    rows = iter(rows)
    while part := list(itertools.islice(rows, size)):
        yield part


@contextmanager
def timed(what):
    started = time.perf_counter()
    yield
    if (took := time.perf_counter() - started) > 1:
        say(f"{what}: {took:,.0f} s")


def say(words):
    sys.stderr.write(f"bench: {words}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
