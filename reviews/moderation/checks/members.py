"""Checks that look at who writes."""

from __future__ import annotations

from ..submission import Submission
from ..verdict import Finding, Outcome, Reason


def barred(submission: Submission) -> Finding | None:
    """Deactivated accounts write nothing."""
    if submission.author.is_active:
        return None
    return Finding("barred", Outcome.REJECT, Reason.BARRED)


def premoderation(submission: Submission) -> Finding | None:
    """Sites that read everything first."""
    if not submission.policy.premoderate or submission.author.is_staff:
        return None
    return Finding("premoderation", Outcome.HOLD, Reason.PREMODERATION)


def first_texts(submission: Submission) -> Finding | None:
    """New members are held until the site has published their first texts."""
    wanted = submission.policy.hold_first_texts
    if submission.published >= wanted or submission.author.is_staff:
        return None
    evidence = {"published": submission.published, "wanted": wanted}
    return Finding("first_texts", Outcome.HOLD, Reason.FIRST_TEXTS, evidence)
