"""The public log and the transparency page, for whomever the site shows them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ..figures import figures, in_words
from ..models import Decision, Policy
from ..roles import MODERATE
from ..undo import undoable

PAGE = 50
LONGEST = timedelta(days=3660)


class PeriodForm(forms.Form):
    """From when to when."""

    first = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label=_("To"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("first") and data.get("last"):
            if data["first"] > data["last"]:
                raise forms.ValidationError(_("The first day is after the last."))
            if data["last"] - data["first"] > LONGEST:
                raise forms.ValidationError(_("Please choose ten years or less."))
        return data


def barred(request: HttpRequest, policy: Policy) -> HttpResponse | None:
    """The answer to whoever may not read the log; None for everybody else."""
    if policy.log_audience == Policy.Audience.PUBLIC or request.user.has_perm(MODERATE):
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if policy.log_audience == Policy.Audience.STAFF:
        raise Http404
    return None


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Decisions, newest first: never the removed words, never a reporter."""
    policy = Policy.current()
    if answer := barred(request, policy):
        return answer
    decisions = (
        Decision.objects.visible_to(request.user, policy).select_related("film", "by", "undone_by").order_by("-id")
    )
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        decisions = decisions.filter(pk__lt=int(before))
    found = list(decisions[: PAGE + 1])
    moderates = request.user.has_perm(MODERATE)
    shown = found[:PAGE]
    mine = undoable(request.user).filter(pk__in=[one.pk for one in shown]) if moderates else Decision.objects.none()
    context = {
        "decisions": shown,
        "undoable": set(mine.values_list("pk", flat=True)),
        "more": shown[-1].pk if len(found) > PAGE else None,
        "policy": policy,
        "moderates": moderates,
    }
    return render(request, "moderation/log.html", context)


@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    """How much was decided, how fast, and how often wrongly."""
    if answer := barred(request, Policy.current()):
        return answer
    today = timezone.localdate()
    usual = {"first": today - timedelta(days=29), "last": today}
    form = PeriodForm(request.GET) if request.GET else PeriodForm(initial=usual)
    period = form.cleaned_data if request.GET and form.is_valid() else usual
    found = figures(period["first"], period["last"])
    context = {"form": form, "figures": found, "waited": in_words(found.waited)}
    return render(request, "moderation/transparency.html", context)
