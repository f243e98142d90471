"""Members' own pages. Logging in, mail and second factors are allauth's, under the same /accounts/."""

from __future__ import annotations

from http import HTTPStatus

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from .figures import figures
from .forms import FirstAdminForm, LeaveForm, PreferencesForm
from .models import FirstAdminLink, User

ON_MEMBERS_PAGE = 12
MEMBERS_ON_PAGE = 24


@require_safe
def member(request: HttpRequest, username: str) -> HttpResponse:
    """A member's page: ratings in figures and what was written last."""
    shown = get_object_or_404(User.objects.visible().named(username))
    if shown.username != username:
        return redirect(shown, permanent=True)
    written, rated = shown.reviews.on_page_of(shown, request.user, ON_MEMBERS_PAGE)
    numbers = figures(shown)
    context = {
        "member": shown,
        "is_self": shown == request.user,
        "numbers": numbers,
        "bars": numbers.bars if numbers.films else [],
        "decades": numbers.decades,
        "reviews": written,
        "rated": rated,
    }
    return render(request, "accounts/member.html", context)


@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """All members by name, and first those who rated lately; the next page starts after the last name of this one."""
    after = request.GET.get("after", "")
    found = list(User.objects.visible().by_name().after(after)[: MEMBERS_ON_PAGE + 1])
    shown, has_more = found[:MEMBERS_ON_PAGE], len(found) > MEMBERS_ON_PAGE
    next_after = shown[-1].username if has_more else ""
    context = {"members": shown, "next_after": next_after, "is_first": has_more and not after}
    return render(request, "accounts/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """How the member is shown, and in what glyphs, colours and language the member sees the site."""
    shown = get_object_or_404(User, pk=request.user.pk)  # a copy, so that a refused form does not change the header
    if request.method == "POST":
        form = PreferencesForm(request.POST, request.FILES, instance=shown)
        if form.is_valid():
            form.save()
            messages.success(request, _("Your preferences are saved."))
            for sentence in form.waits:
                messages.warning(request, sentence)
            response = redirect("accounts:preferences")
            for cookie in (settings.THEME_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME):
                response.delete_cookie(cookie)  # what this browser was told before
            return response
    else:
        form = PreferencesForm(instance=shown)
    return render(request, "accounts/preferences.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@sensitive_post_parameters("password")
def leave(request: HttpRequest) -> HttpResponse:
    """A member leaves: says what will happen, asks for the password, and does it."""
    leaving = get_object_or_404(User, pk=request.user.pk)
    if request.method == "POST":
        form = LeaveForm(request.POST, member=leaving, request=request)
        if form.is_valid():
            leaving.leave()
            logout(request)
            messages.success(request, _("Your account is gone. Thank you for having been here."))
            return redirect("home")
    else:
        form = LeaveForm(member=leaving, request=request)
    return render(request, "accounts/leave.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_post_parameters("password")
def setup(request: HttpRequest, token: str) -> HttpResponse:
    """The first administrator chooses a name and a password, by the link that the start printed."""
    if not FirstAdminLink.objects.alive(token).exists():
        return render(request, "accounts/setup_gone.html", status=HTTPStatus.GONE)
    if request.method == "POST":
        form = FirstAdminForm(request.POST)
        if form.is_valid():
            administrator = FirstAdminLink.objects.use(token, **form.cleaned_data)
            if administrator is None:
                return render(request, "accounts/setup_gone.html", status=HTTPStatus.GONE)
            welcome_page = reverse("accounts:welcome")
            return perform_login(request, administrator, email_verification="none", redirect_url=welcome_page)
    else:
        form = FirstAdminForm()
    return render(request, "accounts/setup.html", {"form": form})


@require_safe
@login_required
def welcome(request: HttpRequest) -> HttpResponse:
    """What somebody who has just put up a site does first."""
    get_object_or_404(User.objects.administrators(), pk=request.user.pk)
    return render(request, "accounts/welcome.html")
