"""Appeals: who may object to what, and until when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .kinds import find
from .models import Appeal, Case, CaseEvent, Decision, Policy
from .ruling import Refused
from .state import lock_places

Action = Decision.Action
APPEALABLE = (Action.REJECT, Action.REMOVE, Action.SANCTION, Action.SPOILER)
WEIGHT = 50


def appealable_by(member: Any, policy: Policy, at: datetime | None = None) -> Any:
    """The decisions against which `member` may appeal now, or might `at` a time."""
    since = (at or timezone.now()) - timedelta(days=policy.appeal_days)
    return Decision.objects.standing().filter(member=member, action__in=APPEALABLE, at__gte=since, appeal=None)


def appeal(member: Any, decision: Decision, body: str, at: datetime | None = None) -> Appeal:
    """Files the one appeal against a decision; it becomes a case in the same queue."""
    policy = Policy.current()
    with transaction.atomic():
        lock_places([decision.film_id], [member.pk])
        if not appealable_by(member, policy, at).filter(pk=decision.pk).exists():
            raise Refused(_("An appeal against this decision is not possible, or was made already."))
        target = find(decision.kind, [decision.target_id]).get(decision.target_id)
        if target is None or getattr(target, "purged_at", None):
            raise Refused(_("The text is gone, so there is nothing to decide."))
        filed = Appeal.objects.create(decision=decision, member=member, body=body, at=at or timezone.now())
        case = Case.objects.open_for(target, "appeal", weight=WEIGHT, appealed=True)
        case.happened(CaseEvent.What.APPEALED, by=member)
    return filed
