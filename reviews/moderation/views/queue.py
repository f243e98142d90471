"""The queue: the list of cases, and decisions over many of them."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ..access import MemberRequest, framed, moderator_required
from ..forms import QueueForm, RulingForm
from ..listing import filtered, page, undoable_now
from ..mass import hand_over, is_many, progress_of
from ..models import Case
from ..roles import RULES, SANCTION
from ..ruling import Refused, Ruling
from ..shortcuts import letter_for, ruling_from

LIMIT = 5000


@require_safe
@moderator_required
def queue(request: MemberRequest) -> HttpResponse:
    """Open cases, heaviest and oldest first."""
    form = QueueForm(request.GET)
    form.is_valid()
    cases = filtered(form.cleaned_data, request.user)
    query = request.GET.copy()
    query.pop("after", None)
    waiting = cases.queue()[: LIMIT + 1].count()  # by the queue's index; one decision takes LIMIT
    context = {
        "title": _("Moderation"),
        "form": form,
        "page": page(cases, request.GET.get("after", "")),
        "count": min(waiting, LIMIT),
        "is_over": waiting > LIMIT,
        "query": query.urlencode(),
        "newest": Case.objects.aggregate(newest=Max("pk"))["newest"] or 0,
        "ruling": RulingForm(initial={"ground": "spam"}),
        "mass": list(progress_of(request.user)),
        "undoable": undoable_now(request.user),
        "may_sanction": request.user.has_perm(SANCTION),
        "may_edit_rules": request.user.has_perm(RULES) and request.user.is_staff,
    }
    return render(request, "moderation/queue.html", framed(request) | context)


@require_POST
@moderator_required
def bulk(request: MemberRequest) -> HttpResponse:
    """One decision over the ticked cases, or over everything that waits by one member."""
    form = RulingForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("moderation:queue")
    seen = chosen(request)
    if not seen:
        messages.error(request, _("No case was ticked, so nothing was decided."))
        return redirect("moderation:queue")
    try:
        said = decide(ruling_from(form, request.user, letter_for(form), batch=str(uuid.uuid4())), seen)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("moderation:queue")
    messages.success(request, said)
    return redirect("moderation:queue")


def decide(ruling: Ruling, seen: dict[int, int]) -> str:
    """Decides a few cases at once, and leaves many to the background; says what it did."""
    if is_many(seen):
        hand_over(ruling, seen)
        return _("%(count)s cases are being decided in the background. This page shows how far it has come.") % {
            "count": len(seen)
        }
    count = len(ruling.decide(list(seen), seen))
    return ngettext("%(count)s case decided.", "%(count)s cases decided.", count) % {"count": count}


def chosen(request: MemberRequest) -> dict[int, int]:
    """The chosen cases with their versions: "id:version" each, all by one member, or all that the filters showed."""
    if member := request.POST.get("all_by"):
        cases = filtered({"why": "held", "member": member}, request.user)
        return dict(cases.values_list("pk", "version")[:LIMIT])
    if request.POST.get("all") and (newest := request.POST.get("newest", "")).isdecimal():
        form = QueueForm(QueryDict(request.POST.get("query", "")))
        form.is_valid()
        cases = filtered(form.cleaned_data, request.user).filter(pk__lte=int(newest[:18]))
        return dict(cases.values_list("pk", "version")[:LIMIT])
    pairs = [value.partition(":") for value in request.POST.getlist("case")[:LIMIT]]
    ticked = {int(pk): int(version) for pk, _colon, version in pairs if pk.isdecimal() and version.isdecimal()}
    known = set(Case.objects.filter(pk__in=ticked).values_list("pk", flat=True))
    return {pk: version for pk, version in ticked.items() if pk in known}
