"""The look: the reader's choice of light or dark and of a language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from reviews.visitors import visitors_may_post

A_YEAR = 365 * 24 * 3600
THEMES = ("light", "dark")


def theme_of(request: HttpRequest) -> str:
    """ "light", "dark" or "": what the member prefers, else what this browser was told, else as the device does."""
    chosen = getattr(getattr(request, "user", None), "theme", "") or request.COOKIES.get(settings.THEME_COOKIE_NAME, "")
    return chosen if chosen in THEMES else ""


@require_POST
@visitors_may_post
def theme(request: HttpRequest) -> HttpResponse:
    return kept(request, "theme", THEMES, settings.THEME_COOKIE_NAME)


@require_POST
@visitors_may_post
def language(request: HttpRequest) -> HttpResponse:
    return kept(request, "language", dict(settings.LANGUAGES), settings.LANGUAGE_COOKIE_NAME)


def kept(request: HttpRequest, name: str, choices: Any, cookie: str) -> HttpResponse:
    """Keeps a choice with the member and in this browser, and goes back to where the reader was."""
    chosen = request.POST.get(name, "")
    chosen = chosen if chosen in choices else ""
    if request.user.is_authenticated:
        get_user_model().objects.filter(pk=request.user.pk).update(**{name: chosen})
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "home")
    max_age = A_YEAR if chosen else 0
    response.set_cookie(cookie, chosen, max_age=max_age, samesite="Lax", httponly=True, secure=settings.HTTPS)
    return response
