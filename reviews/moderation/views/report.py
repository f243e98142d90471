"""Reporting a text or a member, and what became of one's reports."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..access import MemberRequest
from ..forms import ReportForm
from ..kinds import KINDS
from ..models import Report
from ..reporting import report as file_report
from ..ruling import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request: MemberRequest, kind: str, pk: int) -> HttpResponse:
    """The report form for what the member can see."""
    if kind not in KINDS or not KINDS[kind].is_reportable:
        raise Http404
    target = get_object_or_404(KINDS[kind].visible_to(request.user), pk=pk)
    form = ReportForm(request.POST) if request.method == "POST" else ReportForm()
    if request.method == "POST" and form.is_valid():
        try:
            file_report(request.user, target, form.cleaned_data["ground"], form.cleaned_data["note"])
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Thank you. A moderator will look at it and you will hear what we did."))
            return redirect("moderation:reports")
    context = {"form": form, "target": target, "kind": KINDS[kind]}
    return render(request, "moderation/report.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def reports(request: MemberRequest) -> HttpResponse:
    """The member's own reports with their outcome."""
    own = Report.objects.filter(reporter=request.user)[:200]
    return render(request, "moderation/reports.html", {"reports": own})
