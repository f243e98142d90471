"""The transparency page's figures for a period, and its chart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncDate, TruncMonth
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince

from .grounds import Ground
from .models import Appeal, Decision, Report

Action = Decision.Action
WIDTH, HEIGHT = 600, 120


@dataclass(frozen=True)
class Bar:
    """One bar of the chart in the chart's own units."""

    label: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Figures:
    """What moderation did in a period. `waited` is the median time to a decision."""

    first: date
    last: date
    actions: list[tuple[str, int]]
    grounds: list[tuple[str, int]]
    decisions: int
    waited: timedelta | None
    appeals: int
    granted: int
    reports: int
    upheld: int
    bars: list[Bar]


def figures(first: date, last: date) -> Figures:
    """The figures from the first to the last day, both included."""
    span = (start_of(first), start_of(last + timedelta(days=1)))
    decisions = Decision.objects.filter(at__gte=span[0], at__lt=span[1], action__in=Decision.PUBLIC)
    waits: list[Any] = list(decisions.exclude(by=None).exclude(waited=None).values_list("waited", flat=True))
    appeals = Appeal.objects.filter(at__gte=span[0], at__lt=span[1])
    reports = Report.objects.filter(at__gte=span[0], at__lt=span[1])
    return Figures(
        first=first,
        last=last,
        actions=_counted(decisions, "action", Action),
        grounds=_counted(decisions.exclude(ground=""), "ground", Ground),
        decisions=decisions.count(),
        waited=timedelta(seconds=int(median(waits))) if waits else None,
        appeals=appeals.count(),
        granted=appeals.filter(outcome=Appeal.Outcome.GRANTED).count(),
        reports=reports.count(),
        upheld=reports.filter(outcome=Report.Outcome.UPHELD).count(),
        bars=bars(decisions, first, last),
    )


def in_words(span: timedelta | None) -> str:
    """A span of time for people; "" where there is none."""
    if span is None:
        return ""
    moment = datetime(2000, 1, 1, tzinfo=UTC)
    return timesince(moment, moment + span)


def start_of(day: date) -> datetime:
    """Midnight in the site's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _counted(decisions: Any, name: str, choices: Any) -> list[tuple[str, int]]:
    rows = decisions.order_by().values_list(name).annotate(count=Count("pk")).order_by("-count", name)
    return [(choices(value).label, count) for value, count in rows]


def bars(decisions: Any, first: date, last: date) -> list[Bar]:
    """Decisions by day, or by month where the period is longer than two months."""
    by_month = (last - first).days > 62
    truncated = TruncMonth("at") if by_month else TruncDate("at")
    rows = dict(decisions.order_by().annotate(day=truncated).values_list("day").annotate(count=Count("pk")))
    counts = {(key.date() if isinstance(key, datetime) else key): count for key, count in rows.items()}
    steps = list(_steps(first, last, by_month))
    highest, width = max([1, *counts.values()]), WIDTH / max(len(steps), 1)
    drawn = []
    for number, day in enumerate(steps):
        height = HEIGHT * counts.get(day, 0) / highest
        label = date_format(day, "YEAR_MONTH_FORMAT" if by_month else "DATE_FORMAT")
        x, y = round(number * width, 2), round(HEIGHT - height, 2)
        drawn.append(Bar(label, counts.get(day, 0), x, y, round(min(width * 0.8, 40), 2), round(height, 2)))
    return drawn


def _steps(first: date, last: date, by_month: bool) -> Any:
    day = first.replace(day=1) if by_month else first
    while day <= last:
        yield day
        day = (day + timedelta(days=32)).replace(day=1) if by_month else day + timedelta(days=1)
