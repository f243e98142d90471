"""The queue's list: filters, keyset pages, and what each line shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from .models import Case, Decision
from .models.case import CaseQuerySet
from .repeats import words_of
from .roles import APPEALS
from .ruling import with_targets

PAGE = 50
EXCERPT = 300


def filtered(filters: dict[str, str], user: Any) -> CaseQuerySet:
    """Open cases as the filters ask; what only senior moderators decide is theirs."""
    cases = Case.objects.open()
    if not user.has_perm(APPEALS):
        cases = cases.filter(appealed=False, escalated=False)
    if why := filters.get("why"):
        cases = cases.filter(**{why: True})
    if age := filters.get("age"):
        cases = cases.filter(opened_at__lte=timezone.now() - timedelta(days=int(age)))
    if film := filters.get("film"):
        cases = cases.filter(Q(film__slug=film) | Q(film__title__icontains=film))
    if member := filters.get("member"):
        members: Any = get_user_model()._default_manager
        cases = cases.filter(member__in=members.named(member))
    return cases.filter(**{name: filters[name] for name in ("kind", "reason") if filters.get(name)})


def after(cases: CaseQuerySet, cursor: str) -> CaseQuerySet:
    """The cases that stand behind a cursor ("weight,opened,id") in the queue; a cursor that is none is ignored."""
    try:
        weight, opened, pk = cursor.split(",")
        at = parse_datetime(opened)
        heavier, number = int(weight), int(pk)
    except ValueError:
        return cases
    if at is None or max(heavier, number) > 2**62:
        return cases
    later = Q(weight=heavier, opened_at__gt=at) | Q(weight=heavier, opened_at=at, pk__gt=number)
    return cases.filter(Q(weight__lte=heavier) & (Q(weight__lt=heavier) | later))


def cursor_of(case: Case) -> str:
    """The cursor behind which the rest of the queue stands."""
    return f"{case.weight},{case.opened_at.isoformat()},{case.pk}"


@dataclass(frozen=True)
class Page:
    """One page of the queue. `more` is the cursor of the next, or ""."""

    cases: list[Case]
    more: str


def page(cases: CaseQuerySet, cursor: str, size: int = PAGE) -> Page:
    """A page of the queue with its targets, in a fixed number of queries."""
    rows = after(cases, cursor).select_related("member", "film", "claimed_by").order_by("-weight", "opened_at", "id")
    found = list(rows[: size + 1])
    shown = with_targets(found[:size])
    for case in shown:
        case.excerpt = excerpt(case.target)
        case.holder = case.claimant()
    return Page(shown, cursor_of(shown[-1]) if len(found) > size else "")


def excerpt(target: Any) -> str:
    """The beginning of what it says, on one line."""
    words = " — ".join(words_of(target).split("\n"))
    return " ".join(words[: EXCERPT * 2].split())[:EXCERPT]


def neighbours(case: Case, user: Any) -> tuple[Case | None, Case | None]:
    """The cases before and behind this one in the whole queue."""
    cases = filtered({}, user)
    same, heavier = Q(weight=case.weight), Q(weight__gt=case.weight)
    earlier = Q(opened_at__lt=case.opened_at) | Q(opened_at=case.opened_at, pk__lt=case.pk)
    before = cases.filter(heavier | (same & earlier)).order_by("weight", "-opened_at", "-id").first()
    behind = after(cases, cursor_of(case)).exclude(pk=case.pk).order_by("-weight", "opened_at", "id").first()
    return before, behind


def undoable_now(user: Any) -> Decision | None:
    """The moderator's newest decision while its minute runs."""
    recent = Decision.objects.standing().filter(by=user, at__gt=timezone.now() - timedelta(minutes=1))
    return recent.exclude(action__in=("undo", "note", "purge", "lift")).order_by("-id").first()
