"""What visitors may send before they log in.

Their pages are cached whole and so hold no CSRF token. A form of a visitor changes nothing but the visitor's own
session, and only if the browser says that it comes from this site; members' forms always need their token.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[..., HttpResponse]


def visitors_may_post(view: View) -> View:
    """Lets visitors post from this site without a token. The view has to see to it that they only leave drafts."""
    with_token = csrf_protect(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        trusted = not request.user.is_authenticated and is_from_here(request)
        return (view if trusted else with_token)(request, *args, **kwargs)

    return csrf_exempt(guarded)


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this. A browser that says nothing is not believed."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    parts = urlsplit(said)
    origin = f"{parts.scheme}://{parts.netloc}"
    return origin == f"{request.scheme}://{request.get_host()}" or origin in settings.CSRF_TRUSTED_ORIGINS
