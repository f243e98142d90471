"""Full text on PostgreSQL: a generated tsvector on the entries under a GIN index. Needs no extension.

A GIN index cannot hand rows out in an order. So a search whose words are all common first looks through the most
popular entries, where it nearly always finds enough, and only otherwise asks the index for every entry that fits. Both
ways give the first rows in the order of their numbers: the same as SQLite gives.
"""

from __future__ import annotations

from typing import Any as Anything

from .expressions import All, Any, Expression, Wanted, Word

COMMON = 5000  # entries that have a word
TOP = 8192  # entries that are looked through

INSTALL = (
    "SET CONSTRAINTS ALL IMMEDIATE",
    """ALTER TABLE films_searchentry ADD COLUMN IF NOT EXISTS terms tsvector
        GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(words, ' '), ''))) STORED""",
    "CREATE INDEX IF NOT EXISTS films_searchentry_terms ON films_searchentry USING gin (terms) WITH (fastupdate = off)",
)
# Keys that are checked at the end of a transaction would keep the table from being changed within it.
REMOVE = ("SET CONSTRAINTS ALL IMMEDIATE", "ALTER TABLE films_searchentry DROP COLUMN IF EXISTS terms")
FILL: tuple[str, ...] = ()

COLUMNS = "id, film_id, person_id, key, words, popularity"


def find(cursor: Anything, wanted: Wanted) -> list[tuple[Anything, ...]]:
    """The first entries that are wanted: number, film, person, key, words, popularity."""
    fits = "terms @@ %s::tsquery" + "".join(" AND ' ' || key || ' ' LIKE %s" for _ in wanted.phrases)
    terms = [spelled(wanted.expression), *(f"% {phrase} %" for phrase in wanted.phrases)]
    if is_common(wanted.expression, known(cursor, list(words_of(wanted.expression)))):
        cursor.execute(
            f"SELECT {COLUMNS} FROM (SELECT {COLUMNS}, terms FROM films_searchentry"  # noqa: S608
            f" WHERE id BETWEEN %s AND %s ORDER BY id LIMIT {TOP}) top WHERE {fits} ORDER BY id LIMIT %s",
            [wanted.first, wanted.last, *terms, wanted.limit],
        )
        found = list(cursor.fetchall())
        if len(found) == wanted.limit:
            return found
    cursor.execute(
        f"WITH fit AS MATERIALIZED (SELECT {COLUMNS} FROM films_searchentry WHERE {fits} AND id + 0 BETWEEN %s AND %s)"  # noqa: S608
        f" SELECT {COLUMNS} FROM fit ORDER BY id LIMIT %s",
        [*terms, wanted.first, wanted.last, wanted.limit],
    )
    return list(cursor.fetchall())


def spelled(expression: Expression) -> str:
    """The expression as a tsquery; every word is quoted, so that none can be taken for an operator."""
    match expression:
        case Word(text, prefix):
            return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'" + ":*" * prefix
        case All(parts):
            return "(" + " & ".join(map(spelled, parts)) + ")"
        case Any(parts):
            return "(" + " | ".join(map(spelled, parts)) + ")"


def known(cursor: Anything, words: list[str]) -> dict[str, int]:
    """Those of the words that the vocabulary has, with how many entries have them."""
    cursor.execute("SELECT word, count FROM films_searchword WHERE count > 0 AND word = ANY(%s)", [words])
    return dict(cursor.fetchall())


def words_of(expression: Expression) -> set[str]:
    if isinstance(expression, Word):
        return {expression.text}
    return {word for part in expression.parts for word in words_of(part)}


def is_common(expression: Expression, counts: dict[str, int]) -> bool:
    """Whether so many entries fit that sorting them all would take long. Marks and short beginnings are common."""
    match expression:
        case Word(text, prefix):
            return text.startswith("_") or (prefix and len(text) < 4) or counts.get(text, 0) >= COMMON
        case All(parts):
            return all(is_common(part, counts) for part in parts)
        case Any(parts):
            return any(is_common(part, counts) for part in parts)
