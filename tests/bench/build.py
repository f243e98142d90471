"""Builds the benchmark's site once: straight into the tables, then the search index as the site itself builds it."""

import csv
import io
import itertools
import sys
import time

from django.core.management import call_command
from django.db import connection

from tests.bench.rows import tables

PART = 20_000


def build(scale):
    """Fills an empty, migrated database; says what it does on standard error."""
    call_command("migrate", verbosity=0)
    copy = copy_to_sqlite if connection.vendor == "sqlite" else copy_to_postgresql
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous=OFF")
        for table, rows in tables(scale):
            started, count = time.perf_counter(), 0
            for part in batched(rows, PART):
                copy(cursor, table, part)
                count += len(part)
            say(f"{table.name}: {count:,} rows, {count / (time.perf_counter() - started):,.0f} a second")
            settle_sequence(cursor, table.name)
    call_command("reindex")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copy_to_sqlite(cursor, table, rows):
    names, marks = ", ".join(f'"{column}"' for column in table.columns), ", ".join("?" * len(table.columns))
    raw = connection.connection
    raw.execute("BEGIN")
    raw.executemany(f'INSERT OR REPLACE INTO "{table.name}" ({names}) VALUES ({marks})', map(plain, rows))
    raw.execute("COMMIT")


def plain(row):
    """Times as Django writes them into SQLite."""
    return [value.strftime("%Y-%m-%d %H:%M:%S") if hasattr(value, "strftime") else value for value in row]


def copy_to_postgresql(cursor, table, rows):
    text = io.StringIO()
    csv.writer(text).writerows([["\\N" if value is None else value for value in row] for row in rows])
    text.seek(0)
    names = ", ".join(f'"{column}"' for column in table.columns)
    if table.name == "films_catalogue":
        cursor.execute("DELETE FROM films_catalogue")
    cursor.copy_expert(f"COPY \"{table.name}\" ({names}) FROM STDIN (FORMAT csv, NULL '\\N')", text)


def settle_sequence(cursor, table):
    """Moves PostgreSQL's sequence behind the keys that were written; films_catalogue has a row and no sequence."""
    if connection.vendor == "postgresql":
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        if sequence := cursor.fetchone()[0]:
            cursor.execute(f"SELECT setval('{sequence}', (SELECT max(id) FROM \"{table}\"))")


def batched(rows, size):
    rows = iter(rows)
    while part := list(itertools.islice(rows, size)):
        yield part


def say(words):
    sys.stderr.write(f"bench: {words}\n")
