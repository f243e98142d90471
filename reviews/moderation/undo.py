"""Taking decisions back: the state of the texts from before, the cases open again, and a record of it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from .kinds import find
from .models import Appeal, Brake, Case, CaseEvent, Decision, Report, Sanction
from .notices import tell_authors
from .roles import APPEALS
from .ruling import Refused, appealed_sanctions, appeals_in
from .state import change, lock_places, put_back

Action = Decision.Action


def undoable(by: Any) -> Any:
    """The decisions that `by` may take back: own ones; for senior moderators all that people or the site made."""
    decisions = Decision.objects.standing().exclude(action__in=(Action.UNDO, Action.PURGE, Action.NOTE, Action.LIFT))
    return decisions if by.has_perm(APPEALS) else decisions.filter(by=by)


def undo(by: Any, decisions: list[Decision]) -> list[Decision]:
    """Takes back all of `decisions` (one, or one batch) in one transaction, or none and raises `Refused`."""
    with transaction.atomic():
        lock_places((one.film_id for one in decisions), (one.member_id for one in decisions if one.film_id is None))
        cases = {case.pk: case for case in Case.objects.lock([one.case_id for one in decisions if one.case_id])}
        drafts = [_take_back(by, decision, cases.get(decision.case_id or 0)) for decision in decisions]
        records = Decision.objects.record(drafts)
        tell_authors(records)
    return records


def _take_back(by: Any, decision: Decision, case: Case | None) -> Decision:
    target: Any = find(decision.kind, [decision.target_id]).get(decision.target_id)
    draft = Decision(
        by=by,
        action=Action.UNDO,
        kind=decision.kind,
        target_id=decision.target_id,
        member_id=decision.member_id,
        film_id=decision.film_id,
        case_id=decision.case_id,
        undoes=decision,
        is_demo=decision.is_demo,
        batch=decision.batch,
    )
    _refuse_if_late(decision, target)
    if decision.before:
        draft.from_status = target.status
        change([target], lambda text: put_back(text, decision.before))
        _reopen_comments(decision, target)
        draft.to_status = target.status
    _undo_sanction(decision)
    if decision.action == Action.RELEASE:
        Brake.objects.filter(film_id=decision.target_id).update(on_since=timezone.now(), released_at=None)
    if case:
        _reopen(case, by, decision)
    return draft


def _refuse_if_late(decision: Decision, target: Any) -> None:
    if Decision.objects.filter(undoes=decision).exists():
        raise Refused(_("This decision was taken back already."))
    if not decision.before:
        return
    if target is None or target.purged_at:
        raise Refused(_("The text is gone, so the decision cannot be taken back."))
    later = Decision.objects.of(decision.kind, decision.target_id).standing().filter(pk__gt=decision.pk)
    if later.exclude(before={}).exclude(action=Action.UNDO).exists() or target.status != decision.to_status:
        raise Refused(_("Something was decided later on this text. Take that back first."))


def _reopen_comments(decision: Decision, target: Any) -> None:
    if decision.action == Action.LOCK:
        place = target if hasattr(target, "comments_open") else (target.review or target.film)
        type(place)._default_manager.filter(pk=place.pk).update(comments_open=True)


def _undo_sanction(decision: Decision) -> None:
    if decision.action == Action.SANCTION:
        Sanction.objects.filter(decision_id=decision.pk, lifted_at=None).update(lifted_at=timezone.now())


def _reopen(case: Case, by: Any, decision: Decision) -> None:
    """Opens the case again, unless another one has been opened for the same text since."""
    other = Case.objects.open().filter(kind=case.kind, target_id=case.target_id).exclude(pk=case.pk)
    if not other.exists():
        Case.objects.filter(pk=case.pk).update(closed_at=None, escalated=False)
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1)
    CaseEvent.objects.create(case=case, version=case.version + 1, what=CaseEvent.What.REOPENED, by=by)
    if decision.action in (Action.GRANT, Action.DENY):
        if decision.action == Action.GRANT:
            appealed_sanctions(case).filter(lifted_at=decision.at).update(lifted_at=None)
        answered = appeals_in(case).filter(answered_at__gte=decision.at)
        answered.update(outcome=Appeal.Outcome.OPEN, answered_at=None)
    else:
        _reopen_reports(case, decision)


def _reopen_reports(case: Case, decision: Decision) -> None:
    again = set(
        Report.objects.open().filter(kind=case.kind, target_id=case.target_id).values_list("reporter", flat=True)
    )
    settled = Report.objects.filter(case=case, decided_at__gte=decision.at).exclude(reporter__in=again)
    settled.update(outcome=Report.Outcome.OPEN, decided_at=None)
