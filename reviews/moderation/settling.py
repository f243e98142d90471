"""What follows from decisions: cases close, reports and appeals get their outcome, people are told."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F

from .models import Appeal, Case, CaseEvent, Decision, Policy, Report
from .models.case import CaseEvent as Event
from .notices import tell_authors, tell_reporters
from .tasks import learn_from_decisions

Action = Decision.Action

STAYS_OPEN = (Action.ESCALATE, Action.NOTE, Action.HOLD)
UPHOLDS = (Action.REMOVE, Action.REJECT, Action.SPOILER, Action.LOCK, Action.SANCTION)
EVENTS = {Action.ESCALATE: Event.What.ESCALATED, Action.NOTE: Event.What.NOTED, Action.HOLD: Event.What.HELD}


def settle(cases: list[Case], decisions: list[Decision], policy: Policy) -> None:
    """Brings cases, reports, appeals and notices in line with decisions of one ruling, one for each case."""
    action = Action(decisions[0].action) if decisions else Action.NOTE
    pks = [case.pk for case in cases]
    changes: dict[str, Any] = {"version": F("version") + 1}
    if action not in STAYS_OPEN:
        changes |= {"closed_at": decisions[0].at, "claimed_by": None, "claimed_until": None}
    elif action != Action.NOTE:
        changes["escalated" if action == Action.ESCALATE else "held"] = True
    Case.objects.filter(pk__in=pks).update(**changes)
    _write_events(cases, decisions, action)
    if action not in STAYS_OPEN:
        _settle_reports(pks, action, decisions)
        _settle_appeals(cases, decisions[0])
    tell_authors(decisions)
    _count_towards_training(sum(not decision.is_demo for decision in decisions), policy.retrain_every)


def _count_towards_training(made: int, every: int) -> None:
    Policy.objects.filter(pk=1).update(decided_since=F("decided_since") + made)
    if made and every and Policy.objects.filter(pk=1, decided_since__gte=every).exists():
        transaction.on_commit(learn_from_decisions.enqueue)


def _write_events(cases: list[Case], decisions: list[Decision], action: Action) -> None:
    what = EVENTS.get(action, Event.What.DECIDED)
    CaseEvent.objects.bulk_create(
        [
            CaseEvent(
                case=case,
                version=case.version + 1,
                what=what,
                by=decision.by,
                at=decision.at,
                note=decision.said.letter if action == Action.NOTE else decision.get_action_display(),
            )
            for case, decision in zip(cases, decisions, strict=True)
        ],
        batch_size=500,
    )


def _settle_reports(pks: list[int], action: Action, decisions: list[Decision]) -> None:
    if action in (Action.GRANT, Action.DENY):
        return
    reports = Report.objects.open().filter(case__in=pks).select_related("reporter")
    outcome = Report.Outcome.UPHELD if action in UPHOLDS else Report.Outcome.DECLINED
    settled = list(reports)
    Report.objects.filter(pk__in=[report.pk for report in settled]).update(outcome=outcome, decided_at=decisions[0].at)
    tell_reporters(settled, outcome, {decision.case_id: decision for decision in decisions})


def _settle_appeals(cases: list[Case], decision: Decision) -> None:
    outcome = Appeal.Outcome.DENIED if decision.action == Action.DENY else Appeal.Outcome.GRANTED
    for case in cases:
        if case.appealed:
            appeals = Appeal.objects.filter(outcome=Appeal.Outcome.OPEN, decision__kind=case.kind)
            appeals.filter(decision__target_id=case.target_id).update(outcome=outcome, answered_at=decision.at)
