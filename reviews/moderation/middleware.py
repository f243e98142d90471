"""Suspended and banned members may log in, read why, appeal, take their history along and leave; nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from films.prepared import prepared

from .models import Sanction

READING = ("GET", "HEAD", "OPTIONS")
# Addresses where a suspended member may still post: the own account and its end, notices and appeals.
OPEN = ("/accounts/", "/notices/", "/moderation/decisions/", "/theme/", "/language/")
CLOSED = ("/accounts/preferences/",)
GRANTED = "granted"


class Standing:
    """Answers 403, with the reason, to what a suspended member would change. One query, for members' posts only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in READING or self.is_open(request.path):
            return self.get_response(request)
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return self.get_response(request)
        standing = {word for (word,) in levels_and_grants(user.pk, timezone.now())}
        if GRANTED not in standing:
            user.remember_no_permissions()  # what the page would ask next
        if not standing & {*Sanction.LOCKING}:
            return self.get_response(request)
        locking = Sanction.objects.active().filter(member=user, level__in=Sanction.LOCKING).first()
        return render(request, "moderation/suspended.html", {"sanction": locking}, status=403)

    @staticmethod
    def is_open(path: str) -> bool:
        """Whether a suspended member may post there."""
        return path.startswith(OPEN) and not path.startswith(CLOSED)


@prepared
def levels_and_grants(member: int, now: datetime) -> QuerySet[Any, Any]:
    """The levels of sanctions in force against the member, and GRANTED for each permission and each group."""
    users = get_user_model()
    throughs = (users.user_permissions.through, users.groups.through)
    grants = [through.objects.filter(user=member).values_list(Value(GRANTED)) for through in throughs]
    levels = Sanction.objects.active(now).filter(member=member).order_by().values_list("level")
    return levels.union(*grants, all=True)
