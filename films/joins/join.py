"""Deciding on a pair: joined, kept apart, or a join taken back. Each is one transaction."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..models import Film, FilmPair, Pair, Person, PersonPair
from .journal import Journal
from .rules import RULES

PAIRS: dict[Any, Any] = {Film: FilmPair, Person: PersonPair}
DONE = _("Somebody else has decided on these two in the meantime.")
MOVED = _("One of the two has been joined with another one in the meantime.")
LATER = _("One of the two was joined once more after that. Take the later join back first.")
NOT_JOINED = _("These two are not joined.")


class CannotJoin(Exception):
    """It cannot be done now; `sentence` says why."""

    def __init__(self, sentence: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def join(pair: Any, kept: Any, by: Any) -> None:
    """Joins the pair, as whoever decides has seen it, into `kept`, one of its two. Raises CannotJoin."""
    refuse_if_decided(pair)
    gone, kept = lock(pair.other_id if kept.pk == pair.one_id else pair.one_id, kept.pk, type(kept))
    if gone.joined_into_id or kept.joined_into_id:
        raise CannotJoin(MOVED)
    rules, journal = RULES[type(kept)], Journal()
    rules.join(journal, gone, kept)
    inherit(journal, type(pair), gone, kept)
    rules.settle(journal, kept, gone)
    pair.gone, pair.journal = gone.pk, journal.steps
    pair.decide(Pair.Verdict.JOINED, by)


@transaction.atomic
def keep_apart(pair: Any, by: Any) -> None:
    """Remembers that the two are not one, so that nobody is asked again. Raises CannotJoin."""
    refuse_if_decided(pair)
    pair.decide(Pair.Verdict.APART, by)


@transaction.atomic
def undo(pair: Any, by: Any) -> None:
    """Takes a join back: both are as they were, with what was written since then where it stands. Raises CannotJoin."""
    lock_pair(pair)
    if pair.verdict != Pair.Verdict.JOINED:
        raise CannotJoin(NOT_JOINED)
    gone, kept = lock(pair.gone, pair.other_id if pair.gone == pair.one_id else pair.one_id, type(pair.one))
    if gone.joined_into_id != kept.pk or kept.joined_into_id or later(pair, kept):
        raise CannotJoin(LATER)
    journal = Journal(pair.journal)
    journal.undo()
    RULES[type(kept)].settle(journal, kept, gone)
    pair.gone, pair.journal = None, []
    pair.decide(Pair.Verdict.OPEN, by)


def refuse_if_decided(pair: Any) -> None:
    """Locks the pair; raises CannotJoin where it is no longer as whoever decides has seen it."""
    seen = pair.verdict
    lock_pair(pair)
    if pair.verdict != seen or seen == Pair.Verdict.JOINED:
        raise CannotJoin(DONE)


def lock_pair(pair: Any) -> None:
    """Reads the pair anew and locks it, before its two: so nobody waits for them in vain."""
    pair.refresh_from_db(from_queryset=type(pair)._base_manager.select_for_update(of=("self",)))


def lock(gone: int, kept: int, model: Any) -> tuple[Any, Any]:
    """Both rows, locked in the order in which members' texts follow a join: the one that goes, then the other."""
    rows = model._base_manager.select_for_update(no_key=True, of=("self",))
    return rows.get(pk=gone), rows.get(pk=kept)


def later(pair: Any, kept: Any) -> bool:
    """Whether anything was joined into `kept` after this pair."""
    pairs = type(pair)._base_manager.filter(verdict=Pair.Verdict.JOINED, decided_at__gt=pair.decided_at)
    return pairs.filter(Q(one=kept) | Q(other=kept)).exists()


def inherit(journal: Journal, pairs: Any, gone: Any, kept: Any) -> None:
    """What was asked about the one that goes counts for the one that stays: nobody is asked again."""
    for asked in pairs._base_manager.filter(Q(one=gone) | Q(other=gone)).exclude(verdict=Pair.Verdict.JOINED):
        third = asked.other_id if asked.one_id == gone.pk else asked.one_id
        first, second = sorted((third, kept.pk))
        if first != second and not pairs._base_manager.filter(one=first, other=second).exists():
            verdict, by, at = asked.verdict, asked.decided_by_id, asked.decided_at
            journal.make(pairs(one_id=first, other_id=second, verdict=verdict, decided_by_id=by, decided_at=at))
