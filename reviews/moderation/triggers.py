"""The triggers that keep decisions and their words as they were written, on both databases.

SQLite loses a table's triggers when a migration rebuilds it: a migration that alters `Decision` or `DecisionWords` has
to call `install` again, and `verify_log` says when they are missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

DECISIONS, WORDS = "reviews_decision", "reviews_decisionwords"

# Words go when their text was erased, which a later record says, or with the demo.
_MAY_GO = """
    SELECT 1 FROM reviews_decision one WHERE one.id = OLD.decision_id AND (one.is_demo OR EXISTS (
        SELECT 1 FROM reviews_decision later WHERE later.action = 'purge' AND later.kind = one.kind
            AND later.target_id = one.target_id AND later.is_demo = one.is_demo AND later.number > one.number))"""


class Trigger(NamedTuple):
    """A trigger by name: its table and its statement."""

    name: str
    table: str
    sql: str


def _sqlite(name: str, table: str, when: str, what: str) -> Trigger:
    sql = f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, 'decisions are never {what}'); END"
    return Trigger(name, table, sql)


def _postgresql(name: str, table: str, when: str, function: str) -> Trigger:
    return Trigger(name, table, f"CREATE TRIGGER {name} BEFORE {when} ON {table} {function}")


SQLITE = (
    _sqlite("decision_stays_update", DECISIONS, f"UPDATE ON {DECISIONS}", "changed"),
    _sqlite("decision_stays_delete", DECISIONS, f"DELETE ON {DECISIONS} WHEN NOT OLD.is_demo", "deleted"),
    # INSERT OR REPLACE deletes without asking the trigger above, so it is stopped here.
    _sqlite(
        "decision_stays_insert",
        DECISIONS,
        "INSERT ON reviews_decision WHEN EXISTS (SELECT 1 FROM reviews_decision"
        " WHERE id = NEW.id OR (is_demo = NEW.is_demo AND number = NEW.number))",
        "replaced",
    ),
    _sqlite("decision_words_stay_update", WORDS, f"UPDATE ON {WORDS}", "changed"),
    _sqlite("decision_words_stay_delete", WORDS, f"DELETE ON {WORDS} WHEN NOT EXISTS ({_MAY_GO})", "deleted"),
    _sqlite(
        "decision_words_stay_insert",
        WORDS,
        "INSERT ON reviews_decisionwords WHEN EXISTS ("
        "SELECT 1 FROM reviews_decisionwords WHERE decision_id = NEW.decision_id)",
        "replaced",
    ),
)

FUNCTION = """CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF {may_go} THEN RETURN OLD; END IF;
        END IF;
        RAISE EXCEPTION 'decisions are never changed or deleted' USING ERRCODE = 'integrity_constraint_violation';
    END $$"""
FUNCTIONS = (
    FUNCTION.format(name="decision_stays", may_go="OLD.is_demo"),
    FUNCTION.format(name="decision_words_stay", may_go=f"EXISTS ({_MAY_GO})"),
)
_ROW, _STATEMENT = "FOR EACH ROW EXECUTE FUNCTION {}()", "FOR EACH STATEMENT EXECUTE FUNCTION {}()"
POSTGRESQL = tuple(
    _postgresql(f"{function}_{name}", table, when, each.format(function))
    for table, function in ((DECISIONS, "decision_stays"), (WORDS, "decision_words_stay"))
    for name, when, each in (("update", "UPDATE", _ROW), ("delete", "DELETE", _ROW), ("insert", "TRUNCATE", _STATEMENT))
)


def _ours(connection: Any) -> list[Trigger]:
    """The triggers of the tables that are there: migrations make one after the other."""
    tables = connection.introspection.table_names()
    return [one for one in (SQLITE if connection.vendor == "sqlite" else POSTGRESQL) if one.table in tables]


def install(connection: Any) -> None:
    """Puts the triggers that are missing in place."""
    lacking = missing(connection)
    with connection.cursor() as cursor:
        for function in () if connection.vendor == "sqlite" else FUNCTIONS:
            cursor.execute(function)
        for trigger in _ours(connection):
            if trigger.name in lacking:
                cursor.execute(trigger.sql)


def remove(connection: Any) -> None:
    """Takes the triggers away; for migrations, and for tests."""
    with connection.cursor() as cursor:
        for trigger in _ours(connection):
            table = "" if connection.vendor == "sqlite" else f" ON {trigger.table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{table}")


def missing(connection: Any) -> list[str]:
    """The triggers that are not there."""
    catalogue = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        present = {name for (name,) in cursor.fetchall()}
    return [trigger.name for trigger in _ours(connection) if trigger.name not in present]


@contextmanager
def lifted(connection: Any) -> Iterator[None]:
    """Without the triggers for a while: only for tests that empty the tables or break the chain on purpose."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)
