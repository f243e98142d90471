"""How many rows an import writes in one transaction, so that members can write meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, router

from ..models import Film

HOLD, REST = 0.5, 0.1  # seconds; who waits for SQLite looks at least every tenth of a second
LEAST = 1000  # rows: with fewer, what each transaction costs by itself, on the disk above all, makes up most of it


class Pace:
    """On SQLite whoever writes keeps all others waiting, and these only look now and then whether they may. There a
    transaction takes as many rows as fit into HOLD, by how long the one before took, and REST follows it. PostgreSQL
    locks rows alone and takes `most` at a time."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.holds_others_up = connections[router.db_for_write(Film)].vendor == "sqlite"
        self.rows = min(most, LEAST) if self.holds_others_up else most

    @contextmanager
    def kept(self, rows: int) -> Iterator[None]:
        """Around the transaction that writes so many rows."""
        started = time.monotonic()
        yield
        if self.holds_others_up and rows:
            took = time.monotonic() - started
            fitting = int(rows * HOLD / max(took, 0.001))
            self.rows = min(max(fitting, LEAST), 2 * self.rows, self.most)
            time.sleep(min(took, REST))
