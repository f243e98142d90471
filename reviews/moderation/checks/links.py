"""Checks that look at the links in a text."""

from __future__ import annotations

import re

from ..submission import Submission
from ..verdict import Finding, Outcome, Reason

ADDRESS = re.compile(r"(?:https?://|www\.)([^\s/?#<>()\"'\]]+)", re.IGNORECASE)


def domains(words: str) -> list[str]:
    """The host of every link, in small letters, with repeats."""
    return [host.lower().rpartition("@")[2].partition(":")[0].removeprefix("www.") for host in ADDRESS.findall(words)]


def many_links(submission: Submission) -> Finding | None:
    """More links than the site lets through unread."""
    found, allowed = domains(submission.words), submission.policy.links_allowed
    if len(found) <= allowed:
        return None
    evidence = {"count": len(found), "allowed": allowed, "domains": sorted(set(found))}
    return Finding("links", Outcome.HOLD, Reason.LINKS, evidence)
