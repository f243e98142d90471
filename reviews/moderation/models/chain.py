"""Following the chain of decisions from the first to the last."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from .decision import DEMO_BOOK, SITE_BOOK, Decision, LogTail

Purged = dict[tuple[str, int], int]


def broken_links(is_demo: bool = False) -> Iterator[tuple[int, str]]:
    """What is wrong with a chain, as (number, problem), in order; nothing for a chain that is whole."""
    number, last = 0, ""
    chain = Decision.objects.filter(is_demo=is_demo)
    purged = _purged(is_demo)
    for decision in chain.select_related("words").order_by("number").iterator(2000):
        number += 1
        if decision.number != number:
            yield number, str(_("is missing"))
            number = decision.number
        if decision.previous_hash != last:
            yield number, str(_("does not follow from the record before it"))
        if decision.digest() != decision.hash:
            yield number, str(_("was changed after it was written"))
        if problem := _about_words(decision, purged):
            yield number, problem
        last = decision.hash
    tail = LogTail.objects.filter(pk=DEMO_BOOK if is_demo else SITE_BOOK).first() or LogTail()
    if (tail.number, tail.hash) != (number, last):
        yield number + 1, str(_("is missing at the end"))


def _purged(is_demo: bool) -> Purged:
    """When each erased text was erased for the last time, as the number of that record."""
    erasings = Decision.objects.filter(is_demo=is_demo, action=Decision.Action.PURGE).order_by()
    rows = erasings.values_list("kind", "target_id").annotate(last=Max("number"))
    return {(kind, target_id): last for kind, target_id, last in rows}


def _about_words(decision: Decision, purged: Purged) -> str:
    """What is wrong with the words of a record; "" where they are as they were said, or were erased in time."""
    words = getattr(decision, "words", None)
    if words is not None:
        return "" if words.digest() == decision.words_digest else str(_("has other words than it was written with"))
    is_erased = purged.get((decision.kind, decision.target_id), 0) > decision.number
    return "" if is_erased or not decision.words_digest else str(_("has lost its words"))
