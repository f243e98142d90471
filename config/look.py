"""The look: the reader's choice of light or dark, and the page that shows every component."""

from __future__ import annotations

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
    """Keeps the choice with the member and in this browser, and goes back to where the reader was."""
    chosen = request.POST.get("theme", "")
    chosen = chosen if chosen in THEMES else ""
    if request.user.is_authenticated:
        get_user_model().objects.filter(pk=request.user.pk).update(theme=chosen)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "home")
    response.set_cookie(
        settings.THEME_COOKIE_NAME,
        chosen,
        max_age=A_YEAR if chosen else 0,
        samesite="Lax",
        httponly=True,
        secure=settings.HTTPS,
    )
    return response
