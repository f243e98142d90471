"""Drafts that visitors leave: in their own session, until they have logged in and sent them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

KEY, MOST = "drafts", 5


def keep(request: HttpRequest, place: str, words: dict[str, Any]) -> None:
    """Keeps the draft for a place; only the newest few."""
    drafts = {name: draft for name, draft in request.session.get(KEY, {}).items() if name != place}
    newest = list({**drafts, place: words}.items())[-MOST:]
    request.session[KEY] = dict(newest)


def draft(request: HttpRequest, place: str) -> dict[str, Any]:
    """The draft for a place, or an empty one."""
    return request.session.get(KEY, {}).get(place, {})


def forget(request: HttpRequest, place: str) -> None:
    """Drops the draft once it was sent."""
    drafts = dict(request.session.get(KEY, {}))
    if drafts.pop(place, None) is not None:
        request.session[KEY] = drafts


def ask_to_log_in(request: HttpRequest, place: str, words: dict[str, Any], back: str) -> HttpResponse:
    """Keeps the draft and sends the visitor to log in or sign up, and from there back to the form."""
    keep(request, place, words)
    return redirect_to_login(back)
