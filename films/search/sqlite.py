"""Full text on SQLite: an FTS5 table over the entries, kept by triggers.

The table's rows have the entries' numbers, and these stand in order of popularity: FTS5 hands rows out in that order
as it finds them, so that a search for "the" stops after the first few hundred of a million.
"""

from __future__ import annotations

import json
from typing import Any as Anything

from ..models import SearchEntry
from .expressions import All, Any, Expression, Wanted, Word
from .vocabulary import FEW, Vocabulary, beginnings

INSTALL = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS films_searchtext USING fts5(
        words, content='films_searchentry', content_rowid='id', detail=none, columnsize=0, prefix='1 2 3 4 5',
        tokenize="unicode61 remove_diacritics 0 tokenchars '_' categories 'L* N* M* Co'")""",
    """CREATE TRIGGER IF NOT EXISTS films_searchentry_added AFTER INSERT ON films_searchentry BEGIN
        INSERT INTO films_searchtext(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER IF NOT EXISTS films_searchentry_gone AFTER DELETE ON films_searchentry BEGIN
        INSERT INTO films_searchtext(films_searchtext, rowid, words) VALUES ('delete', old.id, old.words); END""",
    """CREATE TRIGGER IF NOT EXISTS films_searchentry_changed AFTER UPDATE OF id, words ON films_searchentry BEGIN
        INSERT INTO films_searchtext(films_searchtext, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO films_searchtext(rowid, words) VALUES (new.id, new.words); END""",
)
REMOVE = (
    "DROP TRIGGER IF EXISTS films_searchentry_added",
    "DROP TRIGGER IF EXISTS films_searchentry_gone",
    "DROP TRIGGER IF EXISTS films_searchentry_changed",
    "DROP TABLE IF EXISTS films_searchtext",
)
FILL = ("INSERT INTO films_searchtext(films_searchtext) VALUES ('rebuild')",)


def find(cursor: Anything, wanted: Wanted, _: Vocabulary) -> list[tuple[Anything, ...]]:
    """The first entries that are wanted: number, film, person, key, words, popularity."""
    return [row for kind in wanted.kinds for row in find_kind(cursor, wanted, kind)]


def find_kind(cursor: Anything, wanted: Wanted, kind: str) -> list[tuple[Anything, ...]]:
    phrases = "".join(" AND ' ' || e.key || ' ' LIKE %s" for _ in wanted.phrases)
    cursor.execute(
        "SELECT e.id, e.film_id, e.person_id, e.key, e.words, e.popularity"  # noqa: S608
        " FROM films_searchtext CROSS JOIN films_searchentry e ON e.id = films_searchtext.rowid"
        f" WHERE films_searchtext MATCH %s AND films_searchtext.rowid BETWEEN %s AND %s{phrases}"
        " ORDER BY films_searchtext.rowid LIMIT %s",
        [
            spelled(wanted.expression),
            *SearchEntry.places(kind),
            *(f"% {phrase} %" for phrase in wanted.phrases),
            wanted.most(kind),
        ],
    )
    return list(cursor.fetchall())


def known(cursor: Anything, words: list[str]) -> dict[str, int]:
    """Those of the words that the vocabulary has, with how many entries have them."""
    cursor.execute(
        "SELECT word, count FROM films_searchword WHERE count > 0 AND word IN (SELECT value FROM json_each(%s))",
        [json.dumps(words)],
    )
    return dict(cursor.fetchall())


def vocabulary(cursor: Anything, expression: Expression) -> Vocabulary:
    """What is known of the beginnings."""
    begun: dict[str, list[str]] = {text: [] for text in beginnings(expression)}
    if begun:
        one = "SELECT %s, word FROM (SELECT word FROM films_searchword WHERE word >= %s AND word < %s LIMIT %s)"
        values = [value for text in begun for value in (text, text, text + chr(0x10FFFF), FEW + 1)]
        cursor.execute(" UNION ALL ".join([one] * len(begun)), values)
        for text, word in cursor.fetchall():
            begun[text].append(word)
    return Vocabulary(begun)


def spelled(expression: Expression) -> str:
    """The expression in FTS5's language; every word is quoted, so that none can be taken for an operator."""
    match expression:
        case Word(text, prefix):
            return '"' + text.replace('"', '""') + '"' + "*" * prefix
        case All(parts):
            return "(" + " AND ".join(map(spelled, parts)) + ")"
        case Any(parts):
            return "(" + " OR ".join(map(spelled, parts)) + ")"
