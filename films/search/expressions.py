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
NOTHING = Any(())  # what no entry has


def words_of(expression: Expression) -> set[Word]:
    if isinstance(expression, Word):
        return {expression}
    return {word for part in expression.parts for word in words_of(part)}


def completed(expression: Expression, words: dict[str, list[str]]) -> Expression:
    """The expression with all words that begin so in the place of each beginning whose words are given; NOTHING where
    these are none and so nothing fits."""
    match expression:
        case Word(text, True) if text in words:
            return Any(tuple(map(Word, words[text])))
        case All(parts):
            done = tuple(completed(part, words) for part in parts)
            return NOTHING if NOTHING in done else All(done)
        case Any(parts):
            return Any(tuple(part for part in (completed(part, words) for part in parts) if part != NOTHING))
        case _:
            return expression


@dataclass(frozen=True)
class Wanted:
    """The first entries of each of these kinds (of `SearchEntry.Kind`) that match and contain the phrases."""

    expression: Expression
    phrases: tuple[str, ...]
    kinds: tuple[str, ...]
    limit: int

    def most(self, kind: str) -> int:
        """The limit of one kind. Beside films half as many people are looked at, for half as many are shown."""
        return self.limit // 2 if kind in self.kinds[1:] else self.limit
