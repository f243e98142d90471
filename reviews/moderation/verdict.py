"""What the pipeline says about a text: findings with reasons and evidence, and the verdict that follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..status import Status


class Outcome(models.TextChoices):
    """What a check wants; the strictest wins."""

    NOTE = "note", _("only noted")
    HOLD = "hold", _("held for a moderator")
    REJECT = "reject", _("not accepted")


class Reason(models.TextChoices):
    """Why a check spoke, in a word or two; `FOR_AUTHOR` says it in a sentence."""

    CLOSED = "closed", _("comments are closed")
    MUTED = "muted", _("muted member")
    BARRED = "barred", _("suspended or banned member")
    FIRST_TEXTS = "first_texts", _("first texts of a new member")
    ALWAYS_CHECK = "always_check", _("member is always checked")
    PREMODERATION = "premoderation", _("everything is checked first")
    DECIDED_BEFORE = "decided_before", _("changed after a moderator's decision")
    LINKS = "links", _("many links")
    DOMAIN = "domain", _("blocked link")
    PHRASE = "phrase", _("phrase on the list")
    PATTERN = "pattern", _("pattern on the list")
    SLOW_PATTERN = "slow_pattern", _("a pattern took too long")
    SCRIPT = "script", _("hidden or mixed letters")
    OWN_REPEAT = "own_repeat", _("repeats an own text")
    OTHERS_REPEAT = "others_repeat", _("repeats another member's text")
    FLOOD = "flood", _("many texts in a short time")
    REJECTIONS = "rejections", _("many texts not accepted lately")
    CLASSIFIER = "classifier", _("looks like spam")
    OUTSIDE = "outside", _("outside service says spam")
    OUTSIDE_SILENT = "outside_silent", _("outside service does not answer")
    BRAKE = "brake", _("many ratings at once")
    REPORTS = "reports", _("reported by members")
    PICTURE = "picture", _("a picture")


FOR_AUTHOR = {
    Reason.CLOSED: _("Comments are closed here."),
    Reason.MUTED: _("You are muted for now, so you cannot write."),
    Reason.BARRED: _("Your account is suspended, so you cannot write."),
    Reason.FIRST_TEXTS: _("You are new here: a moderator reads the first texts of every new member. Welcome!"),
    Reason.ALWAYS_CHECK: _("A moderator reads your texts before they appear."),
    Reason.PREMODERATION: _("A moderator reads every text here before it appears."),
    Reason.DECIDED_BEFORE: _("A moderator has decided on this text before, so a moderator reads the new version."),
    Reason.LINKS: _("It has %(count)s links. A moderator reads texts with many links first."),
    Reason.DOMAIN: _("It links to %(domain)s, which is on this site's list."),
    Reason.PHRASE: _("It has the words “%(phrase)s”, which a moderator looks at first."),
    Reason.PATTERN: _("It has “%(phrase)s” in it, which a moderator looks at first."),
    Reason.SLOW_PATTERN: _("One of our checks could not finish, so a moderator reads it."),
    Reason.SCRIPT: _("It mixes letters of several scripts in a word, or hides some. A moderator reads it first."),
    Reason.OWN_REPEAT: _("It is almost the same as a text that you wrote before."),
    Reason.OTHERS_REPEAT: _("It is almost the same as a text that somebody else wrote here."),
    Reason.FLOOD: _("You wrote %(count)s texts within %(minutes)s minutes. A moderator reads the next ones."),
    Reason.REJECTIONS: _("Several of your recent texts were not accepted, so a moderator reads this one."),
    Reason.CLASSIFIER: _("It resembles texts that were not accepted here."),
    Reason.OUTSIDE: _("Our spam filter is not sure about it."),
    Reason.OUTSIDE_SILENT: _("Our spam filter did not answer, so a moderator reads it."),
    Reason.BRAKE: _(
        "This film gets many ratings at the moment. Ratings from new accounts wait until a moderator has looked."
    ),
    Reason.REPORTS: _("Several members reported it, so a moderator looks at it."),
    Reason.PICTURE: _("A moderator looks at every picture before it appears."),
}
GENERAL = _("A moderator reads it before it appears.")


@dataclass(frozen=True)
class Finding:
    """What one check found. `evidence` is plain JSON: the phrase, the count, the earlier text."""

    check: str
    outcome: Outcome
    reason: Reason
    evidence: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The finding as it is stored with the text."""
        return asdict(self) | {"outcome": self.outcome.value, "reason": self.reason.value}


@dataclass(frozen=True)
class Verdict:
    """What becomes of a text at submission, and why."""

    findings: tuple[Finding, ...] = ()
    policy: Any = None  # by which it was made

    @property
    def outcome(self) -> Outcome:
        """The strictest outcome of all findings."""
        return max((finding.outcome for finding in self.findings), key=list(Outcome).index, default=Outcome.NOTE)

    @property
    def status(self) -> Status:
        """The status that the text is saved with. What is not accepted is turned down on record by `follow_up`."""
        return Status.PUBLISHED if self.outcome == Outcome.NOTE else Status.PENDING

    @property
    def trace(self) -> list[dict[str, Any]]:
        """The findings as `text.trace` keeps them."""
        return [finding.as_json() for finding in self.findings]

    @property
    def decisive(self) -> list[Finding]:
        """The findings that asked for more than a note."""
        return [finding for finding in self.findings if finding.outcome != Outcome.NOTE]


def for_author(trace: Iterable[dict[str, Any]], *, tell: bool = True) -> list[str]:
    """The reasons of a stored trace in sentences for the author; one general sentence where the site does not tell."""
    decisive = [entry for entry in trace if entry["outcome"] != Outcome.NOTE]
    if not tell and decisive:
        return [str(GENERAL)]
    return [_filled(FOR_AUTHOR[Reason(entry["reason"])], entry["evidence"]) for entry in decisive]


def for_moderator(trace: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The whole trace for a moderator: check, outcome and reason in words, and the evidence."""
    return [
        {
            "check": entry["check"],
            "outcome": Outcome(entry["outcome"]).label,
            "reason": Reason(entry["reason"]).label,
            "code": entry["reason"],
            "facts": list(_facts(entry["evidence"])),
        }
        for entry in trace
    ]


# What stands in the evidence, in words for moderators; what is not named here is for machines.
_FACTS = {
    "phrase": _("found: %(value)s"),
    "rules": _("rules: %(value)s"),
    "found": _("found: %(value)s"),
    "count": _("number: %(value)s"),
    "allowed": _("allowed: %(value)s"),
    "domains": _("links to: %(value)s"),
    "domain": _("links to: %(value)s"),
    "published": _("published so far: %(value)s"),
    "wanted": _("needed: %(value)s"),
    "minutes": _("within minutes: %(value)s"),
    "refused": _("not accepted: %(value)s"),
    "of": _("of the last: %(value)s"),
    "alike_percent": _("alike in percent: %(value)s"),
    "earlier": _("the earlier text has number %(value)s"),
    "percent": _("likelihood in percent: %(value)s"),
    "words": _("words that decided: %(value)s"),
    "problem": _("problem: %(value)s"),
    "status": _("was: %(value)s"),
    "where": _("rule of the: %(value)s"),
    "why": _("because of: %(value)s"),
}


def _facts(evidence: dict[str, Any]) -> Iterator[str]:
    for name, value in evidence.items():
        if name in _FACTS and value not in ("", []):
            shown = ", ".join(map(str, value)) if isinstance(value, list) else value
            yield str(_FACTS[name]) % {"value": shown}


def _filled(sentence: Any, evidence: dict[str, Any]) -> str:
    try:
        return str(sentence) % evidence
    except KeyError:
        return str(GENERAL)
