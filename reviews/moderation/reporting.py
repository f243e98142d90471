"""Reporting: a member's report joins the target's case, and many of them hold the text until somebody looks."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ..status import Status
from .grounds import URGENT, Ground
from .kinds import author_of, film_id_of, kind_of
from .models import Case, CaseEvent, Decision, Policy, Report
from .ruling import Refused, Ruling
from .state import lock_places
from .submission import Submission
from .tasks import alarm_moderators

WEIGHT, URGENT_WEIGHT = 10, 1000


def report(reporter: Any, target: Any, ground: str, note: str = "") -> Report:
    """Files a report and everything that follows; raises `Refused` for a second one, an own text or too many a day."""
    policy = Policy.current()
    with transaction.atomic():
        lock_places([film_id_of(target)], [getattr(author_of(target), "pk", None)])
        _refuse(reporter, target, policy)
        weight = Report.objects.weight_of(reporter)
        heaviness = WEIGHT + (URGENT_WEIGHT if ground in URGENT else 0)
        case = Case.objects.open_for(target, ground, weight=heaviness, reported=True)
        filed = Report.objects.create(
            reporter=reporter,
            case=case,
            kind=case.kind,
            target_id=target.pk,
            ground=ground,
            note=note,
            weight=weight,
        )
        _weigh(case, weight)
        case.happened(CaseEvent.What.REPORTED, note=str(Ground(ground).label))
        _hold_if_heavy(case, target, policy)
        if ground in URGENT and Report.objects.filter(case=case, ground__in=URGENT).count() == 1:
            transaction.on_commit(partial(alarm_moderators.enqueue, case.pk, ground))
    return filed


def _refuse(reporter: Any, target: Any, policy: Policy) -> None:
    author = author_of(target)
    if author is not None and author.pk == reporter.pk:
        raise Refused(_("This is your own. You can edit or withdraw it."))
    if Report.objects.open().filter(reporter=reporter, kind=kind_of(target), target_id=target.pk).exists():
        raise Refused(_("You have reported this already. A moderator will look at it."))
    if Report.objects.today_by(reporter).count() >= policy.reports_a_day:
        raise Refused(_("You have sent many reports today. Please wait until tomorrow."))


def _weigh(case: Case, weight: float) -> None:
    Case.objects.filter(pk=case.pk).update(
        report_weight=F("report_weight") + weight, weight=F("weight") + round(WEIGHT * weight)
    )
    case.refresh_from_db(fields=["report_weight", "weight"])


def _hold_if_heavy(case: Case, target: Any, policy: Policy) -> None:
    if not policy.report_weight or case.report_weight < policy.report_weight:
        return
    if getattr(target, "status", None) != Status.PUBLISHED or target.withdrawn_at:
        return
    trusted = Submission(target, target.author, policy).is_trusted
    if not trusted or policy.reports_hold_trusted:
        Ruling(None, Decision.Action.HOLD, rule="reports", policy=policy).decide([case.pk])
