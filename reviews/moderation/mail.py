"""The outbox: notices that go out by mail, and mail to the moderators."""

from __future__ import annotations

from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from . import wording
from .models import Notice
from .roles import MODERATE

SALT = "flock.unsubscribe"
AT_ONCE = 10_000


def send_due(limit: int = AT_ONCE) -> int:
    """Mails notices that are due, each once however many do this at a time; what fails stays due, and is raised."""
    due = list(Notice.objects.to_mail().select_related("member").order_by("pk")[:limit])
    if not due:
        return 0
    with get_connection() as connection:
        return sum(_send(notice, connection) for notice in due)


def _send(notice: Notice, connection: Any) -> bool:
    claimed = Notice.objects.filter(pk=notice.pk, mailed_at=None).update(mailed_at=timezone.now())
    if not (claimed and notice.member.email):
        return False
    with translation.override(getattr(notice.member, "language", "") or settings.LANGUAGE_CODE):
        message = mail_about(notice)
    try:
        return bool(connection.send_messages([message]))
    except SMTPRecipientsRefused:
        return False  # and never tried again, so that a dead address does not stop the others
    except (OSError, SMTPException):
        Notice.objects.filter(pk=notice.pk).update(mailed_at=None)
        raise


def mail_about(notice: Notice) -> EmailMultiAlternatives:
    """The mail for a notice, with the headers that make unsubscribing one click."""
    stop = settings.SITE_URL + reverse(
        "moderation:unsubscribe", args=[unsubscribe_token(notice.member_id, notice.kind)]
    )
    subject = " ".join(wording.sentence(notice).split())
    context = {
        "notice": notice,
        "sentence": subject,
        "link": settings.SITE_URL + notice.link if notice.link else "",
        "stop": stop,
        "site_name": settings.SITE_NAME,
    }
    return EmailMultiAlternatives(
        subject=f"{settings.SITE_NAME}: {subject}"[:180],
        body=render_to_string("moderation/notice_mail.txt", context),
        to=[notice.member.email],
        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


def unsubscribe_token(member_id: int, kind: str) -> str:
    """A signed token that stops one kind of mail for one member, and can do nothing else."""
    return signing.dumps([member_id, kind], salt=SALT)


def read_token(token: str) -> tuple[int, str] | None:
    """The member and the kind of an unsubscribe token; None for a forged one."""
    try:
        member_id, kind = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return member_id, kind


def mail_moderators(subject: str, body: str) -> None:
    """Mails everybody who moderates."""
    people: Any = get_user_model()._default_manager
    found = people.with_perm(MODERATE, backend="django.contrib.auth.backends.ModelBackend").exclude(email="")
    for address in found.values_list("email", flat=True):
        send_mail(f"{settings.SITE_NAME}: {subject}", body, None, [address])
