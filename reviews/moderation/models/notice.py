"""Notices: what the site tells a member, in the inbox and, as the member prefers, by mail."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connections, models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

UNREAD = "SELECT COUNT(*) FROM reviews_notice WHERE member_id = %s AND read_at IS NULL"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices as the inbox and the outbox need them."""

    def unread(self) -> NoticeQuerySet:
        """What the member has not opened yet."""
        return self.filter(read_at=None)

    def count_unread_of(self, member: Any) -> int:
        """How many the member has not opened, past the ORM: asked for on every page."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(UNREAD, [member.pk])
            return int(cursor.fetchone()[0])

    def to_mail(self) -> NoticeQuerySet:
        """What is still to be mailed."""
        return self.filter(mail_due=True, mailed_at=None)

    def tell(self, notices: list[Any]) -> None:
        """Puts notices into their members' inboxes and marks those that go out by mail too."""
        silent = MailChoice.objects.filter(member__in={notice.member_id for notice in notices}, wanted=False)
        refused = set(silent.values_list("member_id", "kind"))
        for notice in notices:
            notice.mail_due = notice.kind in Notice.MAILED and (notice.member_id, notice.kind) not in refused
        self.bulk_create(notices, batch_size=500)


class Notice(models.Model):
    """One thing that a member is told. `facts` fills the sentence of its kind in the reader's language.

    Neither facts nor letter ever hold a held text, a removed text or a spoiler.
    """

    class Kind(models.TextChoices):
        HELD = "held", _("a text of mine is held")
        DECIDED = "decided", _("a moderator decided on a text of mine")
        REPORT = "report", _("the outcome of my reports")
        APPEAL = "appeal", _("the outcome of my appeals")
        SANCTION = "sanction", _("my account")
        REPLY = "reply", _("somebody answers me")
        STAFF = "staff", _("messages from the moderators")

    MAILED = (Kind.DECIDED, Kind.REPORT, Kind.APPEAL, Kind.SANCTION, Kind.REPLY, Kind.STAFF)

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind)
    facts = models.JSONField(default=dict)
    letter = models.TextField(blank=True)
    link = models.CharField(max_length=300, blank=True)
    decision_id = models.PositiveBigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    mail_due = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True)

    sentence: str  # set by the inbox, in the reader's language

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        default_permissions = []
        indexes = [
            models.Index(fields=["member", "-id"], name="notice_of_member"),
            models.Index(fields=["member"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["id"], condition=Q(mail_due=True, mailed_at=None), name="notice_to_mail"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class MailChoice(models.Model):
    """Whether a member wants one kind of notice by mail; without a row the answer is yes."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choices")
    kind = models.CharField(max_length=10, choices=Notice.Kind)
    wanted = models.BooleanField(default=True)

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["member", "kind"], name="mail_choice_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.wanted}"

    @classmethod
    def choose(cls, member: Any, kind: str, wanted: bool) -> None:
        """Remembers a member's choice."""
        cls.objects.update_or_create(member=member, kind=kind, defaults={"wanted": wanted})
