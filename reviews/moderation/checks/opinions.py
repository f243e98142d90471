"""Checks that ask somebody: the site's own classifier, and an outside filter where one is switched on."""

from __future__ import annotations

from ..models import Policy
from ..outside import Silent, says_spam
from ..submission import Submission
from ..training import classifier
from ..verdict import Finding, Outcome, Reason


def learned(submission: Submission) -> Finding | None:
    """The classifier that learns from this site's decisions."""
    policy = submission.policy
    if not policy.classifier_on or not policy.model_version:
        return None
    judge = classifier(policy.model_version)
    if not judge.knows_enough(policy.classifier_least):
        return None
    opinion = judge.opinion(submission.words)
    if opinion.likelihood * 100 < policy.classifier_threshold:
        return None
    evidence = {"percent": round(100 * opinion.likelihood), "words": [word for word, _chance in opinion.words]}
    return Finding("classifier", Outcome.HOLD, Reason.CLASSIFIER, evidence)


def outside(submission: Submission) -> Finding | None:
    """The outside filter. What it does not answer is held, never lost."""
    if submission.policy.outside == Policy.Outside.OFF:
        return None
    try:
        spam = says_spam(submission.text, submission.words, submission.author, submission.policy)
    except Silent as problem:
        return Finding("outside", Outcome.HOLD, Reason.OUTSIDE_SILENT, {"problem": str(problem)})
    return Finding("outside", Outcome.HOLD, Reason.OUTSIDE, {}) if spam else None
