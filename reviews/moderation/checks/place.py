"""Checks that look at where somebody writes."""

from __future__ import annotations

from ..submission import Submission
from ..verdict import Finding, Outcome, Reason


def closed(submission: Submission) -> Finding | None:
    """New comments where comments are closed; an earlier comment may still be edited."""
    text = submission.text
    if not hasattr(text, "parent_id") or text.pk:
        return None
    places = [getattr(text, "film", None), getattr(text, "review", None)]
    if all(place.comments_open for place in places if place):
        return None
    return Finding("closed", Outcome.REJECT, Reason.CLOSED)
