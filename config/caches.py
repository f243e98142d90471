"""The cache that all workers share: a table that says when it cannot be written, or a Redis that may go away."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from django.db import connections, router, transaction
from redis.exceptions import RedisError

PAGE = 4096  # bytes, for which a full disk has no room even if there is some in what it holds already
AWAY = 2  # seconds until a Redis that did not answer is asked again

logger = logging.getLogger(__name__)


class Table(DatabaseCache):
    """The cache in a table of the site's database. Where nothing can be written, Django's own says of a new key that it
    is there already: who signed up on a full disk heard that they were too quick."""

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Raises DatabaseError where the reason is the database."""
        added: bool = super().add(key, value, timeout, version)
        if not added and self.get(key, version=version) is None:
            self.write_for_once()
        return added

    def write_for_once(self) -> None:
        """Writes a row and takes it away again, for the error that this may raise."""
        alias = router.db_for_write(self.cache_model_class)
        name = connections[alias].ops.quote_name(self._table)  # type: ignore[attr-defined]
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            row = [f"probe {uuid.uuid4()}", "x" * PAGE, "2000-01-01 00:00:00"]
            cursor.execute(f"INSERT INTO {name} (cache_key, value, expires) VALUES (%s, %s, %s)", row)  # noqa: S608
            cursor.execute(f"DELETE FROM {name} WHERE cache_key = %s", row[:1])  # noqa: S608


class PatientClient:
    """Redis' client, and this process' own memory while Redis is away. Limits of rates then count for each process."""

    away_until: float | None = None  # for all threads

    def __init__(self, servers: list[str], **options: Any) -> None:
        self.shared = RedisCacheClient(servers, **options)
        self.own = LocMemCache("while redis is away", {})

    def __getattr__(self, method: str) -> Callable[..., Any]:
        return partial(self.call, method)

    def call(self, method: str, *arguments: Any, **named: Any) -> Any:
        if self.away_until is None or time.monotonic() >= self.away_until:
            try:
                answer = getattr(self.shared, method)(*arguments, **named)
            except (RedisError, OSError) as error:
                self.leave(error)
            else:
                self.come_back()
                return answer
        return getattr(self.own, method)(*arguments, **named)

    def leave(self, error: Exception) -> None:
        if self.away_until is None:
            logger.warning("the shared cache is left out, each process remembers for itself: %s", error)
        PatientClient.away_until = time.monotonic() + AWAY

    def come_back(self) -> None:
        if self.away_until is not None:
            PatientClient.away_until = None
            logger.warning("the shared cache is used again")


class PatientRedis(RedisCache):
    """What `CACHE_URL=redis://…` stands for."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        params.setdefault("OPTIONS", {}).setdefault("socket_connect_timeout", 0.5)
        params["OPTIONS"].setdefault("socket_timeout", 0.5)
        super().__init__(server, params)
        self._class = PatientClient
