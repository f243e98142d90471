"""What a process keeps in memory: pages under keys that say what they show."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sized
from typing import Generic, Protocol, TypeVar

S = TypeVar("S", bound=Sized)


class Forgetful(Protocol):
    """What can be emptied."""

    def clear(self) -> None: ...


all_kept: weakref.WeakSet[Forgetful] = weakref.WeakSet()


def forget_everything() -> None:
    """Empties all that this process keeps; needed only where a database takes another's place, as between tests."""
    for kept in all_kept:
        kept.clear()


def weight(value: Sized) -> int:
    """What a value counts; not even one of nothing is kept for nothing."""
    return len(value) or 1


class Kept(Generic[S]):
    """Values under keys that name all they depend on, so that nothing kept is ever out of date.

    Bounded in the sum of their lengths, the longest unused goes first, and nothing is made twice at once.
    """

    def __init__(self, size: int) -> None:
        all_kept.add(self)
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
            before = self._values.pop(key, None)
            self.used += weight(value) - (weight(before) if before is not None else 0)
            self._values[key] = value
            while self.used > self.size and self._values:
                self.used -= weight(self._values.popitem(last=False)[1])

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._values.clear()
            self.used = 0
