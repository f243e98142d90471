"""A throw-away database on disk, for joining files that do not fit into memory."""

from __future__ import annotations

import sqlite3


def scratch(*tables: str) -> sqlite3.Connection:
    """A private temporary database with the tables that the statements make; it is gone when closed or killed."""
    database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA journal_mode=OFF")
    database.execute("PRAGMA synchronous=OFF")
    database.execute("PRAGMA cache_size=-64000")
    for table in tables:
        database.execute(table)
    return database
