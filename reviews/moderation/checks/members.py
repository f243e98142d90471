"""Checks that look at who writes."""

from __future__ import annotations

from ..kinds import KINDS, kind_of
from ..models import Sanction
from ..submission import Submission
from ..verdict import Finding, Outcome, Reason


def barred(submission: Submission) -> Finding | None:
    """Deactivated, suspended and banned members write nothing, and muted ones nothing for now."""
    if not submission.author.is_active or submission.standing & set(Sanction.LOCKING):
        return Finding("barred", Outcome.REJECT, Reason.BARRED)
    if Sanction.Level.MUTE in submission.standing:
        return Finding("barred", Outcome.REJECT, Reason.MUTED)
    return None


def always_check(submission: Submission) -> Finding | None:
    """Members whose texts a moderator wants to read first."""
    if Sanction.Level.CHECK not in submission.standing:
        return None
    return Finding("always_check", Outcome.HOLD, Reason.ALWAYS_CHECK)


def premoderation(submission: Submission) -> Finding | None:
    """Sites, and films, where everything is read first."""
    whole_site = submission.policy.premoderate
    film = submission.brake is not None and submission.brake.premoderate
    if not (whole_site or film) or submission.author.is_staff:
        return None
    return Finding("premoderation", Outcome.HOLD, Reason.PREMODERATION, {"where": "site" if whole_site else "film"})


def first_texts(submission: Submission) -> Finding | None:
    """New members are held until the site has published their first texts; a name or a bio alone waits for nobody."""
    if not KINDS[kind_of(submission.text)].is_work:
        return None
    wanted = submission.policy.hold_first_texts
    if submission.published >= wanted or submission.author.is_staff:
        return None
    evidence = {"published": submission.published, "wanted": wanted}
    return Finding("first_texts", Outcome.HOLD, Reason.FIRST_TEXTS, evidence)


def decided_before(submission: Submission) -> Finding | None:
    """A text that a moderator turned down is read again when its author changed it."""
    if not submission.text.pk or submission.text.status not in ("rejected", "removed"):
        return None
    return Finding("decided_before", Outcome.HOLD, Reason.DECIDED_BEFORE, {"status": submission.text.status})
