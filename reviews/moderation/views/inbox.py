"""The inbox, which kinds of notice come by mail too, and the one click that stops a kind."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..access import MemberRequest
from ..mail import read_token
from ..models import MailChoice, Notice
from ..wording import sentence

PAGE = 50


@require_safe
@login_required
def inbox(request: MemberRequest) -> HttpResponse:
    """What the site told me, newest first."""
    notices = Notice.objects.filter(member=request.user)
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        notices = notices.filter(pk__lt=int(before))
    found = list(notices[: PAGE + 1])
    for notice in found[:PAGE]:
        notice.sentence = sentence(notice)
    context = {"notices": found[:PAGE], "more": found[PAGE - 1].pk if len(found) > PAGE else None}
    return render(request, "moderation/inbox.html", context)


@require_safe
@login_required
def notice(request: MemberRequest, pk: int) -> HttpResponse:
    """One notice; opening it marks it as read."""
    one = get_object_or_404(request.user.notices, pk=pk)
    request.user.notices.filter(pk=pk, read_at=None).update(read_at=timezone.now())
    one.sentence = sentence(one)
    return render(request, "moderation/notice.html", {"notice": one})


@require_POST
@login_required
def read_all(request: MemberRequest) -> HttpResponse:
    """Marks everything as read."""
    Notice.objects.unread().filter(member=request.user).update(read_at=timezone.now())
    return redirect("moderation:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mail(request: MemberRequest) -> HttpResponse:
    """Which kinds come by mail."""
    if request.method == "POST":
        for kind in Notice.MAILED:
            MailChoice.choose(request.user, kind, kind in request.POST.getlist("kind"))
        messages.success(request, _("Saved."))
        return redirect("moderation:mail")
    refused = set(MailChoice.objects.filter(member=request.user, wanted=False).values_list("kind", flat=True))
    choices = [(kind, Notice.Kind(kind).label, kind not in refused) for kind in Notice.MAILED]
    return render(request, "moderation/mail.html", {"choices": choices})


@csrf_exempt  # the signed token is the permission: mail programs post without a session (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: MemberRequest, token: str) -> HttpResponse:
    """Stops one kind of mail; a GET only asks, because mail scanners open every link."""
    read = read_token(token)
    if read is None:
        raise Http404
    member_id, kind = read
    if request.method == "POST":
        MailChoice.objects.update_or_create(member_id=member_id, kind=kind, defaults={"wanted": False})
    context = {"kind": Notice.Kind(kind).label, "done": request.method == "POST"}
    return render(request, "moderation/unsubscribe.html", context)
