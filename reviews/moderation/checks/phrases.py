"""Checks by the site's own rules: phrases, patterns, tricks with letters."""

from __future__ import annotations

from collections.abc import Iterable

from ..fold import tricks
from ..rulebook import Hit
from ..submission import Submission
from ..verdict import Finding, Outcome, Reason

_STRICT = list(Outcome)


def phrases(submission: Submission) -> Finding | None:
    """Phrases on the list."""
    return _finding("phrases", Reason.PHRASE, submission.rules.phrases_in(submission.folded))


def patterns(submission: Submission) -> Finding | None:
    """Patterns on the list. One that runs out of time holds: nothing slips through because a rule is bad."""
    return _finding("patterns", Reason.PATTERN, submission.rules.patterns_in(submission.folded))


def script(submission: Submission) -> Finding | None:
    """Words that mix alphabets, or hide characters."""
    found = tricks(submission.words)
    return Finding("script", Outcome.HOLD, Reason.SCRIPT, {"found": found}) if found else None


def _finding(check: str, reason: Reason, hits: Iterable[Hit]) -> Finding | None:
    """One finding for all hits, with the strictest outcome and the words of the rule that asked for it."""
    found = sorted(hits, key=lambda hit: _STRICT.index(outcome_of(hit)), reverse=True)
    if not found:
        return None
    first = found[0]
    evidence = {
        "phrase": first.found,
        "rules": [hit.rule.text for hit in found],
        "spans": [span for hit in found for span in hit.spans],
    }
    return Finding(check, outcome_of(first), Reason.SLOW_PATTERN if first.slow else reason, evidence)


def outcome_of(hit: Hit) -> Outcome:
    """What the rule asks for; "log only" asks for nothing, and a slow pattern never rejects."""
    if hit.rule.log_only:
        return Outcome.NOTE
    return Outcome.HOLD if hit.slow else Outcome(hit.rule.outcome)
