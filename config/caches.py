"""The cache on a Redis that may go away: without it, this process remembers for itself."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

AWAY = 2  # seconds until a Redis that did not answer is asked again

logger = logging.getLogger(__name__)


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
