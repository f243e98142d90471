"""Many rows at once, past the ORM: numbered, written, counted and looked up with a statement or two for all of them.

No `save` runs and no signal is sent: whoever calls this does what these would have done. All goes to the database that
is written to; call it inside a transaction.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connections, models, router

Model = type[models.Model]
# Fields whose values the database's driver takes as they are.
PLAIN = (models.CharField, models.TextField, models.IntegerField, models.ForeignKey)
ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
SPECIAL = re.compile(r"[\\\t\n\r]").search


def reserve(model: Model, count: int) -> list[int]:
    """Keys for `count` new rows."""
    connection, table = connections[router.db_for_write(model)], model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            number = "SELECT nextval((SELECT pg_get_serial_sequence(%s, 'id'))) FROM generate_series(1, %s)"
            cursor.execute(number, [table, count])
            return [key for (key,) in cursor.fetchall()]
        # A transaction is the only one that writes from its beginning, so nobody else takes these.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + count))


def load(model: Model, columns: Sequence[str], rows: Collection[Sequence[Any]]) -> None:
    """Writes rows of these columns; each of the other columns has its field's default."""
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    fields = {field.column: field for field in model._meta.concrete_fields if not field.generated}
    odd = [(place, fields[name]) for place, name in enumerate(columns) if not isinstance(fields[name], PLAIN)]
    rest = [field for name, field in fields.items() if name not in columns and not field.primary_key]
    constants = tuple(field.get_db_prep_save(field.get_default(), connection) for field in rest)
    names = ", ".join(connection.ops.quote_name(str(name)) for name in [*columns, *(field.column for field in rest)])
    ready = prepared(rows, odd, connection) if odd else rows
    into = f"{connection.ops.quote_name(model._meta.db_table)} ({names})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors:
                cursor.copy_expert(f"COPY {into} FROM STDIN", as_text(ready, constants))
        else:
            fill_sqlite(cursor, into, ready, len(columns), constants)


def fill_sqlite(cursor: Any, into: str, rows: Iterable[Sequence[Any]], width: int, constants: tuple[Any, ...]) -> None:
    """By way of a temporary table: behind each statement that fires a trigger the full text is written out, a row at a
    time costs three times as much, and one statement with all values has to be kept in memory with them."""
    store = f"temp.loading_{width}"
    cursor.execute(f"CREATE TABLE IF NOT EXISTS {store} ({', '.join(f'v{n}' for n in range(width))})")
    cursor.executemany(f"INSERT INTO {store} VALUES ({', '.join(['%s'] * width)})", rows)  # noqa: S608
    cursor.execute(f"INSERT INTO {into} SELECT *{', %s' * len(constants)} FROM {store}", constants)  # noqa: S608
    cursor.execute(f"DELETE FROM {store}")  # noqa: S608


def prepared(rows: Iterable[Sequence[Any]], odd: list[tuple[int, Any]], connection: Any) -> Iterable[Sequence[Any]]:
    """The rows with the values of some places as the database wants them."""
    for row in rows:
        values = list(row)
        for place, field in odd:
            values[place] = field.get_db_prep_save(values[place], connection)
        yield values


def as_text(rows: Iterable[Sequence[Any]], constants: Sequence[Any]) -> io.StringIO:
    """The rows as PostgreSQL's COPY reads them."""
    tail = "".join(f"\t{cell(value)}" for value in constants) + "\n"
    return io.StringIO("".join(["\t".join(map(cell, row)) + tail for row in rows]))


def cell(value: Any) -> str:
    if isinstance(value, str):
        return value.translate(ESCAPED) if SPECIAL(value) else value
    return "\\N" if value is None else str(value)


def pick(
    model: Model, columns: Sequence[str], column: str, values: Collection[Any], tail: str = ""
) -> list[tuple[Any, ...]]:
    """These columns of the rows whose `column` is one of `values`; `tail` stands behind the condition."""
    if not values:
        return []
    connection = connections[router.db_for_write(model)]
    among, wanted = one_of(values, connection)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE {column} {among} {tail}", [wanted])  # noqa: S608
        return list(cursor.fetchall())


def know_sizes(models: Iterable[Model]) -> None:
    """Tells PostgreSQL how large tables have become. Until it looks by itself, a minute later, it plans as if they were
    empty still, and what then takes a second takes minutes."""
    models = list(models)
    connection = connections[router.db_for_write(models[0])]
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


def drop(model: Model, keys: Collection[int]) -> None:
    """Deletes the rows with these keys, on which nothing hangs."""
    if keys:
        connection = connections[router.db_for_write(model)]
        among, wanted = one_of(keys, connection)
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE id {among}", [wanted])  # noqa: S608


def one_of(values: Collection[Any], connection: Any) -> tuple[str, Any]:
    """The condition that a column is one of `values`, with its one parameter: there may be any number of them."""
    if connection.vendor == "postgresql":
        return "= ANY(%s)", list(values)
    return "IN (SELECT value FROM json_each(%s))", json.dumps(list(values))


def change(model: Model, column: str, values: dict[int, Any]) -> None:
    """Gives `column` of each of these rows, by their keys, another value."""
    if not values:
        return
    connection = connections[router.db_for_write(model)]
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            new = "unnest(%s, %s) AS new (id, value)"
            update = f"UPDATE {table} SET {column} = new.value FROM {new} WHERE {table}.id = new.id"  # noqa: S608
            cursor.execute(update, [list(values), list(values.values())])
        else:
            one = f"UPDATE {table} SET {column} = %s WHERE id = %s"  # noqa: S608
            cursor.executemany(one, [(value, key) for key, value in values.items()])


def count_in(model: Model, column: str, amounts: Sequence[tuple[Any, int]]) -> None:
    """Adds to the `column` of the rows with these keys; those that are missing begin with the amount."""
    if not amounts:
        return
    connection = connections[router.db_for_write(model)]
    table, key = connection.ops.quote_name(model._meta.db_table), model._meta.pk.column
    add = f"ON CONFLICT ({key}) DO UPDATE SET {column} = {table}.{column} + excluded.{column}"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            into = f"INSERT INTO {table} ({key}, {column}) SELECT * FROM unnest(%s, %s) {add}"  # noqa: S608
            cursor.execute(into, [list(column) for column in zip(*amounts, strict=True)])
        else:
            cursor.executemany(f"INSERT INTO {table} ({key}, {column}) VALUES (%s, %s) {add}", amounts)  # noqa: S608
