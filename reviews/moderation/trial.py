"""How good the classifier is: ten trainings, each tried on the tenth of the texts that it has not seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .bayes import learn

FOLDS = 10


@dataclass
class Trial:
    """What was held of what. `wrongly` are the fine texts that would have been held."""

    spam: int = 0
    fine: int = 0
    held_spam: int = 0
    wrongly: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Which share of what is held is spam."""
        held = self.held_spam + len(self.wrongly)
        return self.held_spam / held if held else 1.0

    @property
    def recall(self) -> float:
        """Which share of the spam is held."""
        return self.held_spam / self.spam if self.spam else 1.0

    @property
    def false_positives(self) -> float:
        """Which share of the fine texts is held."""
        return len(self.wrongly) / self.fine if self.fine else 0.0

    def __str__(self) -> str:
        return (
            f"{self.spam} texts of spam and {self.fine} fine ones: precision {self.precision:.1%}, recall"
            f" {self.recall:.1%}, held wrongly {len(self.wrongly)} ({self.false_positives:.2%})"
        )


def cross_validate(spam: Sequence[str], fine: Sequence[str], threshold: int) -> Trial:
    """Every text is judged once, by a classifier that learned from nine tenths of the others."""
    trial = Trial()
    for fold in range(FOLDS):
        learned = learn(_without(spam, fold), _without(fine, fold))
        tried = judge_all(learned.opinion, spam[fold::FOLDS], fine[fold::FOLDS], threshold)
        trial.spam, trial.fine = trial.spam + tried.spam, trial.fine + tried.fine
        trial.held_spam += tried.held_spam
        trial.wrongly += tried.wrongly
    return trial


def judge_all(opinion: Any, spam: Iterable[str], fine: Iterable[str], threshold: int) -> Trial:
    """What one classifier holds of texts that it has not seen."""
    spam, fine = list(spam), list(fine)
    held = sum(100 * opinion(words).likelihood >= threshold for words in spam)
    wrongly = [words for words in fine if 100 * opinion(words).likelihood >= threshold]
    return Trial(len(spam), len(fine), held, wrongly)


def _without(texts: Sequence[str], fold: int) -> list[str]:
    return [words for place, words in enumerate(texts) if place % FOLDS != fold]
