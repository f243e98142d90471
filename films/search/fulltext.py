"""The one interface to both databases' full text: make it, fill it, ask it."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType
from typing import Any, NamedTuple

from django.db import connections, router

from ..models import SearchEntry
from . import postgres, sqlite
from .expressions import Expression, Wanted, completed, words_of

LONG = 6  # letters of a beginning that is asked for as the words that it may become
FEW = 40  # words


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
    with connection.cursor() as cursor:
        words = beginnings(of(connection), cursor, wanted.expression)
        wanted = replace(wanted, expression=completed(wanted.expression, words))
        return list(map(Found._make, of(connection).find(cursor, wanted)))


def beginnings(database: ModuleType, cursor: Any, expression: Expression) -> dict[str, list[str]]:
    """For each long beginning its words, where they are few: of whole words both databases read only as many entries
    as they need, of a beginning first all (SQLite where it is longer than those that its index knows)."""
    texts = [word.text for word in words_of(expression) if word.prefix and len(word.text) >= LONG]
    if not texts:
        return {}
    values = [value for text in texts for value in database.begun(text, FEW + 1)]
    cursor.execute(" UNION ALL ".join([database.BEGUN] * len(texts)), values)
    words: dict[str, list[str]] = {text: [] for text in texts}
    for text, word in cursor.fetchall():
        words[text].append(word)
    return {text: found for text, found in words.items() if len(found) <= FEW}
