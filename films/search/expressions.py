"""What to look for, as a small tree that each database's own search language and plain Python understand alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A word of a title or name; with `prefix` also the beginning of one."""

    text: str
    prefix: bool = False

    def matches(self, words: Collection[str]) -> bool:
        return self.text in words or (self.prefix and any(word.startswith(self.text) for word in words))


@dataclass(frozen=True)
class All:
    """Every one of the parts."""

    parts: tuple[Expression, ...]

    def matches(self, words: Collection[str]) -> bool:
        return all(part.matches(words) for part in self.parts)


@dataclass(frozen=True)
class Any:
    """At least one of the parts."""

    parts: tuple[Expression, ...]

    def matches(self, words: Collection[str]) -> bool:
        return any(part.matches(words) for part in self.parts)


Expression = Word | All | Any


@dataclass(frozen=True)
class Wanted:
    """The first `limit` entries of each of these kinds (of `SearchEntry.Kind`) that match and contain the phrases."""

    expression: Expression
    phrases: tuple[str, ...]
    kinds: tuple[str, ...]
    limit: int
