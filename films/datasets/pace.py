"""How many rows an import writes in one transaction, so that members can write meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, router

from ..models import Film

HOLD, REST = 0.5, 0.11  # seconds; who waits for SQLite looks at least every tenth of a second
LEAST = 1000  # rows: with fewer, what each transaction costs by itself, on the disk above all, makes up most of it
UNHEARD, COMPANY = 3, 10  # seconds
# A batch carries the mark from where a run goes on: what a power cut takes away comes in once more, so that it need not
# wait for the disk. Members' own commits still do, and take along what stands before them.
HURRIED = {"synchronous": 1, "wal_autocheckpoint": 8000, "cache_size": -48000}


class Pace:
    """On SQLite whoever writes keeps all others waiting, and these only look now and then whether they may.

    Nobody hears those who wait, only those who have written. So an import that is alone takes `most` rows at a time
    and rests every UNHEARD seconds, long enough for everybody who waits to look. Once somebody else has written it is
    polite for COMPANY seconds: as many rows as fit into HOLD, by how long the ones before took, and a rest behind each
    batch. PostgreSQL locks rows alone and takes `most` at a time.
    """

    def __init__(self, most: int) -> None:
        self.connection = connections[router.db_for_write(Film)]
        self.holds_others_up = self.connection.vendor == "sqlite"
        self.most = self.rows = most
        self.rested = time.monotonic()
        self.company_until = 0.0
        self.seen = self.version()

    @contextmanager
    def kept(self, rows: int) -> Iterator[None]:
        """Around the transaction that writes so many rows."""
        started = time.monotonic()
        yield
        if self.holds_others_up and rows:
            self.adapt(rows, time.monotonic() - started)

    def adapt(self, rows: int, took: float) -> None:
        """Rests if it is time to, and says how many rows the batches to come may have."""
        if self.in_company() or time.monotonic() - self.rested > UNHEARD:
            time.sleep(min(took, REST))
            self.rested = time.monotonic()
        fitting = int(rows * HOLD / max(took, 0.001)) if self.in_company() else self.most
        self.rows = min(max(fitting, LEAST), 2 * rows, self.most) if rows >= LEAST else self.rows

    def in_company(self) -> bool:
        """Whether somebody else has written lately."""
        now, version = time.monotonic(), self.version()
        if version != self.seen:
            self.seen, self.company_until = version, now + COMPANY
        return now < self.company_until

    def version(self) -> int:
        """Another number whenever another connection has written to SQLite's file."""
        return self.setting("data_version") if self.holds_others_up else 0

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Around an import. Inside a transaction SQLite changes no such settings."""
        can_hurry = self.holds_others_up and not self.connection.in_atomic_block
        before = {name: self.setting(name) for name in HURRIED} if can_hurry else {}
        for name in before:
            self.setting(f"{name}={HURRIED[name]}")
        try:
            yield
        finally:
            for name, value in before.items():
                self.setting(f"{name}={value}")

    def setting(self, pragma: str) -> int:
        """What SQLite answers to a pragma, if anything."""
        with self.connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {pragma}")
            return int((cursor.fetchone() or (0,))[0])
