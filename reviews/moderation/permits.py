"""Which decisions a case allows, and who may take them."""

from __future__ import annotations

from typing import Any

from ..status import Status
from . import roles
from .models import Appeal, Case, Decision, Policy, Report

Action = Decision.Action

ALWAYS = (Action.ESCALATE, Action.NOTE)
BY_STATUS = {
    Status.PENDING: (Action.PUBLISH, Action.REJECT, Action.REMOVE, Action.SPOILER, Action.LOCK),
    Status.PUBLISHED: (Action.PUBLISH, Action.REMOVE, Action.SPOILER, Action.LOCK),
    Status.REJECTED: (Action.PUBLISH, Action.REMOVE),
    Status.REMOVED: (Action.PUBLISH,),
}


def actions(case: Case) -> list[str]:
    """What can be decided on this case as it stands."""
    if case.appealed:
        return [Action.GRANT, Action.DENY, *ALWAYS]
    if case.kind == "film":
        return [Action.RELEASE, Action.NOTE]
    text = case.target
    if not hasattr(text, "status"):
        return [Action.PUBLISH, *ALWAYS]
    allowed = BY_STATUS[Status(text.status)]
    if case.kind in ("profile", "suggestion"):
        allowed = tuple(action for action in allowed if action not in (Action.SPOILER, Action.LOCK))
    return [*allowed, *ALWAYS]


def refusal(case: Case, by: Any, policy: Policy) -> Any:
    """Why `by` may not decide on this case, in a sentence; "" where nothing stands against it."""
    if (case.appealed or case.escalated) and not by.has_perm(roles.APPEALS):
        return roles.SENIOR_ONLY
    conflict = own_affair(case, by, policy)
    return "" if conflict and roles.is_only_moderator(by) else conflict


def own_affair(case: Case, by: Any, policy: Policy) -> Any:
    """How the case touches the moderator's own affairs, in a sentence, or ""."""
    if case.member_id == by.pk:
        return roles.OWN_TEXT
    if case.appealed and _decided_by(case, by):
        return roles.OWN_DECISION
    if case.reported and not case.held and not policy.reporter_may_decide and _only_reporter(case, by):
        return roles.OWN_REPORT
    return ""


def _decided_by(case: Case, by: Any) -> bool:
    appeals = Appeal.objects.filter(outcome=Appeal.Outcome.OPEN, decision__by=by)
    return appeals.filter(decision__kind=case.kind, decision__target_id=case.target_id).exists()


def _only_reporter(case: Case, by: Any) -> bool:
    reporters = set(Report.objects.open().filter(case=case).values_list("reporter_id", flat=True))
    return reporters == {by.pk}
