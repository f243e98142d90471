"""Checks that look at the links in a text."""

from __future__ import annotations

import regex

from ..submission import Submission
from ..verdict import Finding, Outcome, Reason

_HOST = r"[\w-]+(?:\.[\w-]+)+"
_ENDS = "com|net|org|info|biz|shop|store|online|site|xyz|top|club|live|app|io|me|ru|cn|tk"
# Links as people write them: with a scheme, with www., or a bare name with a usual ending.
ADDRESS = regex.compile(
    rf"(?:https?://(?:[^\s/@]*@)?|www\.)({_HOST})|(?<![\w.@])([\w-]+(?:\.[\w-]+)*\.(?:{_ENDS}))(?![\w.])"
)


def domains(folded: str) -> list[str]:
    """The host of every link in folded text, with repeats."""
    return [(whole or bare).removeprefix("www.") for whole, bare in ADDRESS.findall(folded)]


def many_links(submission: Submission) -> Finding | None:
    """More links than the site lets through unread."""
    found = [host for host in domains(submission.folded.text) if not submission.rules.allows(host)]
    allowed = submission.policy.links_allowed
    if len(found) <= allowed:
        return None
    folded = submission.folded
    spans = [folded.span(*match.span()) for match in ADDRESS.finditer(folded.text)]
    evidence = {"count": len(found), "allowed": allowed, "domains": sorted(set(found))[:20], "spans": spans[:50]}
    return Finding("links", Outcome.HOLD, Reason.LINKS, evidence)


def blocked_domains(submission: Submission) -> Finding | None:
    """Links to domains on the block list."""
    for host in dict.fromkeys(domains(submission.folded.text)):
        if rule := submission.rules.blocking(host):
            outcome = Outcome.NOTE if rule.log_only else Outcome(rule.outcome)
            return Finding("domains", outcome, Reason.DOMAIN, {"domain": host, "rules": [rule.text]})
    return None
