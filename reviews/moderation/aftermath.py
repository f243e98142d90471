"""What follows in the same transaction when a text was judged and saved, or withdrawn by its author."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from ..status import Status
from .braking import watch
from .grounds import Ground
from .kinds import kind_of
from .models import Case, CaseEvent, Decision, Policy
from .notices import reply_notices, tell, tell_held
from .repeats import remember, words_of
from .ruling import Ruling
from .verdict import Outcome, Reason, Verdict, for_author

Action = Decision.Action


def follow_up(text: Any, verdict: Verdict, *, is_new: bool = False) -> None:
    """Opens or refreshes the case of a held text, remembers its fingerprint, and tells who has to know.

    Call it after the text is saved, inside the lock of its film. `is_new`: its row is, so nothing can stand about it.
    """
    remember(text, words_of(text), is_new=is_new)
    watch(text, verdict, verdict.policy or Policy.current())
    case = None if is_new else Case.objects.open().of(text).first()
    if verdict.outcome == Outcome.REJECT:
        _turn_down(text, verdict)
    elif text.status == Status.PENDING:
        _hold(text, verdict, case)
    elif case:
        _edited(text, case)
    if kind_of(text) == "comment" and text.is_visible and not text.edited_at:
        tell(reply_notices(text))


def _hold(text: Any, verdict: Verdict, case: Case | None) -> None:
    reason = next((found.reason for found in verdict.findings if found.outcome == Outcome.HOLD), Reason.DECIDED_BEFORE)
    weight = sum(found.outcome == Outcome.HOLD for found in verdict.findings) or 1
    was_held = bool(case and case.held)
    case = Case.objects.open_for(text, reason, weight=weight, held=True)
    case.happened(CaseEvent.What.EDITED if was_held else CaseEvent.What.HELD, by=text.author)
    if not was_held:
        tell_held(text, case.kind)


def _turn_down(text: Any, verdict: Verdict) -> None:
    """The site's own decision, on record like any other: the author hears of it and may appeal."""
    finding = next(found for found in verdict.findings if found.outcome == Outcome.REJECT)
    case = Case.objects.open_for(text, finding.reason, held=True)
    rules, policy = finding.evidence.get("rules", []), Policy.current()
    letter = "\n".join(for_author([finding.as_json()], tell=policy.tell_reasons))
    ruling = Ruling(None, Action.REJECT, Ground.OTHER, letter, rule=", ".join(rules)[:200], policy=policy)
    ruling.decide([case.pk])
    text.refresh_from_db()


def _edited(text: Any, case: Case) -> None:
    """An edit that passes ends the hold; reports and appeals still wait for their decision."""
    case.happened(CaseEvent.What.EDITED, by=text.author)
    if case.held and not (case.reported or case.appealed):
        Case.objects.filter(pk=case.pk).update(held=False, closed_at=timezone.now())


def withdrawn(text: Any) -> None:
    """Closes the open case of a text that its author took back; reporters' cases stay open, for the record."""
    for case in Case.objects.open().of(text):
        case.happened(CaseEvent.What.WITHDRAWN, by=text.author)
        if not (case.reported or case.appealed):
            Case.objects.filter(pk=case.pk).update(closed_at=timezone.now())
