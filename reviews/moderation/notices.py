"""Telling people: which decision becomes which notice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse

from ..status import Status
from .kinds import find
from .models import Decision, Notice, Report
from .tasks import mail_notices

Action = Decision.Action
QUIET = (Action.NOTE, Action.ESCALATE, Action.LOCK, Action.PURGE, Action.RELEASE)


def tell(notices: Iterable[Notice]) -> None:
    """Puts notices into inboxes; what goes out by mail is mailed in the background once the transaction stands."""
    notices = list(notices)
    if notices:
        Notice.objects.tell(notices)
    if any(notice.mail_due for notice in notices):
        transaction.on_commit(mail_notices.enqueue)


def tell_authors(decisions: list[Decision]) -> None:
    """Tells each author what was decided on the text, and each commented author of a comment that appears now."""
    targets: dict[str, dict[int, Any]] = {}
    for kind in {decision.kind for decision in decisions}:
        targets[kind] = find(kind, [decision.target_id for decision in decisions if decision.kind == kind])
    notices = []
    for decision in decisions:
        target = targets[decision.kind].get(decision.target_id)
        if target is None or decision.member_id is None or decision.action in QUIET:
            continue
        nothing_new = decision.action == Action.PUBLISH and decision.from_status == Status.PUBLISHED
        if not nothing_new:
            notices.append(_about_decision(decision, target))
        notices += _reply_notices(decision, target)
    tell(notices)


def _about_decision(decision: Any, target: Any) -> Notice:
    kinds = {
        Action.GRANT: Notice.Kind.APPEAL,
        Action.DENY: Notice.Kind.APPEAL,
        Action.SANCTION: Notice.Kind.SANCTION,
        Action.LIFT: Notice.Kind.SANCTION,
    }
    facts = {"action": decision.action, "ground": decision.ground, "kind": decision.kind, **where(target)}
    if decision.action in (Action.SANCTION, Action.LIFT) and decision.said.evidence:
        facts |= decision.said.evidence[0]
    return Notice(
        member_id=decision.member_id,
        kind=kinds.get(Action(decision.action), Notice.Kind.DECIDED),
        facts=facts,
        letter="\n\n".join(part for part in (decision.said.letter, _quoted(decision.said.quote)) if part),
        link=reverse("moderation:decision", args=[decision.pk]),
        decision_id=decision.pk,
    )


def _quoted(quote: str) -> str:
    return "\n".join(f"> {line}" for line in quote.splitlines())


def _reply_notices(decision: Decision, target: Any) -> list[Notice]:
    was_hidden = decision.from_status == Status.PENDING and not decision.before.get("published_at")
    if decision.kind == "comment" and was_hidden and decision.to_status == Status.PUBLISHED:
        return reply_notices(target)
    return []


def reply_notices(comment: Any) -> list[Notice]:
    """The notice to whoever a visible comment answers; none to oneself. Its words stay on the page."""
    answered = comment.parent or comment.review
    if answered is None or answered.author_id == comment.author_id:
        return []
    facts = {"who": comment.author.shown_name, **where(comment)}
    link = comment.get_absolute_url()
    return [Notice(member_id=answered.author_id, kind=Notice.Kind.REPLY, facts=facts, link=link)]


def tell_held(text: Any, kind: str) -> None:
    """Tells an author that a text is held; the reasons stand on the text's own page."""
    facts = {"kind": kind, **where(text)}
    tell([Notice(member_id=text.author_id, kind=Notice.Kind.HELD, facts=facts, link=text.get_absolute_url())])


def tell_set_aside(review: Any) -> None:
    """Tells an author, where two films turned out to be one and had a review of theirs each, that `review` stands."""
    facts = {"joined": True, **where(review)}
    tell([Notice(member_id=review.author_id, kind=Notice.Kind.STAFF, facts=facts, link=review.get_absolute_url())])


def tell_reporters(reports: list[Report], outcome: str, decisions: dict[int | None, Decision]) -> None:
    """Tells each reporter the outcome, and never who else reported."""
    tell(
        Notice(
            member_id=report.reporter_id,
            kind=Notice.Kind.REPORT,
            facts={"outcome": outcome, "kind": report.kind, "ground": report.ground},
            link=reverse("moderation:reports"),
            decision_id=decisions[report.case_id].pk if report.case_id in decisions else None,
        )
        for report in reports
    )


def where(target: Any) -> dict[str, str]:
    """Where a text stands, in words that give nothing away."""
    film = getattr(target, "film", None)
    return {"film": str(film)} if film else {}
