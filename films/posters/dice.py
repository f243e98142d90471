"""Chance that is the same every time, on every machine and with every Python: what a drawn poster is made with."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")


class Dice(Random):
    """Python's generator for a number as its seed. It throws as Python's own methods do, without their checks, which
    take longer than the throw."""

    def seed(self, a: Any = None, version: int = 2) -> None:
        super(Random, self).seed(a)

    def below(self, number: int) -> int:
        """A number from 0 on."""
        bits = number.bit_length()
        thrown = self.getrandbits(bits)
        while thrown >= number:
            thrown = self.getrandbits(bits)
        return thrown

    def choice(self, seq: Any) -> Any:
        return seq[self.below(len(seq))]

    def randint(self, a: int, b: int) -> int:
        return a + self.below(b - a + 1)

    def two_of(self, things: Sequence[T]) -> tuple[T, T]:
        """Two different ones of a few, as `sample` takes them."""
        rest = [*things]
        first = self.below(len(rest))
        one, rest[first] = rest[first], rest[-1]
        return one, rest[self.below(len(rest) - 1)]
