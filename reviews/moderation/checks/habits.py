"""Checks that look at what the author, and everybody else, wrote before."""

from __future__ import annotations

from datetime import timedelta

from ..kinds import kind_of
from ..repeats import earlier_like
from ..submission import Submission
from ..verdict import Finding, Outcome, Reason

LEAST, LATEST = 5, 20


def flood(submission: Submission) -> Finding | None:
    """Many texts within a short time; an edit is not a new text."""
    policy = submission.policy
    since = submission.now - timedelta(minutes=policy.flood_minutes)
    count = sum(past.created_at > since for past in submission.past)
    if submission.text.pk or not policy.flood_texts or count < policy.flood_texts:
        return None
    evidence = {"count": count, "minutes": policy.flood_minutes}
    return Finding("flood", Outcome.HOLD, Reason.FLOOD, evidence)


def rejections(submission: Submission) -> Finding | None:
    """Authors of whose latest texts many were not accepted."""
    decided = [past for past in submission.past if past.status != "pending"][:LATEST]
    refused = sum(past.status in ("rejected", "removed") for past in decided)
    limit = submission.policy.refused_percent
    if len(decided) < LEAST or not limit or refused * 100 < limit * len(decided):
        return None
    return Finding("rejections", Outcome.HOLD, Reason.REJECTIONS, {"refused": refused, "of": len(decided)})


def repeats(submission: Submission) -> Finding | None:
    """The same text again, or nearly: the author's own, or somebody else's."""
    found = earlier_like(submission.text, submission.words, submission.policy.repeat_days, submission.now)
    if found is None:
        return None
    earlier, likeness = found
    reason = Reason.OWN_REPEAT if earlier.author_id == submission.author.pk else Reason.OTHERS_REPEAT
    evidence = {"kind": kind_of(earlier), "earlier": earlier.pk, "alike_percent": round(100 * likeness)}
    return Finding("repeats", Outcome.HOLD, reason, evidence)
