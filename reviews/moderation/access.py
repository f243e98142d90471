"""Who gets to the pages of moderation: visitors are asked to log in, everybody else without the permission gets 404."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from .roles import MODERATE

View = Callable[..., HttpResponse]


class MemberRequest(HttpRequest):
    """A request behind `login_required` or `moderator_required`."""

    user: Any


def moderator_required(view: View | None = None, *, permission: str = MODERATE) -> Any:
    """A view for those who have `permission`."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.has_perm(permission):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate(view) if view else decorate


def framed(request: HttpRequest) -> dict[str, Any]:
    """What the admin's frame needs, without its list of tables: the room is for the cases."""
    return admin.site.each_context(request) | {"is_nav_sidebar_enabled": False}
