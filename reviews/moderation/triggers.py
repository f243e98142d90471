"""The triggers that keep decisions as they were written, on both databases.

SQLite loses a table's triggers when a migration rebuilds it: a migration that alters `Decision` has to call `install`
again, and `verify_log` says when they are missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

TABLE = "reviews_decision"
NAMES = ("decision_stays_update", "decision_stays_delete", "decision_stays_insert")

SQLITE = (
    f"""CREATE TRIGGER decision_stays_update BEFORE UPDATE ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END""",
    f"""CREATE TRIGGER decision_stays_delete BEFORE DELETE ON {TABLE} WHEN NOT OLD.is_demo
    BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END""",
    # INSERT OR REPLACE deletes without asking the trigger above, so it is stopped here.
    """CREATE TRIGGER decision_stays_insert BEFORE INSERT ON reviews_decision
    WHEN EXISTS (
        SELECT 1 FROM reviews_decision WHERE id = NEW.id OR (is_demo = NEW.is_demo AND number = NEW.number)
    )
    BEGIN SELECT RAISE(ABORT, 'decisions are never replaced'); END""",
)
POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION decision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF OLD.is_demo THEN RETURN OLD; END IF;
        END IF;
        RAISE EXCEPTION 'decisions are never changed or deleted' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    f"""CREATE TRIGGER decision_stays_update BEFORE UPDATE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION decision_stays()""",
    f"""CREATE TRIGGER decision_stays_delete BEFORE DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION decision_stays()""",
    f"""CREATE TRIGGER decision_stays_insert BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION decision_stays()""",
)


def install(connection: Any) -> None:
    """Puts the triggers that are missing in place."""
    lacking = missing(connection)
    statements = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    with connection.cursor() as cursor:
        for statement in statements:
            if "TRIGGER" not in statement.split("(")[0] or any(name in statement for name in lacking):
                cursor.execute(statement)


def remove(connection: Any) -> None:
    """Takes the triggers away; for migrations that go back, and for tests."""
    table = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
    with connection.cursor() as cursor:
        for name in NAMES:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")


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
    return [name for name in NAMES if name not in present]


@contextmanager
def lifted(connection: Any) -> Iterator[None]:
    """Without the triggers for a while: only for tests that empty the tables or break the chain on purpose."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)
