"""Sanctions being put on, lifted, and the spam wave's one step: ban and clear."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .kinds import film_id_of, texts
from .models import Case, Decision, Sanction
from .notices import tell_authors
from .roles import OWN_TEXT
from .ruling import Refused, Ruling
from .state import lock_places

Action = Decision.Action
Level = Sanction.Level


def sanction(
    by: Any,
    member: Any,
    level: str,
    *,
    ground: str = "",
    letter: str = "",
    until: datetime | None = None,
    batch: str = "",
) -> Sanction:
    """Puts a sanction on a member and tells them; a note stays among the moderators."""
    if by is not None and by.pk == member.pk:
        raise Refused(OWN_TEXT)
    if member.is_superuser or (member.is_staff and not by.is_superuser):
        raise Refused(_("Only an administrator can sanction staff, and nobody an administrator."))
    with transaction.atomic():
        lock_places([], [member.pk])
        facts = {"level": level, "until": f"{until:%Y-%m-%d %H:%M} UTC" if until else ""}
        action = Action.NOTE if level == Level.NOTE else Action.SANCTION
        draft = _draft(by, member, action, ground=ground, letter=letter, evidence=[facts], batch=batch)
        (decision,) = Decision.objects.record([draft])
        made = Sanction.objects.create(
            member=member, level=level, ground=ground, letter=letter, by=by, until=until, decision_id=decision.pk
        )
        tell_authors([decision])
    return made


def lift(by: Any, sanction: Sanction) -> None:
    """Ends a sanction early."""
    with transaction.atomic():
        lock_places([], [sanction.member_id])
        lifted = Sanction.objects.filter(pk=sanction.pk, lifted_at=None).update(lifted_at=timezone.now())
        if lifted and sanction.level != Level.NOTE:
            _write_lifting(by, sanction)


def lift_run_out() -> int:
    """Writes down the sanctions whose time is over; they stopped working by themselves at that moment."""
    over = list(Sanction.objects.run_out().select_related("member"))
    for one in over:
        lift(None, one)
    return len(over)


def _write_lifting(by: Any, sanction: Sanction) -> None:
    facts = {"level": sanction.level}
    tell_authors(Decision.objects.record([_draft(by, sanction.member, Action.LIFT, evidence=[facts])]))


def _draft(by: Any, member: Any, action: str, **more: Any) -> Decision:
    return Decision.draft(
        by=by, action=action, kind="member", target_id=member.pk, member=member, is_demo=member.is_demo, **more
    )


def ban_and_clear(by: Any, member: Any, ground: str, letter: str = "") -> str:
    """Bans a member and removes everything by them in one transaction; returns the batch that undoes it as one step."""
    batch = str(uuid.uuid4())
    with transaction.atomic():
        found = _texts_by(member)
        lock_places([film_id_of(text) for text in found], [member.pk])
        pks = [Case.objects.open_for(text, ground, held=True).pk for text in found]
        if pks:
            Ruling(by, Action.REMOVE, ground=ground, letter=letter, batch=batch).decide(pks)
        sanction(by, member, Level.BAN, ground=ground, letter=letter, batch=batch)
    return batch


def _texts_by(member: Any) -> list[Any]:
    """Everything by a member that is not removed yet."""
    return [text for kind in texts() for text in kind.texts().filter(author=member).exclude(status="removed")]
