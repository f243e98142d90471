"""The review-bomb brake goes on by itself, tells the moderators with a case, and is released by one of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from films.prepared import prepared

from .models import Brake, Case, Policy
from .verdict import Reason, Verdict

WEIGHT = 100
REST = timedelta(days=7)  # after a release nobody is alarmed again for a while


def watch(text: Any, verdict: Verdict, policy: Policy) -> None:
    """Looks at the film of a new rating: the brake goes on where a day brings a multiple of the usual number."""
    if getattr(text, "half_steps", None) is None or not policy.brake_least:
        return
    if any(finding.reason == Reason.BRAKE for finding in verdict.findings):
        Case.objects.open_for(text.film, Reason.BRAKE, weight=WEIGHT)
        return
    counted, usual = rated_today(text.film, policy)
    if counted > max(policy.brake_least, policy.brake_times * usual):
        put_on(text.film, counted, usual)


def rated_today(film: Any, policy: Policy) -> tuple[int, float]:
    """How many ratings the film got within a day, and how many a day it got before; (0, 0) for an ordinary day."""
    now = timezone.now()
    since = now - timedelta(days=1)
    if len(ratings(film.pk, since, most=policy.brake_least + 1, reviews=film.reviews.model)) <= policy.brake_least:
        return 0, 0.0
    counted = film.reviews.filter(created_at__gt=since, half_steps__isnull=False).count()
    rated = film.reviews.model.objects.filter(film=film, half_steps__isnull=False).count()
    return counted, (rated - counted) / max((now - film.created_at).days - 1, 1)


@prepared
def ratings(film: int, since: datetime, *, most: int, reviews: Any) -> QuerySet[Any, Any]:
    """The ratings of a film since then; not more than `most` of them are looked at."""
    rated = reviews.objects.filter(film=film, created_at__gt=since, half_steps__isnull=False)
    return rated.order_by().values_list("pk")[:most]


def put_on(film: Any, counted: int, usual: float) -> None:
    """Puts the brake on, unless it is on or was released lately."""
    brake, _is_new = Brake.objects.get_or_create(film=film)
    resting = brake.released_at and brake.released_at > timezone.now() - REST
    if brake.on_since or resting:
        return
    brake.on_since, brake.counted, brake.usual = timezone.now(), counted, usual
    brake.save()
    Case.objects.open_for(film, Reason.BRAKE, weight=WEIGHT)
    type(film).objects.filter(pk=film.pk).touch()


def why_braked(film: Any) -> str:
    """Why new accounts' ratings of a film wait: "early", "many", or "" where they do not."""
    if film.release_date and film.release_date > timezone.localdate():
        return "early"
    return "many" if braked(film.pk) else ""


@prepared
def braked(film: int) -> QuerySet[Any, Any]:
    return Brake.objects.filter(film=film, on_since__isnull=False).values_list("pk")
