"""The check that looks at pictures: it cannot, so a moderator does."""

from __future__ import annotations

from ..submission import Submission
from ..verdict import Finding, Outcome, Reason


def picture(submission: Submission) -> Finding | None:
    """Every picture waits, but those of staff who may put pictures on films anyway."""
    if not getattr(submission.text, "picture", None) or submission.author.has_perm("films.change_film"):
        return None
    return Finding("picture", Outcome.HOLD, Reason.PICTURE)
