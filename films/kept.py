"""What a process keeps in memory: pages under keys that say what they show, and figures that take long."""

from __future__ import annotations

import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sized
from typing import Any, Generic, TypeVar

from django.db import connections

T = TypeVar("T")
S = TypeVar("S", bound=Sized)
_all: weakref.WeakSet[Kept[Any] | Figures[Any]] = weakref.WeakSet()


def forget_everything() -> None:
    """Empties all that this process keeps; needed only where a database takes another's place, as between tests."""
    for kept in _all:
        kept.clear()


class Kept(Generic[S]):
    """Values under keys that name all they depend on, so that nothing kept is ever out of date.

    Bounded in the sum of their lengths, the longest unused goes first, and nothing is made twice at once.
    """

    def __init__(self, size: int) -> None:
        _all.add(self)
        self.size = size
        self.used = 0
        self._values: OrderedDict[Hashable, S] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, make: Callable[[], S]) -> S:
        """The value under `key`; `make` is called once even where many ask at the same time."""
        found = self.peek(key)
        if found is not None:
            return found
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            found = self.peek(key)
            if found is None:
                try:
                    found = make()
                    self.put(key, found)
                finally:
                    with self._lock:
                        self._making.pop(key, None)
        return found

    def peek(self, key: Hashable) -> S | None:
        """The value under `key`, if it is there."""
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
            return found

    def put(self, key: Hashable, value: S) -> None:
        """Keeps a value, and lets go of others where it gets too much."""
        with self._lock:
            self.used += len(value) - len(self._values.pop(key, ""))
            self._values[key] = value
            while self.used > self.size and self._values:
                self.used -= len(self._values.popitem(last=False)[1])

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._values.clear()
            self.used = 0


class Figures(Generic[T]):
    """Something counted, for as long as its key stands. Where the count is `big` it is kept for 200 times as long as
    it took, so that it never costs more than half a per cent of the time; on a small site it is always exact."""

    KEEP = 200

    def __init__(self, big: Callable[[T], bool]) -> None:
        _all.add(self)
        self.big = big
        self._known: tuple[Hashable, float, T] | None = None
        self._counting = threading.Lock()

    def get(self, key: Hashable, count: Callable[[], T], meanwhile: Callable[[], T | None] = lambda: None) -> T:
        """What was counted last, or counted anew. Key None: nothing tells whether it still holds.

        `meanwhile` says what stands there until the first count is done, or None where that can be waited for.
        """
        now = time.monotonic()
        if self._known and (now < self._known[1] or (key is not None and self._known[0] == key)):
            return self._known[2]
        shown = meanwhile() if self._known is None else self._known[2] if self.big(self._known[2]) else None
        if shown is None:
            return self._count(key, count)
        if self._counting.acquire(blocking=False):
            threading.Thread(target=self._count_beside, args=(key, count), daemon=True).start()
        return shown

    def _count_beside(self, key: Hashable, count: Callable[[], T]) -> None:
        """Counts while pages go on showing what was counted last: nobody waits for it."""
        try:
            self._count(key, count)
        finally:
            connections.close_all()
            self._counting.release()

    def _count(self, key: Hashable, count: Callable[[], T]) -> T:
        now = time.monotonic()
        counted = count()
        until = now + (time.monotonic() - now) * self.KEEP if self.big(counted) else 0.0
        self._known = key, until, counted
        return counted

    def clear(self) -> None:
        """Forgets it."""
        self._known = None
