"""Typing errors: a word that nobody knows is compared with the words of the catalogue, not with its titles.

One error away: all that one error could have made of a word are looked up by key, some hundred rows. Two errors away:
only longer words, among those that begin alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any as Anything

from django.db.models import QuerySet
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from ..models import SearchWord
from ..prepared import prepared
from .expressions import All, Any, Expression, Word
from .fulltext import known
from .query import is_year

ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзиклмнопрстуфхцчшщъыьэюя",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
)
SHORTEST, LONG = 3, 7
BEGINNING = 3  # letters that two errors leave alone
CLOSE, MORE = 6, 40  # corrections of a word alone, and of one of several that tell which is meant
COMPARED = 3000


class Speller:
    """Corrects the words of one search, and asks the vocabulary for no word twice."""

    def __init__(self) -> None:
        self.looked_up: dict[str, int] = {}

    def known(self, words: Iterable[str]) -> dict[str, int]:
        """Those of the words that the vocabulary has, with how many entries have them."""
        words = set(words)
        if new := words - self.looked_up.keys():
            self.looked_up |= dict.fromkeys(new, 0) | known(list(new))
        return {word: self.looked_up[word] for word in words if self.looked_up[word]}

    def widened(self, words: list[str], doubted: set[str] | None = None) -> list[Expression]:
        """Each word with those that it may have been meant to be: `doubted` ones; the unknown; all, if all are known.
        A single word is doubted in any case."""
        strange = doubted or (len(words) > 1 and set(words) - self.known(words).keys()) or set(words)
        parts: list[Expression] = []
        for position, word in enumerate(words):
            joined = [Word(word + words[position + 1])] if position + 1 < len(words) else []
            joined += [Word(words[position - 1] + word)] if position else []
            most = CLOSE if len(words) == 1 else MORE
            corrected = self.corrections(word, most) if word in strange else []
            of_the_year = [Word(f"_{word}")] if is_year(word) else []
            parts.append(Any((Word(word, prefix=len(word) > 1), *of_the_year, *joined, *corrected)))
        return parts

    def corrections(self, word: str, most: int) -> list[Expression]:
        """The likeliest words for a mistyped one, the commonest first; also two words that were typed as one."""
        if len(word) < SHORTEST or word.isdecimal():
            return []
        halves = [(word[:i], word[i:]) for i in range(1, len(word))]
        near = self.known([*one_error(word), *(half for pair in halves for half in pair)])
        pairs: list[Expression] = [All((Word(a), Word(b))) for a, b in halves if a in near and b in near]
        found = [other for other in near if OSA.distance(word, other, score_cutoff=1) == 1]
        if not found and len(word) >= LONG:
            near = begun_alike(word)
            found = [other for other, *_ in extract(word, near.keys(), scorer=OSA.distance, score_cutoff=2, limit=None)]
        found.sort(key=lambda other: (other[0] != word[0], -near[other], other))
        return [*map(Word, found[:most]), *pairs[:2]]


def begun_alike(word: str) -> dict[str, int]:
    """The commonest words of about the same length that begin with the same letters."""
    start = word[:BEGINNING]
    alike = between(start, start + chr(0x10FFFF))
    return {other: count for other, count in alike if abs(len(other) - len(word)) <= 2}


@prepared
def between(first: str, after: str) -> QuerySet[SearchWord, Anything]:
    """The commonest of the words from one to another."""
    words = SearchWord.objects.filter(word__gte=first, word__lt=after).order_by("-count", "word")
    return words.values_list("word", "count")[:COMPARED]


def one_error(word: str) -> Iterator[str]:
    """What is one letter too many, too few, wrong or swapped away from `word`."""
    letters = next((letters for letters in ALPHABETS if any(c in letters for c in word)), "")
    for i in range(len(word) + 1):
        before, after = word[:i], word[i:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in letters:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]
