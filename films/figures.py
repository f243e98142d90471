"""Figures that take long to count: counted beside the requests, once for all processes, and kept over restarts."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Hashable
from contextlib import suppress
from threading import Lock, Thread
from typing import Generic, NamedTuple, TypeVar

from django.core.cache import cache
from django.db import connections

from .kept import all_kept

T = TypeVar("T")
KEEP = 200  # times as long as counting took
PATIENCE = 300  # seconds after which a process that counts is taken for dead
LOOK = 2  # seconds between two looks at whether another process has counted


class Counted(NamedTuple, Generic[T]):
    """What was counted for a key, and the time until which it may stand for later keys too."""

    key: Hashable
    until: float
    found: T

    def stands(self, key: Hashable) -> bool:
        return time.time() < self.until or (key is not None and self.key == key)


class Figures(Generic[T]):
    """Something counted, for as long as its key stands. Where the count is `big` it is kept for KEEP times as long as
    it took, so that it never costs more than half a per cent of the time; on a small site it is always exact.

    A big one lies in the shared cache too, under `name`: what one process counted no other has to, nor the same one
    after a restart. The name has to change with the form of what is counted.
    """

    def __init__(self, big: Callable[[T], bool], name: str) -> None:
        all_kept.add(self)
        self.big = big
        self.name = f"counted-{name}"
        self._known: Counted[T] | None = None
        self._instead: T | None = None
        self._counting = Lock()

    def get(self, key: Hashable, count: Callable[[], T], meanwhile: Callable[[], T | None]) -> T:
        """What was counted last, or counted anew. Key None: nothing tells whether it still holds.

        `meanwhile` says what stands there until the first count is done, or None where that can be waited for.
        """
        if self._known and self._known.stands(key):
            return self._known.found
        shown = self._shown(meanwhile)
        if shown is None:
            return self._count(key, count).found
        if not (self._known and self._known.stands(key)) and self._counting.acquire(blocking=False):
            Thread(target=self._count_beside, args=(key, count), daemon=True).start()
        return shown

    def _shown(self, meanwhile: Callable[[], T | None]) -> T | None:
        """What stands there while it is counted; None on a small site, which waits for it."""
        if self._known and self.big(self._known.found):
            return self._known.found
        self._instead = self._instead or meanwhile()
        if self._instead is not None and self._known is None:
            self._known = cache.get(self.name)  # counted by another process, or by this one before it started again
        return self._known.found if self._known and self.big(self._known.found) else self._instead

    def _count_beside(self, key: Hashable, count: Callable[[], T]) -> None:
        """Counts while pages go on showing what was counted last: nobody waits for it."""
        try:
            shared: Counted[T] | None = cache.get(self.name)
            if shared and shared.stands(key):
                self._known = shared
            elif cache.add(f"{self.name}-now", True, PATIENCE):
                try:
                    cache.set(self.name, self._count(key, count), None)
                finally:
                    cache.delete(f"{self.name}-now")
            else:
                time.sleep(LOOK)  # another process counts; the next request looks again
        finally:
            connections.close_all()
            give_back()
            self._counting.release()

    def _count(self, key: Hashable, count: Callable[[], T]) -> Counted[T]:
        started = time.time()
        found = count()
        now = time.time()
        self._known = Counted(key, now + (now - started) * KEEP if self.big(found) else 0.0, found)
        self._instead = None
        return self._known

    def clear(self) -> None:
        """Forgets it."""
        self._known = self._instead = None


def give_back() -> None:
    """What counting has freed the C library keeps for later: 20 MB of a worker at a million films."""
    with suppress(OSError, AttributeError):  # glibc alone has it
        ctypes.CDLL(None).malloc_trim(0)
