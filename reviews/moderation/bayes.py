"""A small classifier: spam or fine, with the words that decided.

Each word's chance of being in spam is smoothed towards a half (Robinson), the most telling words are combined with
Fisher's method: the result stays near a half where the words disagree, so a long review with one bad word is no spam.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import regex

from .fold import fold

TELLING, MOST_WORDS = 0.1, 150
STRENGTH = 0.45  # how many imagined texts stand behind the assumption of a half
_WORD = regex.compile(r"(?:https?://|www\.)[^\s/]+|[\w'’]{2,30}|[!$€£%]{2,}")


def features(words: str) -> set[str]:
    """The distinct words of a text, folded, each link as its host, and a few habits of writing."""
    found = set(_WORD.findall(fold(words[:20_000]).text))
    letters = [letter for letter in words[:20_000] if letter.isalpha()]
    if len(letters) > 20 and sum(map(str.isupper, letters)) > len(letters) / 2:
        found.add("(capitals)")
    if any(word.startswith(("http", "www.")) for word in found):
        found.add("(link)")
    return found


@dataclass(frozen=True)
class Opinion:
    """How likely spam, 0 to 1, and the words that decided with their own likelihoods, most telling first."""

    likelihood: float
    words: list[tuple[str, float]]


@dataclass(frozen=True)
class Classifier:
    """What was learned: in how many texts of each sort each word stood."""

    spam_texts: int
    fine_texts: int
    words: dict[str, list[int]]

    def knows_enough(self, least: int) -> bool:
        """Whether it has seen enough of both sorts to say anything."""
        return min(self.spam_texts, self.fine_texts) >= least

    def likelihood_of(self, word: str) -> float:
        """How likely a text with this word is spam; a half for an unknown one."""
        spam, fine = self.words.get(word, (0, 0))
        if not spam + fine:
            return 0.5
        in_spam, in_fine = spam / max(self.spam_texts, 1), fine / max(self.fine_texts, 1)
        raw = in_spam / (in_spam + in_fine)
        return (STRENGTH * 0.5 + (spam + fine) * raw) / (STRENGTH + spam + fine)

    def opinion(self, words: str) -> Opinion:
        """What it thinks of a text."""
        chances = [(word, self.likelihood_of(word)) for word in features(words)]
        telling = [(word, chance) for word, chance in chances if abs(chance - 0.5) > TELLING]
        telling = sorted(telling, key=lambda pair: (-abs(pair[1] - 0.5), pair[0]))[:MOST_WORDS]
        if not telling:
            return Opinion(0.5, [])
        for_spam = _fisher([1 - chance for _word, chance in telling])
        for_fine = _fisher([chance for _word, chance in telling])
        return Opinion((1 + for_spam - for_fine) / 2, [(word, round(chance, 3)) for word, chance in telling[:8]])


def learn(spam: Iterable[str], fine: Iterable[str]) -> Classifier:
    """Learns from texts of both sorts. Words that stood in one text only tell nothing and are left out."""
    bad, good = [features(words) for words in spam], [features(words) for words in fine]
    in_spam = Counter(word for found in bad for word in found)
    in_fine = Counter(word for found in good for word in found)
    kept = {word for word in in_spam.keys() | in_fine.keys() if in_spam[word] + in_fine[word] > 1}
    return Classifier(len(bad), len(good), {word: [in_spam[word], in_fine[word]] for word in sorted(kept)})


def _fisher(chances: list[float]) -> float:
    """1 minus the chi-square probability that such chances come together by accident."""
    total = -2 * sum(math.log(max(chance, 1e-12)) for chance in chances)
    half, term = total / 2, math.exp(-total / 2) if total < 1400 else 0.0
    added = term
    for step in range(1, len(chances)):
        term *= half / step
        added += term
    return 1 - min(added, 1.0)
