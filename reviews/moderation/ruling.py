"""A ruling: what a moderator, or the site itself, decides on cases; one transaction with everything that follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..status import Status
from . import permits
from .kinds import find
from .locking import lock
from .models import Appeal, Brake, Case, Decision, Policy, Sanction
from .settling import settle
from .state import change, lock_places_of, restore, set_status, snapshot, whereabouts

Action = Decision.Action

TO_STATUS = {
    Action.PUBLISH: Status.PUBLISHED,
    Action.SPOILER: Status.PUBLISHED,
    Action.REJECT: Status.REJECTED,
    Action.REMOVE: Status.REMOVED,
    Action.HOLD: Status.PENDING,
}


class Refused(Exception):
    """A decision that is not made. `changes` are the events that the moderator had not seen."""

    def __init__(self, message: Any, changes: Any = ()) -> None:
        super().__init__(str(message))
        self.message, self.changes = str(message), list(changes)


@dataclass(frozen=True)
class Ruling:
    """One decision on one or many cases. `by` None is the site itself."""

    by: Any
    action: str
    ground: str = ""
    letter: str = ""
    quote: str = ""
    rule: str = ""
    batch: str = ""
    policy: Policy = field(default_factory=Policy.current)
    at: datetime = field(default_factory=timezone.now)

    def decide(self, pks: list[int], seen: dict[int, int] | None = None) -> list[Decision]:
        """Decides all these cases or, raising `Refused`, none. `seen` are the versions that the moderator saw."""
        with transaction.atomic():
            cases = locked_cases(pks)
            if len(cases) != len(set(pks)):
                raise Refused(_("This case does not exist any more."))
            for case in cases:
                self._check(case, (seen or {}).get(case.pk))
            drafts = [self._draft(case) for case in cases]
            self._change(cases, drafts)
            decisions = Decision.objects.record(drafts)
            settle(cases, decisions, self.policy)
        return decisions

    def _check(self, case: Case, seen: int | None) -> None:
        if seen is not None and seen != case.version:
            raise Refused(_("This case has changed since you opened it. Nothing was decided."), case.since(seen))
        if case.closed_at is not None:
            raise Refused(_("This case is closed already. Nothing was decided."), case.since(case.version - 1))
        if self.by is None:
            return
        if reason := permits.refusal(case, self.by, self.policy):
            raise Refused(reason)
        if self.action not in permits.actions(case):
            raise Refused(_("This cannot be decided here."))

    def _draft(self, case: Case) -> Decision:
        text = case.target
        status = getattr(text, "status", "")
        return Decision.draft(
            by=self.by,
            at=self.at,
            action=self.action,
            **whereabouts(case),
            case_id=case.pk,
            from_status=status,
            to_status=status,
            ground=self.ground,
            letter=self.letter,
            quote=self.quote,
            rule=self.rule,
            batch=self.batch,
            evidence=getattr(text, "trace", []),
            is_demo=bool(case.member and case.member.is_demo),
            waited=max(0, int((self.at - case.opened_at).total_seconds())),
        )

    def _change(self, cases: list[Case], drafts: list[Decision]) -> None:
        """Changes the targets as the action says; each draft keeps the state before and after."""
        texts = [(case, draft) for case, draft in zip(cases, drafts, strict=True) if hasattr(case.target, "status")]
        how = self._how(cases)
        if how:
            for case, draft in texts:
                draft.before = snapshot(case.target)
            change([case.target for case, _draft in texts], how)
            for case, draft in texts:
                draft.to_status = case.target.status
        for case, draft in zip(cases, drafts, strict=True):
            self._beside(case, draft)

    def _how(self, cases: list[Case]) -> Callable[[Any], None] | None:
        """What happens to a text, or None where nothing does."""
        if self.action in TO_STATUS:
            return lambda text: set_status(text, TO_STATUS[Action(self.action)], self.at, spoiler=self._marks)
        if self.action == Action.LOCK:
            return lambda text: None
        if self.action == Action.GRANT:
            before = {case.target: appeal.decision.before for case in cases if (appeal := open_appeal(case))}
            return lambda text: restore(text, before.get(text, {}))
        return None

    @property
    def _marks(self) -> bool:
        return self.action == Action.SPOILER

    def _beside(self, case: Case, draft: Decision) -> None:
        """What an action changes beside the text itself."""
        if self.action == Action.LOCK:
            draft.before |= lock(case.target)
        elif self.action == Action.GRANT and case.kind == "member":
            appealed_sanctions(case).filter(lifted_at=None).update(lifted_at=self.at)
        elif self.action == Action.RELEASE:
            Brake.objects.filter(film_id=case.target_id).update(released_at=self.at, on_since=None)


def locked_cases(pks: list[int]) -> list[Case]:
    """The cases under lock, with the targets as they are now: films first, then members, then cases."""
    lock_places_of(Case.objects.filter(pk__in=pks).values_list("film_id", "member_id"))
    cases = list(Case.objects.lock(pks))
    with_targets(cases)
    return cases


def with_targets(cases: list[Case]) -> list[Case]:
    """Fetches the targets of many cases with one query a kind, and drops none: a target that is gone is None."""
    for kind in {case.kind for case in cases}:
        mine = [case for case in cases if case.kind == kind]
        found = find(kind, [case.target_id for case in mine])
        for case in mine:
            case.target = found.get(case.target_id)
            if case.target is not None and kind not in ("film",):
                case.member = getattr(case.target, "author", case.target)
    return cases


def appealed_sanctions(case: Case) -> Any:
    """The sanctions against which the member of the case appeals."""
    return Sanction.objects.filter(decision_id__in=appeals_in(case).values("decision_id"))


def appeals_in(case: Case) -> Any:
    """All appeals that the case is about, open or answered."""
    return Appeal.objects.filter(decision__kind=case.kind, decision__target_id=case.target_id)


def open_appeal(case: Case) -> Appeal | None:
    """The appeal that the case is about."""
    return appeals_in(case).select_related("decision", "decision__by").filter(outcome=Appeal.Outcome.OPEN).first()
