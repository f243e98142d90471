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

    away_until = float("-inf")  # for all threads

    def __init__(self, servers: list[str], **options: Any) -> None:
        self.shared = RedisCacheClient(servers, **options)
        self.own = LocMemCache("while redis is away", {})

    def __getattr__(self, method: str) -> Callable[..., Any]:
        return partial(self.call, method)

    def call(self, method: str, *arguments: Any, **named: Any) -> Any:
        cls = type(self)
        if time.monotonic() >= cls.away_until:
            try:
                return self.ask(method, *arguments, **named)
            except (RedisError, OSError) as error:
                cls.away_until = time.monotonic() + AWAY
                logger.warning("the cache does not answer, each process remembers for itself: %s", error)
        return getattr(self.own, method)(*arguments, **named)

    def ask(self, method: str, *arguments: Any, **named: Any) -> Any:
        return getattr(self.shared, method)(*arguments, **named)


class PatientRedis(RedisCache):
    """What `CACHE_URL=redis://…` stands for."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        params.setdefault("OPTIONS", {}).setdefault("socket_connect_timeout", 0.5)
        params["OPTIONS"].setdefault("socket_timeout", 0.5)
        super().__init__(server, params)
        self._class = PatientClient
