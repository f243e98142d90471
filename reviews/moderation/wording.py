"""The words of each notice, in the language of whoever reads it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from .grounds import Ground
from .kinds import choices
from .models import Decision, Notice, Report, Sanction

Action = Decision.Action


def sentence(notice: Notice) -> str:
    """What a notice says, in one sentence."""
    facts = {"film": "", "who": "", **notice.facts}
    facts["kind"] = str(dict(choices()).get(facts.get("kind", ""), _("text")))
    facts["ground"] = Ground(facts["ground"]).label if facts.get("ground") else ""
    return _SENTENCES[Notice.Kind(notice.kind)](facts)


def _held(facts: dict[str, Any]) -> str:
    if facts["film"]:
        return _("Your %(kind)s on %(film)s waits for a moderator.") % facts
    return _("Your %(kind)s waits for a moderator.") % facts


def _decided(facts: dict[str, Any]) -> str:
    sentences = {
        Action.PUBLISH: _("Your %(kind)s on %(film)s is published."),
        Action.SPOILER: _("A moderator marked your %(kind)s on %(film)s as a spoiler."),
        Action.REJECT: _("Your %(kind)s on %(film)s was not accepted: %(ground)s."),
        Action.REMOVE: _("A moderator removed your %(kind)s on %(film)s: %(ground)s."),
        Action.HOLD: _("Members reported your %(kind)s on %(film)s. It waits for a moderator."),
        Action.UNDO: _("A moderator took back a decision about your %(kind)s on %(film)s."),
    }
    without_film = {
        Action.PUBLISH: _("Your %(kind)s is published."),
        Action.REJECT: _("Your %(kind)s was not accepted: %(ground)s."),
        Action.REMOVE: _("A moderator removed your %(kind)s: %(ground)s."),
        Action.UNDO: _("A moderator took back a decision about your account."),
    }
    chosen = sentences if facts["film"] else without_film
    return chosen.get(Action(facts["action"]), _("A moderator decided on your %(kind)s.")) % facts


def _report(facts: dict[str, Any]) -> str:
    if facts["outcome"] == Report.Outcome.UPHELD:
        return _("We acted on your report of a %(kind)s (%(ground)s). Thank you.") % facts
    return _("We looked at the %(kind)s that you reported (%(ground)s) and left it as it is.") % facts


def _appeal(facts: dict[str, Any]) -> str:
    if facts["action"] == Action.GRANT:
        return _("Your appeal was granted: everything is as it was before.")
    return _("Your appeal was denied.")


def _sanction(facts: dict[str, Any]) -> str:
    level = facts.get("level", "")
    facts = facts | {"level": Sanction.Level(level).label if level else ""}
    if facts["action"] == Action.LIFT:
        return _("A sanction on your account has ended: %(level)s.") % facts
    if facts.get("until"):
        return _("Your account has a sanction until %(until)s: %(level)s.") % facts
    return _("Your account has a sanction: %(level)s.") % facts


def _reply(facts: dict[str, Any]) -> str:
    return _("%(who)s answered you under %(film)s.") % facts


def _staff(facts: dict[str, Any]) -> str:
    if facts.get("joined"):
        return (
            _("Two pages became one, %(film)s. Of your two reviews the newer one stands; only you see the other.")
            % facts
        )
    return str(facts.get("subject") or _("The moderators wrote to you."))


_SENTENCES = {
    Notice.Kind.HELD: _held,
    Notice.Kind.DECIDED: _decided,
    Notice.Kind.REPORT: _report,
    Notice.Kind.APPEAL: _appeal,
    Notice.Kind.SANCTION: _sanction,
    Notice.Kind.REPLY: _reply,
    Notice.Kind.STAFF: _staff,
}
