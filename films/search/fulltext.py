"""The one interface to both databases' full text: make it, fill it, ask it."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType
from typing import Any, NamedTuple

from django.db import connections, router

from ..models import SearchEntry
from . import postgres, sqlite
from .expressions import NOTHING, Wanted, completed


class Found(NamedTuple):
    """One entry that fits."""

    place: int
    film: int | None
    person: int | None
    key: str
    words: str
    popularity: int


def of(connection: Any) -> ModuleType:
    """The module that speaks this database's language."""
    return postgres if connection.vendor == "postgresql" else sqlite


def run(connection: Any, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def install(connection: Any) -> None:
    """Makes what is missing of the index; what stands stays."""
    run(connection, of(connection).INSTALL)


def remove(connection: Any) -> None:
    run(connection, of(connection).REMOVE)


def fill(connection: Any) -> None:
    """Reads all entries anew."""
    run(connection, of(connection).FILL)


def known(words: list[str]) -> dict[str, int]:
    """Those of the words that the vocabulary has, with how many entries have them."""
    connection = connections[router.db_for_read(SearchEntry)]
    with connection.cursor() as cursor:
        return dict(of(connection).known(cursor, words))


def find(wanted: Wanted) -> list[Found]:
    """The first entries of each kind that are wanted, the same on both databases."""
    connection = connections[router.db_for_read(SearchEntry)]
    database = of(connection)
    with connection.cursor() as cursor:
        vocabulary = database.vocabulary(cursor, wanted.expression)
        wanted = replace(wanted, expression=completed(wanted.expression, vocabulary.completions()))
        rows = database.find(cursor, wanted, vocabulary) if wanted.expression != NOTHING else []
        return list(map(Found._make, rows))
