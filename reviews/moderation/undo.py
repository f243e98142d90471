"""Taking decisions back: the state of the texts from before, the cases open again, and a record of it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from .kinds import find
from .locking import unlock
from .models import Appeal, Brake, Case, CaseEvent, Decision, Report, Sanction
from .notices import tell_authors
from .roles import APPEALS
from .ruling import Refused, appealed_sanctions, appeals_in
from .state import change, lock_places_of, put_back, whereabouts

Action = Decision.Action


def undoable(by: Any) -> Any:
    """The decisions that `by` may take back: own ones; for senior moderators all that people or the site made."""
    decisions = Decision.objects.standing().exclude(action__in=(Action.UNDO, Action.PURGE, Action.NOTE, Action.LIFT))
    return decisions if by.has_perm(APPEALS) else decisions.filter(by=by)


def undo(by: Any, decisions: list[Decision]) -> list[Decision]:
    """Takes back all of `decisions` (one, or one batch) in one transaction, or none and raises `Refused`."""
    with transaction.atomic():
        lock_places_of((one.film_id, one.member_id) for one in decisions)
        cases = {case.pk: case for case in Case.objects.lock([one.case_id for one in decisions if one.case_id])}
        targets = {
            kind: find(kind, [one.target_id for one in decisions if one.kind == kind]) for kind in kinds(decisions)
        }
        _refuse_if_late(decisions, targets)
        drafts = [_draft(by, decision) for decision in decisions]
        _put_back(decisions, drafts, targets)
        _undo_beside(decisions, targets)
        _reopen(list(cases.values()), by)
        _reopen_reports_and_appeals(decisions, cases)
        records = Decision.objects.record(drafts)
        tell_authors(records)
    return records


def kinds(decisions: list[Decision]) -> set[str]:
    """The kinds of target that the decisions are about."""
    return {decision.kind for decision in decisions}


def _draft(by: Any, decision: Decision) -> Decision:
    return Decision(
        by=by,
        action=Action.UNDO,
        **whereabouts(decision),
        case_id=decision.case_id,
        from_status=decision.to_status,
        to_status=decision.from_status,
        undoes=decision,
        is_demo=decision.is_demo,
        batch=decision.batch,
    )


def _refuse_if_late(decisions: list[Decision], targets: dict[str, dict[int, Any]]) -> None:
    if Decision.objects.filter(undoes__in=decisions).exists():
        raise Refused(_("This decision was taken back already."))
    latest = _latest_changes(decisions)
    for decision in decisions:
        target = targets[decision.kind].get(decision.target_id)
        if not decision.before and (target or decision.action != Action.LOCK):
            continue
        if target is None or target.purged_at:
            raise Refused(_("The text is gone, so the decision cannot be taken back."))
        is_last = latest.get((decision.kind, decision.target_id), decision.pk) <= decision.pk
        if not is_last or target.status != decision.to_status:
            raise Refused(_("Something was decided later on this text. Take that back first."))


def _latest_changes(decisions: list[Decision]) -> dict[tuple[str, int], int]:
    """For each target the newest standing decision, outside of these, that changed it."""
    ours = {decision.pk for decision in decisions}
    later = Decision.objects.standing().filter(pk__gt=min(ours)).exclude(before={}).exclude(action=Action.UNDO)
    if len(decisions) == 1:
        later = later.filter(kind=decisions[0].kind, target_id=decisions[0].target_id)
    rows = later.order_by("pk").values_list("kind", "target_id", "pk").iterator()
    return {(kind, target_id): pk for kind, target_id, pk in rows if pk not in ours}


def _put_back(decisions: list[Decision], drafts: list[Decision], targets: dict[str, dict[int, Any]]) -> None:
    changed = {(one.kind, one.target_id): one.before for one in decisions if one.before}
    for kind in kinds(decisions):
        texts = [text for pk, text in targets[kind].items() if (kind, pk) in changed]
        change(texts, lambda text, kind=kind: put_back(text, changed[kind, text.pk]))  # type: ignore[misc]
    for draft in drafts:
        target = targets[draft.kind].get(draft.target_id)
        draft.to_status = getattr(target, "status", "")


def _undo_beside(decisions: list[Decision], targets: dict[str, dict[int, Any]]) -> None:
    now = timezone.now()
    for decision in decisions:
        if decision.action == Action.LOCK:
            unlock(targets[decision.kind][decision.target_id], decision.before)
        elif decision.action == Action.SANCTION:
            Sanction.objects.filter(decision_id=decision.pk, lifted_at=None).update(lifted_at=now)
        elif decision.action == Action.RELEASE:
            Brake.objects.filter(film_id=decision.target_id).update(on_since=now, released_at=None)


def _reopen(cases: list[Case], by: Any) -> None:
    """Opens the cases again, but where another one has been opened for the same text since."""
    pks = [case.pk for case in cases]
    anew = set(Case.objects.open().exclude(pk__in=pks).values_list("kind", "target_id")) if pks else set()
    again = [case.pk for case in cases if (case.kind, case.target_id) not in anew]
    Case.objects.filter(pk__in=again).update(closed_at=None, escalated=False)
    Case.objects.filter(pk__in=pks).update(version=F("version") + 1)
    what = CaseEvent.What.REOPENED
    CaseEvent.objects.bulk_create(
        [CaseEvent(case=case, version=case.version + 1, what=what, by=by) for case in cases], batch_size=500
    )


def _reopen_reports_and_appeals(decisions: list[Decision], cases: dict[int, Case]) -> None:
    for decision in decisions:
        case = cases.get(decision.case_id or 0)
        if case and decision.action in (Action.GRANT, Action.DENY):
            if decision.action == Action.GRANT:
                appealed_sanctions(case).filter(lifted_at__gte=decision.at).update(lifted_at=None)
            appeals = appeals_in(case).filter(answered_at__gte=decision.at)
            appeals.update(outcome=Appeal.Outcome.OPEN, answered_at=None)
    reported = [pk for pk, case in cases.items() if case.reported]
    if reported:
        settled = Report.objects.filter(case__in=reported, decided_at__gte=min(one.at for one in decisions))
        anew = Report.objects.open().filter(reporter=OuterRef("reporter"), kind=OuterRef("kind"))
        settled = settled.filter(~Exists(anew.filter(target_id=OuterRef("target_id"))))
        settled.update(outcome=Report.Outcome.OPEN, decided_at=None)
