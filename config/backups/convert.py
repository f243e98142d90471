"""Carries an SQLite database over to PostgreSQL: table by table, in one transaction, in constant memory."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import Error, connection, models, transaction

from films.loading import as_text, know_sizes
from films.search import fulltext

from .place import Problem

Model = type[models.Model]
Say = Callable[[str], object]
ROWS = 20_000  # at a time
TOLD = 10_000  # rows of a table that is worth a line
LETTERS = (models.CharField, models.TextField, models.FileField)
NUMBERS = (models.IntegerField, models.ForeignKey)


def refuse_rows() -> None:
    """Raises Problem unless the database is empty, or has what a start of this that was killed has left: no rows."""
    tables = set(connection.introspection.table_names())
    for label in ("accounts.User", "films.Film"):
        model = apps.get_model(label)
        if model._meta.db_table in tables and model._default_manager.exists():
            raise Problem("There is a site in that database already. Name an empty one with DATABASE_URL.")
    if tables and "django_migrations" not in tables:
        raise Problem("There are tables in that database already. Name an empty one with DATABASE_URL.")


def convert(file: Path, say: Say) -> None:
    """Fills the site's PostgreSQL with the rows of an SQLite file that knows the same steps. Raises Problem."""
    say("preparing the database")
    call_command("migrate", verbosity=0, interactive=False)
    tables = in_order(apps.get_models(include_auto_created=True))
    source = sqlite3.connect(f"{file.resolve().as_uri()}?immutable=1", uri=True)
    with contextlib.closing(source), transaction.atomic(), connection.cursor() as cursor:
        watch(cursor, tables, "DISABLE")
        names = ", ".join(quoted(model._meta.db_table) for model in tables)
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY")  # migrations have written the first rows
        fulltext.remove(connection)  # indexes are quicker made at the end
        for model in tables:
            copy_table(source, cursor, model, say)
        go_on_numbering(source, cursor)
        fulltext.install(connection)
        watch(cursor, tables, "ENABLE")
        say("comparing both")
        for model in tables:
            compare(source, cursor, model)
    know_sizes(tables)


def watch(cursor: Any, tables: list[Model], word: str) -> None:
    """The tables' own triggers, which let nobody change a log, look away meanwhile; keys are checked all the same."""
    for model in tables:
        cursor.execute(f"ALTER TABLE {quoted(model._meta.db_table)} {word} TRIGGER USER")


def in_order(tables: list[Model]) -> list[Model]:
    """The models, each behind those to which its keys lead."""
    found: dict[Model, None] = {}

    def visit(model: Model, above: tuple[Model, ...] = ()) -> None:
        for field in model._meta.concrete_fields:
            other: Any = field.related_model
            if isinstance(field, models.ForeignKey) and other not in (model, *above):
                visit(other, (*above, model))
        found.setdefault(model)

    for model in tables:
        visit(model)
    return list(found)


def columns(model: Model) -> list[Any]:
    """The fields of a model's own columns, but for those that the database works out."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def copy_table(source: sqlite3.Connection, cursor: Any, model: Model, say: Say) -> None:
    """Streams one table. Keys are checked as the rows come in; where they lead to the same table, at its end."""
    table, names = quoted(model._meta.db_table), ", ".join(quoted(field.column) for field in columns(model))
    leads_to_itself = any(field.related_model is model for field in columns(model))
    cursor.execute(f"SET CONSTRAINTS ALL {'DEFERRED' if leads_to_itself else 'IMMEDIATE'}")
    rows, count = source.execute(f"SELECT {names} FROM {table}"), 0  # noqa: S608
    while batch := rows.fetchmany(ROWS):
        try:
            with connection.wrap_database_errors:
                cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", as_text(batch, ()))
        except Error as error:
            raise Problem(f"PostgreSQL does not take the rows of {model._meta.db_table}: {error}") from error
        count += len(batch)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    if count >= TOLD:
        say(f"{count:,} rows of {model._meta.db_table}")


def go_on_numbering(source: sqlite3.Connection, cursor: Any) -> None:
    """New rows get the numbers that they would have got: those of deleted ones are given to nobody else."""
    for table, last in source.execute("SELECT name, seq FROM sqlite_sequence WHERE seq > 0"):
        cursor.execute(
            "SELECT to_regclass(%s) IS NOT NULL AND pg_get_serial_sequence(%s, 'id') IS NOT NULL", [table] * 2
        )
        if cursor.fetchone()[0]:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, last])


def compare(source: sqlite3.Connection, cursor: Any, model: Model) -> None:
    """Raises Problem unless both have as many rows, with the same sums of numbers and of letters."""
    sums = ", ".join(["count(*)", *summed(model)])
    question = f"SELECT {sums} FROM {quoted(model._meta.db_table)}"  # noqa: S608
    cursor.execute(question)
    if [*map(whole, source.execute(question).fetchone())] != [*map(whole, cursor.fetchone())]:
        raise Problem(f"{model._meta.db_table} is not the same in both databases, so nothing was kept.")


def summed(model: Model) -> Iterator[str]:
    """What is added up of a table: numbers by their rest, for some fill all 64 bits."""
    for field in columns(model):
        column = quoted(field.column)
        if isinstance(field, NUMBERS) and target(field) is not models.UUIDField:
            yield f"sum({column} % 1000003)"
        elif isinstance(field, LETTERS):
            yield f"sum(length({column}))"


def target(field: Any) -> type[Any]:
    """The kind of a field, or of the one that it leads to."""
    return type(field.target_field) if field.related_model else type(field)


def whole(number: Any) -> int:
    return int(number or 0)


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)
