"""What the vocabulary says about the words that are looked for, before anything is looked for."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from .expressions import All, Any, Expression, Word, words_of

LONG, SHORT = 6, 3  # letters of a beginning that is asked for as the words that it may become; that may become none
FEW = 40  # words
COMMON = 0.02  # what part of all entries has a mark, about
GATHER = 0.2  # how much work it is for the index to gather an entry that has a beginning


@dataclass(frozen=True)
class Vocabulary:
    """The first words that begin as is looked for, one more than FEW of each; and, where the database wants to know
    them, how many entries there are that may have a word, and how many have each of the words ("word*": beginnings)."""

    begun: dict[str, list[str]]
    entries: int = 1
    counts: dict[str, int] = field(default_factory=dict)

    def completions(self) -> dict[str, list[str]]:
        """For each long beginning its words, where they are few: of whole words both databases read only as many
        entries as they need, of a beginning first all (SQLite where it is longer than those that its index knows).
        With them the beginnings that no word has."""
        return {
            text: words for text, words in self.begun.items() if not words or (len(text) >= LONG and len(words) <= FEW)
        }

    def share(self, expression: Expression) -> float:
        """What part of the entries fits, about; 0 where none can."""
        match expression:
            case Word(text, prefix) if text.startswith("_"):
                return COMMON
            case Word(text, prefix):
                return min(self.counts.get(text + "*" * prefix, 0) / self.entries, 1)
            case All(parts):
                return math.prod(map(self.share, parts))
            case Any(parts):
                return min(sum(map(self.share, parts)), 1)

    def work(self, expression: Expression) -> float:
        """How many rows the index makes the database fetch, and what it takes to gather beginnings before that."""
        begun = sum(self.share(word) for word in words_of(expression) if word.prefix)
        return (self.share(expression) + GATHER * begun) * self.entries

    def fitting(self, expression: Expression) -> float:
        """How many entries fit, about."""
        return self.share(expression) * self.entries


def beginnings(expression: Expression) -> list[str]:
    """Those beginnings whose words are asked for."""
    return [word.text for word in words_of(expression) if word.prefix and len(word.text) >= SHORT]
