"""One case: everything on one screen, the decision, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..access import MemberRequest, framed, moderator_required
from ..dossier import dossier
from ..forms import RulingForm
from ..grounds import LETTERS, Ground
from ..kinds import KINDS
from ..listing import neighbours, undoable_now
from ..mass import is_many, take_back_many
from ..models import Case, Decision, Policy
from ..roles import SANCTION
from ..ruling import Refused
from ..shortcuts import letter_for, ruling_from
from ..undo import undo as take_back
from ..undo import undoable


@require_safe
@moderator_required
def case(request: MemberRequest, pk: int) -> HttpResponse:
    """A case; opening it claims it for a while."""
    found = get_object_or_404(Case.objects.select_related("member", "film"), pk=pk)
    ground = found.reason if found.reason in Ground.values else Ground.SPAM
    form = RulingForm(initial={"seen": found.version, "ground": ground})
    return screen(request, found, form)


@require_POST
@moderator_required
def decide(request: MemberRequest, pk: int) -> HttpResponse:
    """One decision on one case; refused when something happened since it was shown."""
    found = get_object_or_404(Case.objects.select_related("member", "film"), pk=pk)
    form = RulingForm(request.POST)
    if not form.is_valid():
        return screen(request, found, form, status=422)
    before, behind = neighbours(found, request.user)
    try:
        ruling = ruling_from(form, request.user, letter_for(form, found.member))
        ruling.decide([found.pk], {found.pk: form.cleaned_data["seen"] or 0})
    except Refused as refused:
        found.refresh_from_db()
        return screen(request, found, form, status=409, refused=refused)
    messages.success(request, _("Done: %(what)s.") % {"what": Decision.Action(ruling.action).label})
    next_one = found if ruling.action == Decision.Action.NOTE else behind or before
    return redirect("moderation:case", next_one.pk) if next_one else redirect("moderation:queue")


def screen(
    request: MemberRequest, case: Case, form: RulingForm, *, status: int = 200, refused: Refused | None = None
) -> HttpResponse:
    """Renders a case for whoever asks."""
    policy = Policy.current()
    if refused:
        form = RulingForm({**form.cleaned_data, "seen": case.version})
    claimed = case.claim(request.user, policy.claim_minutes)
    case.refresh_from_db(fields=["claimed_by", "claimed_until"])
    before, behind = neighbours(case, request.user)
    context = {
        "title": _("Case %(number)s") % {"number": case.pk},
        "dossier": dossier(case, request.user, policy),
        "form": form,
        "letters": [(ground, Ground(ground).label, letter) for ground, letter in LETTERS.items()],
        "refused": refused,
        "holder": None if claimed else case.claimant(),
        "before": before,
        "behind": behind,
        "undoable": undoable_now(request.user),
        "may_sanction": request.user.has_perm(SANCTION),
    }
    return render(request, "moderation/case.html", framed(request) | context, status=status)


@require_POST
@moderator_required
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Takes back a decision, or the whole batch that it belongs to."""
    decision = get_object_or_404(undoable(request.user), pk=pk)
    together = list(undoable(request.user).filter(batch=decision.batch)) if decision.batch else [decision]
    if is_many(together):
        take_back_many.enqueue(by=request.user.pk, batch=decision.batch)
        messages.success(request, _("All of it is being taken back in the background. What was decided later stays."))
        return redirect("moderation:queue")
    try:
        take_back(request.user, sorted(together, key=lambda one: -one.pk))
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Taken back. Everything is as it was before."))
    if decision.case_id and len(together) == 1 and Case.objects.filter(pk=decision.case_id).exists():
        return redirect("moderation:case", decision.case_id)
    return redirect("moderation:queue")


@require_http_methods(["GET", "HEAD", "POST"])
@moderator_required
def text(request: MemberRequest, kind: str, pk: int) -> HttpResponse:
    """From a text on the site to its case; where there is none, POST opens one."""
    if kind not in KINDS:
        raise Http404
    target = get_object_or_404(KINDS[kind].texts(), pk=pk)
    open_case = Case.objects.open().of(target).first()
    if request.method == "POST" and open_case is None:
        open_case = Case.objects.open_for(target, "staff", weight=1)
    if open_case:
        return redirect("moderation:case", open_case.pk)
    earlier = Case.objects.of(target).order_by("-id")[:10]
    context = {"title": str(target), "target": target, "kind": KINDS[kind], "earlier": earlier}
    return render(request, "moderation/text.html", framed(request) | context)
