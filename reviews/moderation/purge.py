"""Erasing what was removed, rejected or withdrawn when its retention time is over.

The records of the decisions about it stay, with who, when, what and why. What was quoted and written about it goes too:
the evidence, the letters, the reporters' and moderators' notes, the appeal.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..status import Status
from .kinds import Kind, film_id_of, find, texts
from .models import Appeal, Case, CaseEvent, Decision, DecisionWords, Fingerprint, Notice, Policy, Report
from .state import lock_places

ONES = 200


def purge(*, dry_run: bool = False) -> int:
    """Erases the words of every text whose time is over; how many. Two at once erase each text once."""
    before = timezone.now() - timedelta(days=Policy.current().retention_days)
    erased = 0
    for kind in texts():
        last = 0
        while found := list(due(kind, before).filter(pk__gt=last).order_by("pk")[:ONES]):
            last = found[-1].pk
            settled = [text for text in found if _is_settled(kind.name, text.pk, before)]
            erased += len(settled) if dry_run else sum(_erase(kind, text.pk, before) for text in settled)
    return erased


def due(kind: Kind, before: datetime) -> Any:
    """Texts of one kind that are gone since before then; a rejected one counts from its last change."""
    refused = Q(status__in=(Status.REMOVED, Status.REJECTED), created_at__lt=before)
    edited_lately = Q(edited_at__gte=before)
    gone = (refused & ~edited_lately) | Q(withdrawn_at__lt=before)
    return kind.texts().filter(gone, purged_at=None)


def _is_settled(kind: str, pk: int, before: datetime) -> bool:
    """Neither open nor decided or appealed lately."""
    recent = Decision.objects.of(kind, pk).filter(at__gte=before)
    appeals = Appeal.objects.filter(decision__kind=kind, decision__target_id=pk, outcome=Appeal.Outcome.OPEN)
    cases = Case.objects.open().filter(kind=kind, target_id=pk)
    return not (recent.exists() or cases.exists() or appeals.exists())


@transaction.atomic
def _erase(kind: Kind, pk: int, before: datetime) -> bool:
    """Erases one text under its locks; False where somebody was faster, or it is not due any more."""
    text = find(kind.name, [pk])[pk]
    lock_places([film_id_of(text)], [text.author_id])
    text = due(kind, before).filter(pk=pk).first()
    if text is None or not _is_settled(kind.name, pk, before):
        return False
    text.erase()
    record = Decision(
        by=None,
        action=Decision.Action.PURGE,
        kind=kind.name,
        target_id=pk,
        member_id=text.author_id,
        film_id=film_id_of(text),
        from_status=text.status,
        to_status=text.status,
        is_demo=text.author.is_demo,
    )
    Decision.objects.record([record])
    _forget(kind.name, pk)
    return True


def _forget(kind: str, pk: int) -> None:
    """Erases what was quoted of a text or written about it elsewhere, once the erasing is on record."""
    about = {"kind": kind, "target_id": pk}
    decisions = Decision.objects.filter(**about)
    Fingerprint.objects.filter(**about).delete()
    DecisionWords.objects.filter(decision__in=decisions).delete()
    Notice.objects.filter(decision_id__in=decisions.values("pk")).update(letter="")
    Appeal.objects.filter(decision__in=decisions).update(body="")
    Report.objects.filter(**about).update(note="")
    CaseEvent.objects.filter(case__kind=kind, case__target_id=pk, what=CaseEvent.What.NOTED).update(note="")
