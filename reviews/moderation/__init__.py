"""Moderation: the verdict at submission, and what follows from it.

Whoever saves a member's text does three things in one transaction:

    verdict = judge(text, author)
    text.status, text.trace = verdict.status, verdict.trace
    text.save(); follow_up(text, verdict)

Decisions, cases, reports and sanctions have modules of their own; docs/moderation.md tells how they work together.
"""

from .aftermath import follow_up, withdrawn
from .notices import tell_set_aside
from .pipeline import judge
from .verdict import Finding, Outcome, Reason, Verdict, for_author, for_moderator

__all__ = [
    "Finding",
    "Outcome",
    "Reason",
    "Verdict",
    "follow_up",
    "for_author",
    "for_moderator",
    "judge",
    "tell_set_aside",
    "withdrawn",
]
