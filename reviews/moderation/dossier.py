"""The case screen: everything that a decision needs, gathered in one place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from . import permits, roles
from .kinds import texts
from .models import Appeal, Case, Decision, Policy, Report, Sanction
from .repeats import words_of
from .ruling import open_appeal
from .verdict import for_moderator


@dataclass(frozen=True)
class History:
    """What is known of a member."""

    member: Any
    counts: Counter[str]
    sanctions: list[Sanction]
    decisions: list[Decision]
    reports_right: int
    reports_wrong: int


@dataclass(frozen=True)
class Dossier:
    """One case with all that belongs to it."""

    case: Case
    text: Any
    marked: SafeString
    trace: list[dict[str, Any]]
    reports: list[Report]
    events: list[Any]
    decisions: list[Decision]
    appeal: Appeal | None
    history: History | None
    actions: list[str]
    refusal: Any
    only_one: Any


def dossier(case: Case, user: Any, policy: Policy) -> Dossier:
    """Gathers a case for `user`."""
    text = case.target
    conflict = permits.own_affair(case, user, policy)
    refusal = permits.refusal(case, user, policy)
    return Dossier(
        case=case,
        text=text,
        marked=marked(text),
        trace=for_moderator(getattr(text, "trace", [])),
        reports=list(Report.objects.filter(case=case).select_related("reporter").order_by("-id")[:100]),
        events=list(case.events.select_related("by")[:100]),
        decisions=list(Decision.objects.of(case.kind, case.target_id).select_related("by", "words")[:20]),
        appeal=open_appeal(case) if case.appealed else None,
        history=history(case.member) if case.member else None,
        actions=[] if refusal or case.closed_at else permits.actions(case),
        refusal=refusal,
        only_one=roles.ONLY_ONE if conflict and not refusal else "",
    )


def history(member: Any) -> History:
    """A member's record: texts by status, sanctions and notes, decisions, how the own reports ended."""
    counts: Counter[str] = Counter()
    for kind in texts():
        counts.update(kind.texts().filter(author=member).values_list("status", flat=True)[:5000])
    outcomes = Counter(Report.objects.filter(reporter=member).values_list("outcome", flat=True)[:5000])
    return History(
        member=member,
        counts=counts,
        sanctions=list(Sanction.objects.filter(member=member).select_related("by")[:20]),
        decisions=list(Decision.objects.filter(member=member).select_related("by", "film")[:10]),
        reports_right=outcomes[Report.Outcome.UPHELD],
        reports_wrong=outcomes[Report.Outcome.DECLINED],
    )


def marked(text: Any) -> SafeString:
    """The raw words with the evidence marked, everything escaped."""
    words = words_of(text)
    spans = [span for entry in getattr(text, "trace", []) for span in entry["evidence"].get("spans", [])]
    pieces, position = [], 0
    for start, end in sorted(tuple(span) for span in spans):
        if position <= start < end <= len(words):
            pieces.append(format_html("{}<mark>{}</mark>", words[position:start], words[start:end]))
            position = end
    return format_html("{}{}", format_html_join("", "{}", ((piece,) for piece in pieces)), words[position:])
