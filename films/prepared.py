"""Querysets that are compiled once and then only asked, again and again with other values.

Building a queryset and compiling it takes Django many times as long as SQLite or PostgreSQL take to answer a query by
key. A function under `@prepared` says in the ORM's own words what is wanted; its SQL is kept. Its positional arguments
are the values of the query (None belongs to the shape: `= NULL` is another statement than `IS NULL`), its keyword
arguments say what shape the query has:

    @prepared
    def own(author: int, film: int) -> QuerySet[Review]:
        return Review.objects.filter(author=author, film=film)

    own(5, 17)  # a list of reviews

A function under `@prepared_update` says in the same way which rows to change, and what to set in them:

    @prepared_update
    def count(film: int, step: int) -> Change:
        return Film.objects.filter(pk=film), {"revision": F("revision") + step}

Where the values stand among the parameters is found by compiling the queryset twice with different stand-ins. So what
is done to a value on its way (`icontains`, `value + 1`) or a value that decides about the statement is noticed at the
first call, and is a ValueError.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import update_wrapper
from typing import Any, Generic, TypeVar, cast

from django.db import connections, models
from django.db.models import QuerySet
from django.db.models.base import ModelState
from django.db.models.query import ModelIterable, get_related_populators, prefetch_related_objects
from django.db.models.sql import UpdateQuery
from django.db.transaction import TransactionManagementError

M = TypeVar("M", bound=models.Model)
Encode = Callable[[Any], Any]
Change = tuple[QuerySet[Any, Any], dict[str, Any]]
MOST = 500  # statements of one function that are kept, some 45 kB each: browsing has thousands of shapes


class Statement:
    """One shape's SQL, and its parameters with the places of the values."""

    def __init__(self, builds: Sequence[Any], values: Sequence[Any]) -> None:
        self.queryset = builds[0]
        self.compiler = self.queryset.query.get_compiler(using=self.queryset.db)
        self.sql, params = self.compiler.as_sql()
        other_sql, others = builds[1].query.get_compiler(using=self.queryset.db).as_sql()
        if self.sql != other_sql:
            raise ValueError(f"The values of a prepared query decide about its SQL: {self.sql} and {other_sql}")
        self.params = list(params)
        self.places = {
            place: self.place(values, pair)
            for place, pair in enumerate(zip(params, others, strict=True))
            if pair[0] != pair[1]
        }

    def place(self, values: Sequence[Any], pair: tuple[Any, Any]) -> tuple[int, Encode]:
        """Which value stands here, and how it is written. Raises ValueError where that cannot be told."""
        for number, both in enumerate(zip(stand_ins(values, 0), stand_ins(values, 1), strict=True)):
            for encode in self.encodings():
                if tuple(encode(value) for value in both) == pair:
                    return number, encode
        raise ValueError(f"A value of a prepared query is changed on its way to the database: {pair}")

    def encodings(self) -> list[Encode]:
        """How a value may be written as a parameter: as it is, or as this database takes a time, a date, a list."""
        ops = self.compiler.connection.ops

        def encode(kind: type, how: Encode) -> Encode:
            return lambda value: how(value) if type(value) is kind else value

        return [
            lambda value: value,
            encode(list, json.dumps),
            encode(dt.datetime, ops.adapt_datetimefield_value),
            encode(dt.date, ops.adapt_datefield_value),
        ]

    def executed(self, using: str, values: Sequence[Any]) -> tuple[int, list[Any]]:
        """How many rows the statement changed, and what it found, for these values."""
        params = list(self.params)
        for place, (number, encode) in self.places.items():
            params[place] = encode(values[number])
        with connections[using].cursor() as cursor:
            cursor.execute(self.sql, params)
            return cursor.rowcount, cursor.fetchall() if cursor.description else []


class Question(Statement, Generic[M]):
    """A statement that asks for rows, and how these are read."""

    def __init__(self, builds: Sequence[Any], values: Sequence[Any]) -> None:
        super().__init__(builds, values)
        self.prefetched: Sequence[Any] = self.queryset._prefetch_related_lookups
        self.locks = self.queryset.query.select_for_update
        self.read_columns()

    def read_columns(self) -> None:
        """What the compiler knows of the columns: how each is read, which make the object, which go on related ones."""
        compiler, columns = self.compiler, [column for column, _, _ in self.compiler.select]
        self.converters = compiler.get_converters(columns)
        self.names: list[str] = []
        if issubclass(self.queryset._iterable_class, ModelIterable):
            own = compiler.klass_info["select_fields"]
            self.names = [columns[place].target.attname for place in range(own[0], own[-1] + 1)]
            self.start = own[0]

    def rows(self, using: str, values: Sequence[Any]) -> list[Any]:
        """What the database answers for these values."""
        if self.locks and not connections[using].in_atomic_block:
            raise TransactionManagementError("Rows are locked in a transaction only")
        rows = self.executed(using, values)[1]
        if self.converters:
            rows = list(map(tuple, self.compiler.apply_converters(rows, self.converters)))
        return self.objects(using, rows) if self.names else rows

    def objects(self, using: str, rows: list[Any]) -> list[M]:
        """The rows as objects of the model, with what was to come along."""
        model, compiler = self.queryset.model, self.compiler
        related = get_related_populators(compiler.klass_info, compiler.select, using)  # type: ignore[call-arg]
        found = []
        for row in rows:
            item = quickly(model, using, zip(self.names, row[self.start : self.start + len(self.names)], strict=True))
            for populator in related:
                populator.populate(row, item)
            for name, column in compiler.annotation_col_map.items():
                setattr(item, name, row[column])
            found.append(item)
        if found and self.prefetched:
            prefetch_related_objects(found, *self.prefetched)
        return found


class Prepared(Generic[M]):
    """A function that makes a queryset of its values, and the statements that were made of it."""

    kind: Any = Question

    def __init__(self, build: Callable[..., Any]) -> None:
        self.build = build
        self.statements: dict[Hashable, Any] = {}
        self.asked: QuerySet[M, Any] | None = None
        update_wrapper(cast(Any, self), build)

    def __call__(self, *values: Any, **shape: Hashable) -> Any:
        """The rows: objects of the model, or tuples where the queryset is one of `values_list`."""
        statement, using = self.statement(values, shape)
        return statement.rows(using, values)

    def first(self, *values: Any, **shape: Hashable) -> Any:
        """The first of the rows, or None."""
        return next(iter(self(*values, **shape)), None)

    def statement(self, values: Sequence[Any], shape: dict[str, Hashable]) -> tuple[Any, str]:
        """The statement of this shape, made where it is the first time, and the database to ask now."""
        if self.asked is None:
            self.asked = self.built(stand_ins(values, 0), shape)
        using = self.asked.db
        key = (using, *map(type, values), *shape.items())
        found = self.statements.get(key)
        if found is None:
            builds = [self.built(stand_ins(values, which), shape) for which in (0, 1)]
            if len(self.statements) >= MOST:
                self.statements.clear()
            found = self.statements[key] = self.kind(builds, values)
        return found, using

    def built(self, values: Sequence[Any], shape: dict[str, Hashable]) -> QuerySet[M, Any]:
        """The queryset of these values."""
        return self.build(*values, **shape)


class PreparedUpdate(Prepared[M]):
    """A function that makes of its values a queryset and what to set in its rows."""

    kind = Statement

    def __call__(self, *values: Any, **shape: Hashable) -> int:
        """Changes the rows; how many there were."""
        statement, using = self.statement(values, shape)
        return statement.executed(using, values)[0]

    def built(self, values: Sequence[Any], shape: dict[str, Hashable]) -> QuerySet[M, Any]:
        rows, changes = self.build(*values, **shape)
        rows._for_write, rows.query = True, rows.query.chain(UpdateQuery)
        rows.query.add_update_values(changes)
        return rows


prepared = Prepared
prepared_update = PreparedUpdate


def quickly(model: type[M], using: str, values: Iterable[tuple[str, Any]]) -> M:
    """What `from_db` makes of a row, without asking about each column that was not read. Nothing here listens to the
    making of objects or has a word in it."""
    item = model.__new__(model)
    item._state = ModelState()
    item._state.adding, item._state.db = False, using
    item.__dict__.update(values)
    return item


def stand_ins(values: Sequence[Any], which: int) -> list[Any]:
    """For each value another one of its type; two sets of them (`which`: 0 or 1) have none in common. They are small
    numbers, which every column of numbers takes."""
    return [stand_in(value, 1 + 2 * place + which) for place, value in enumerate(values)]


def stand_in(value: Any, number: int) -> Any:
    """One value of the same type. Raises ValueError for what is no value of a query."""
    if value is None:
        return None
    makers: dict[type, Callable[[], Any]] = {
        int: lambda: number,
        float: lambda: number / 8,
        str: lambda: f"value-{number}",
        dt.datetime: lambda: dt.datetime(2001, 1, number, tzinfo=dt.UTC),
        dt.date: lambda: dt.date(2001, 1, number),
        list: lambda: [number],
    }
    if type(value) not in makers:
        raise ValueError(f"{value!r} is no value of a prepared query; what decides about its shape has a name")
    return makers[type(value)]()
