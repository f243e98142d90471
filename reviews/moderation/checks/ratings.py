"""The review-bomb brake: ratings of new accounts wait while a film gets far more ratings than usual."""

from __future__ import annotations

from datetime import timedelta

from ..submission import Submission
from ..verdict import Finding, Outcome, Reason


def brake(submission: Submission) -> Finding | None:
    """New accounts' ratings of a film whose brake is on, or which nobody can have seen yet."""
    text, policy = submission.text, submission.policy
    if getattr(text, "half_steps", None) is None or not policy.brake_least or submission.author.is_staff:
        return None
    if submission.author.date_joined <= submission.now - timedelta(days=policy.brake_account_days):
        return None
    braked = submission.brake is not None and submission.brake.on_since is not None
    early = text.film.release_date is not None and text.film.release_date > submission.now.date()
    if not (braked or early):
        return None
    return Finding("brake", Outcome.HOLD, Reason.BRAKE, {"why": "before release" if early else "many ratings"})
