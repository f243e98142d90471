"""A rule's rehearsal: what it would have done to the texts of the last 30 days, before it is saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any

from django.utils import timezone

from .checks.links import domains
from .fold import fold
from .kinds import texts as kinds_of_text
from .models import Policy, Rule
from .repeats import words_of
from .rulebook import Rulebook, book_of
from .submission import Submission

DAYS, MOST, SECONDS, LISTED = 30, 20_000, 10, 50


@dataclass
class Rehearsal:
    """`found` of `looked_at` texts, `trusted` of them by trusted members; for `slow` the time was over."""

    looked_at: int = 0
    found: int = 0
    trusted: int = 0
    slow: int = 0
    is_complete: bool = True
    texts: list[Any] = field(default_factory=list)


def rehearse(rule: Rule) -> Rehearsal:
    """Runs a rule, saved or not, over the recent texts, for some seconds at most."""
    book, result, policy = book_of([rule]), Rehearsal(), Policy.current()
    since, deadline = timezone.now() - timedelta(days=DAYS), monotonic() + SECONDS
    trust: dict[int, bool] = {}
    for kind in kinds_of_text():
        texts = kind.texts().filter(created_at__gte=since, purged_at=None).order_by("-pk")
        for text in texts[:MOST].iterator(500):
            if monotonic() > deadline:
                result.is_complete = False
                return result
            _look(text, book, result, trust, policy)
    return result


def _look(text: Any, book: Rulebook, result: Rehearsal, trust: dict[int, bool], policy: Policy) -> None:
    result.looked_at += 1
    answer = _answer(text, book)
    if answer == "slow":
        result.slow += 1
    if not answer:
        return
    if text.author_id not in trust:
        trust[text.author_id] = Submission(text, text.author, policy).is_trusted
    result.found += 1
    result.trusted += trust[text.author_id]
    if len(result.texts) < LISTED:
        result.texts.append(text)


def _answer(text: Any, book: Rulebook) -> str:
    folded = fold(words_of(text))
    if book.blocked or book.allowed:
        hosts = domains(folded.text)
        return "found" if any(book.blocking(host) or book.allows(host) for host in hosts) else ""
    hits = [*book.phrases_in(folded), *book.patterns_in(folded)]
    if not hits:
        return ""
    return "slow" if hits[0].slow else "found"
