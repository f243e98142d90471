"""Full text on PostgreSQL: a generated tsvector on the entries under GIN indexes. Needs no extension.

A GIN index cannot hand rows out in an order, so what fits has to be fetched and sorted. Where much fits it is asked for
stretch by stretch (`reach`). The vocabulary tells beforehand about how many fit. Both ways give the first rows in the
order of their numbers: the same as SQLite gives.
"""

from __future__ import annotations

import math
from typing import Any as Anything

from ..models import SearchEntry
from . import reach
from .expressions import All, Any, Expression, Wanted, Word, words_of
from .vocabulary import FEW, Vocabulary, beginnings

MANY = 1  # times as many as are wanted are fetched and sorted; more are asked for by stretches
TOGETHER = 12  # words that are asked for in each stretch
COUNTED = 1000  # words of one beginning
UNCOUNTED = 4  # times as many entries have it, about, where there are more words
GATHERED = 6_000  # entries with the whole words of which the rest is looked for among the rows themselves
FEWEST = 10_000  # entries: a table of which nothing is known is taken for one with so many

INSTALL = (
    "SET CONSTRAINTS ALL IMMEDIATE",
    """ALTER TABLE films_searchentry ADD COLUMN IF NOT EXISTS terms tsvector
        GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(words, ' '), ''))) STORED""",
    """CREATE INDEX IF NOT EXISTS films_searchentry_films ON films_searchentry
        USING gin (terms) WITH (fastupdate = off) WHERE film_id IS NOT NULL""",
    """CREATE INDEX IF NOT EXISTS films_searchentry_people ON films_searchentry
        USING gin (terms) WITH (fastupdate = off) WHERE person_id IS NOT NULL""",
    "DROP INDEX IF EXISTS films_searchentry_terms",  # once there was one for both
    *reach.INSTALL,
)
# Keys that are checked at the end of a transaction would keep the table from being changed within it.
REMOVE = ("SET CONSTRAINTS ALL IMMEDIATE", *reach.REMOVE, "ALTER TABLE films_searchentry DROP COLUMN IF EXISTS terms")
FILL: tuple[str, ...] = ()

Row = tuple[Anything, ...]
Asked = tuple[str, list[Anything]]  # a statement and its values
COLUMNS = "id, film_id, person_id, key, words, popularity"


def find(cursor: Anything, wanted: Wanted, known: Vocabulary) -> list[Row]:
    """The first entries that are wanted: number, film, person, key, words, popularity; by the way that promises less
    work, all kinds in one statement."""
    if known.share(wanted.expression) <= 0:
        return []
    whole = whole_words(wanted.expression)
    work = min(known.work(wanted.expression), known.fitting(whole) if whole else math.inf)
    if work > MANY * wanted.limit and len(words_of(wanted.expression)) <= TOGETHER:
        asked = [reached(wanted, kind) for kind in wanted.kinds]
    else:
        asked = [looked_up(wanted, kind, known) for kind in wanted.kinds]
    cursor.execute(
        " UNION ALL ".join(f"({sql})" for sql, _ in asked), [value for _, values in asked for value in values]
    )
    return list(cursor.fetchall())


def reached(wanted: Wanted, kind: str) -> Asked:
    """What fits, stretch by stretch until there is enough. Where no entry of this kind has the whole words, nothing is
    gathered for the beginning: the vocabulary counts films and people together, and "the" is no name."""
    phrases, values = phrased(wanted)
    whole = whole_words(wanted.expression)
    there_are = f" WHERE EXISTS ({by_stretch(kind)} LIMIT 1)" if whole else ""
    return f"{by_stretch(kind, phrases)}{there_are} LIMIT %s", [
        *[lettered(wanted.expression), *values, wanted.most(kind)],
        *([lettered(whole), 1] if whole else []),
        wanted.most(kind),
    ]


def by_stretch(kind: str, phrases: str = "") -> str:
    """The statement that asks each stretch for its first entries, one after the other as far as somebody wants more."""
    return (
        f"SELECT {COLUMNS} FROM unnest(%s::text[]) AS asked CROSS JOIN LATERAL"  # noqa: S608
        f" (WITH fit AS MATERIALIZED (SELECT {COLUMNS} FROM films_searchentry"
        f" WHERE {reach.LETTERED} @@ asked::tsquery AND {owned(kind)}{phrases})"
        f" SELECT {COLUMNS} FROM fit ORDER BY id LIMIT %s) stretch"
    )


def lettered(expression: Expression) -> list[str]:
    """The expression as it is asked for in each of the stretches; no query has the sign that stands for the letter."""
    text = spelled(expression, "\0")
    return [text.replace("\0", letter) for letter in reach.LETTERS]


def looked_up(wanted: Wanted, kind: str, known: Vocabulary) -> Asked:
    """What fits of this kind, all of it found by the index.

    For a beginning the index gathers all entries that have it, even where another word leaves few of them. So it is
    asked for the whole words alone, and the beginning is looked for in what these leave, unless that is too much.
    """
    fits, terms = condition(wanted)
    all_of_it = f"SELECT {COLUMNS} FROM films_searchentry WHERE {fits} AND {owned(kind)}"  # noqa: S608
    whole = whole_words(wanted.expression)
    if not whole or known.fitting(whole) >= min(known.work(wanted.expression), GATHERED):
        every = f"WITH fit AS MATERIALIZED ({all_of_it}) SELECT {COLUMNS} FROM fit ORDER BY id LIMIT %s"  # noqa: S608
        return every, [*terms, wanted.most(kind)]
    return (
        f"WITH near AS MATERIALIZED (SELECT {COLUMNS}, terms FROM films_searchentry"  # noqa: S608
        f" WHERE terms @@ %s::tsquery AND {owned(kind)}"
        f" LIMIT (SELECT {GATHERED})),"  # a plain limit tempts to read all
        f" fit AS MATERIALIZED"
        f" (SELECT {COLUMNS} FROM near WHERE {fits} AND (SELECT COUNT(*) FROM near) < {GATHERED}"
        f" UNION ALL {all_of_it} AND (SELECT COUNT(*) FROM near) = {GATHERED})"
        f" SELECT {COLUMNS} FROM fit ORDER BY id LIMIT %s",
        [spelled(whole), *terms, *terms, wanted.most(kind)],
    )


def whole_words(expression: Expression) -> All | None:
    """The whole words that all entries must have, where there are beginnings beside them."""
    parts = expression.parts if isinstance(expression, All) else ()
    whole = tuple(part for part in parts if not any(word.prefix for word in words_of(part)))
    return All(whole) if 0 < len(whole) < len(parts) else None


def owned(kind: str) -> str:
    """The condition of the indexes of this kind."""
    return f"{SearchEntry.OWNERS[SearchEntry.Kind(kind)]} IS NOT NULL"


def condition(wanted: Wanted) -> tuple[str, list[str]]:
    """What entries have to fulfil, and its parameters."""
    phrases, values = phrased(wanted)
    return f"terms @@ %s::tsquery{phrases}", [spelled(wanted.expression), *values]


def phrased(wanted: Wanted) -> tuple[str, list[str]]:
    """The condition that the phrases are there, and its parameters."""
    return " AND ' ' || key || ' ' LIKE %s" * len(wanted.phrases), [f"% {each} %" for each in wanted.phrases]


def vocabulary(cursor: Anything, expression: Expression) -> Vocabulary:
    """What is known of the words, in one query: each row is of the beginning that it begins with, if any."""
    words = words_of(expression)
    whole = [word.text for word in words if not word.prefix]
    prefixes = [word.text for word in words if word.prefix]
    begun: dict[str, list[str]] = {text: [] for text in beginnings(expression)}
    values = [value for text in prefixes for value in (f"{text}*", COUNTED, UNCOUNTED, f"{text}%", COUNTED)]
    values += [value for text in begun for value in (text, f"{text}%", FEW + 1)]
    cursor.execute(ENTRIES + COUNT + SUM * len(prefixes) + BEGUN * len(begun), [" ".join(whole), *values])
    rows = cursor.fetchall()
    counts = {word: int(count or 0) for _, word, count in rows}
    for text, word, _ in rows:
        if text:
            begun[text].append(word)
    # a word stands in titles or in names, seldom in both
    return Vocabulary(begun, max(counts.pop("") // 2, FEWEST), counts)


ENTRIES = "SELECT '', '', reltuples::bigint FROM pg_class WHERE oid = 'films_searchentry'::regclass"
COUNT = " UNION ALL SELECT '', word, count FROM films_searchword WHERE word = ANY(string_to_array(%s, ' '))"
SUM = (
    " UNION ALL SELECT '', %s, SUM(count) * CASE COUNT(*) WHEN %s THEN %s ELSE 1 END"
    " FROM (SELECT count FROM films_searchword WHERE word LIKE %s LIMIT %s) begun"
)
BEGUN = " UNION ALL SELECT %s, word, count FROM (SELECT * FROM films_searchword WHERE word LIKE %s LIMIT %s) begun"


def known(cursor: Anything, words: list[str]) -> dict[str, int]:
    """Those of the words that the vocabulary has, with how many entries have them. As one text: a list of hundreds
    takes the driver longer to write and PostgreSQL longer to read than it takes to look them up."""
    cursor.execute(
        "SELECT word, count FROM films_searchword WHERE count > 0 AND word = ANY(string_to_array(%s, ' '))",
        [" ".join(words)],
    )
    return dict(cursor.fetchall())


def spelled(expression: Expression, letter: str = "") -> str:
    """The expression as a tsquery, each word behind the letter; every word is quoted, so that none can be taken for an
    operator."""
    match expression:
        case Word(text, prefix):
            return f"'{letter}" + text.replace("\\", "\\\\").replace("'", "''") + "'" + ":*" * prefix
        case All(parts):
            return "(" + " & ".join(spelled(part, letter) for part in parts) + ")"
        case Any(parts):
            return "(" + " | ".join(spelled(part, letter) for part in parts) + ")"
