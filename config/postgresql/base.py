"""Django asks `SELECT 1` at the first query of each request: a round trip more for every kept page."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection of which nobody has been told that it ended."""

    def is_usable(self) -> bool:
        """A server that ends a connection says so on it. Only where something has come in is the server asked."""
        if self.connection is None or self.connection.closed:
            return False
        line = select.poll()
        line.register(self.connection.fileno(), select.POLLIN)
        return super().is_usable() if line.poll(0) else True
