"""Suspended and banned members may log in, read why, appeal, take their history along and leave; nothing else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .models import Sanction, standing_of

READING = ("GET", "HEAD", "OPTIONS")
# Addresses where a suspended member may still post: the own account and its end, notices and appeals.
OPEN = ("/accounts/", "/notices/", "/moderation/decisions/", "/theme/")
CLOSED = ("/accounts/preferences/",)


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
        if not standing_of(user) & {*Sanction.LOCKING}:
            return self.get_response(request)
        locking = Sanction.objects.active().filter(member=user, level__in=Sanction.LOCKING).first()
        return render(request, "moderation/suspended.html", {"sanction": locking}, status=403)

    @staticmethod
    def is_open(path: str) -> bool:
        """Whether a suspended member may post there."""
        return path.startswith(OPEN) and not path.startswith(CLOSED)
