"""A decision as its member sees it, the appeal against it, and the member's standing."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..access import MemberRequest
from ..appealing import appeal as file_appeal
from ..appealing import appealable_by
from ..forms import AppealForm
from ..kinds import find
from ..models import Appeal, Decision, Policy, Sanction
from ..ruling import Refused

QUIET = (Decision.Action.NOTE, Decision.Action.ESCALATE)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decision(request: MemberRequest, pk: int) -> HttpResponse:
    """What was decided about a text of mine, why, and my appeal."""
    one = get_object_or_404(Decision.objects.exclude(action__in=QUIET).filter(member=request.user), pk=pk)
    policy = Policy.current()
    may_appeal = appealable_by(request.user, policy).filter(pk=pk).exists()
    form = AppealForm(request.POST) if request.method == "POST" else AppealForm()
    if request.method == "POST" and form.is_valid():
        try:
            file_appeal(request.user, one, form.cleaned_data["body"])
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Your appeal is with the moderators. You will hear from us."))
            return redirect("moderation:decision", pk)
    context = {
        "decision": one,
        "target": find(one.kind, [one.target_id]).get(one.target_id),
        "appeal": Appeal.objects.filter(decision=one).first(),
        "may_appeal": may_appeal,
        "form": form,
        "policy": policy,
    }
    return render(request, "moderation/decision.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def standing(request: MemberRequest) -> HttpResponse:
    """The sanctions against me and the decisions about me; a suspended member can read this too."""
    sanctions = Sanction.objects.known_to_member().filter(member=request.user)
    decisions = Decision.objects.filter(member=request.user).exclude(action__in=QUIET)
    decisions = decisions.filter(~Q(action=Decision.Action.PUBLISH)).select_related("film")[:100]
    return render(request, "moderation/standing.html", {"sanctions": sanctions, "decisions": decisions})
