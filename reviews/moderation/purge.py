"""Erasing what was removed, rejected or withdrawn when its retention time is over. The decisions about it stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..status import Status
from .kinds import KINDS, kind_of
from .models import Appeal, Case, Decision, Fingerprint, Policy


def purge(*, dry_run: bool = False) -> int:
    """Erases the words of every text whose time is over; how many."""
    policy = Policy.current()
    before = timezone.now() - timedelta(days=policy.retention_days)
    erased = 0
    for name in ("comment", "review", "suggestion"):
        for text in due(name, before).iterator(200):
            if _is_settled(text, before):
                erased += 1
                if not dry_run:
                    _erase(text)
    return erased


def due(name: str, before: datetime) -> Any:
    """Texts of one kind that are gone since before then; a rejected one counts from its last change."""
    refused = Q(status__in=(Status.REMOVED, Status.REJECTED), created_at__lt=before)
    edited_lately = Q(edited_at__gte=before)
    gone = (refused & ~edited_lately) | Q(withdrawn_at__lt=before)
    return KINDS[name].texts().filter(gone, purged_at=None).order_by("pk")


def _is_settled(text: Any, before: datetime) -> bool:
    """Neither open nor decided or appealed lately."""
    kind = kind_of(text)
    recent = Decision.objects.of(kind, text.pk).filter(at__gte=before)
    appeals = Appeal.objects.filter(decision__kind=kind, decision__target_id=text.pk, outcome=Appeal.Outcome.OPEN)
    return not (recent.exists() or Case.objects.open().of(text).exists() or appeals.exists())


@transaction.atomic
def _erase(text: Any) -> None:
    with text.locked():
        text.erase()
        kind = kind_of(text)
        Fingerprint.objects.filter(kind=kind, target_id=text.pk).delete()
        record = Decision(
            by=None,
            action=Decision.Action.PURGE,
            kind=kind,
            target_id=text.pk,
            member_id=text.author_id,
            film_id=text.film_id,
            from_status=text.status,
            to_status=text.status,
            is_demo=text.author.is_demo,
        )
        Decision.objects.record([record])
