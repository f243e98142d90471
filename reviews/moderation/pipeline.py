"""The one ordered pipeline that everything that members write passes."""

from __future__ import annotations

from typing import Any

from .checks import CHECKS
from .models import Policy
from .submission import Submission
from .verdict import Outcome, Verdict


def judge(text: Any, author: Any) -> Verdict:
    """The verdict on `text` as it stands, saved or not. Call it in the transaction that saves the text.

    A check that rejects ends the pipeline; the others all speak, so that author and moderator see every reason at once.
    """
    policy = Policy.current()
    submission = Submission(text, author, policy)
    findings = []
    for check in CHECKS:
        if check.applies(submission) and (finding := check.look(submission)):
            findings.append(finding)
            if finding.outcome == Outcome.REJECT:
                break
    return Verdict(tuple(findings), policy)
