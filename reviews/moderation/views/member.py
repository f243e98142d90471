"""A member as the moderators see them: the record, sanctions, a message, ban and clear."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..access import MemberRequest, framed, moderator_required
from ..dossier import history
from ..forms import ClearForm, MessageForm, SanctionForm
from ..models import Decision, Notice, Sanction
from ..notices import tell
from ..roles import SANCTION
from ..ruling import Refused
from ..sanctioning import ban_and_clear, lift
from ..sanctioning import sanction as put_sanction


@require_safe
@moderator_required
def member(request: MemberRequest, username: str) -> HttpResponse:
    """A member's record."""
    return screen(request, found(username))


def found(username: str) -> Any:
    """The member of that name, or 404."""
    return get_object_or_404(get_user_model(), username=username)


def screen(request: MemberRequest, member: Any, *, status: int = 200, **forms: Any) -> HttpResponse:
    """Renders a member's record with the forms that the moderator may use."""
    context = {
        "title": member.username,
        "history": history(member),
        "may_sanction": request.user.has_perm(SANCTION) and member != request.user,
        "sanction_form": SanctionForm(),
        "clear_form": ClearForm(member=member),
        "message_form": MessageForm(),
    }
    return render(request, "moderation/member.html", framed(request) | context | forms, status=status)


@require_POST
@moderator_required(permission=SANCTION)
def sanction(request: MemberRequest, username: str) -> HttpResponse:
    """Puts a sanction on a member."""
    who, form = found(username), SanctionForm(request.POST)
    if not form.is_valid():
        return screen(request, who, status=422, sanction_form=form)
    try:
        put_sanction(request.user, who, **form.cleaned_data)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Done."))
    return redirect("moderation:member", username)


@require_POST
@moderator_required(permission=SANCTION)
def lift_sanction(request: MemberRequest, pk: int) -> HttpResponse:
    """Ends a sanction before its time."""
    one = get_object_or_404(Sanction.objects.active().select_related("member"), pk=pk)
    lift(request.user, one)
    messages.success(request, _("Lifted."))
    return redirect("moderation:member", one.member.username)


@require_POST
@moderator_required(permission=SANCTION)
def clear(request: MemberRequest, username: str) -> HttpResponse:
    """Ban and clear, in one transaction and undone as one step."""
    who = found(username)
    form = ClearForm(request.POST, member=who)
    if not form.is_valid():
        return screen(request, who, status=422, clear_form=form)
    try:
        batch = ban_and_clear(request.user, who, form.cleaned_data["ground"], form.cleaned_data["letter"])
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        count = Decision.objects.filter(batch=batch, action=Decision.Action.REMOVE).count()
        messages.success(request, _("Banned, and %(count)s texts removed.") % {"count": count})
    return redirect("moderation:member", username)


@require_POST
@moderator_required
def message(request: MemberRequest, username: str) -> HttpResponse:
    """A message to a member. It is no strike."""
    who, form = found(username), MessageForm(request.POST)
    if not form.is_valid():
        return screen(request, who, status=422, message_form=form)
    facts = {"subject": form.cleaned_data["subject"]}
    tell([Notice(member=who, kind=Notice.Kind.STAFF, facts=facts, letter=form.cleaned_data["body"])])
    messages.success(request, _("Sent."))
    return redirect("moderation:member", username)
