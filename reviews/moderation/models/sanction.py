"""Sanctions: what a member may not do for a while, why, and until when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.prepared import prepared

from ..grounds import Ground


class SanctionQuerySet(models.QuerySet["Sanction"]):
    """Sanctions as checks and pages need them."""

    def active(self, now: datetime | None = None) -> SanctionQuerySet:
        """Those in force now; one that ran out is lifted by the clock, whether or not anything marked it."""
        return self.filter(Q(until=None) | Q(until__gt=now or timezone.now()), lifted_at=None)

    def barring(self) -> SanctionQuerySet:
        """Those under which a member writes nothing."""
        return self.active().filter(level__in=Sanction.BARRING)

    def run_out(self) -> SanctionQuerySet:
        """Those whose time is over but whose lifting nobody has written down."""
        return self.filter(lifted_at=None, until__lte=timezone.now())

    def known_to_member(self) -> SanctionQuerySet:
        """Those that the member is told of: everything but private notes."""
        return self.exclude(level=Sanction.Level.NOTE)


class Sanction(models.Model):
    """One sanction. A note is private and no strike; a talk with a member is a note."""

    class Level(models.TextChoices):
        NOTE = "note", _("private note")
        WARNING = "warning", _("warning")
        CHECK = "check", _("always check")
        MUTE = "mute", _("mute")
        SUSPEND = "suspend", _("suspend")
        BAN = "ban", _("ban")

    BARRING = (Level.MUTE, Level.SUSPEND, Level.BAN)
    LOCKING = (Level.SUSPEND, Level.BAN)

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sanctions")
    level = models.CharField(_("sanction"), max_length=8, choices=Level)
    ground = models.CharField(_("reason"), max_length=10, choices=Ground, blank=True)
    letter = models.TextField(_("letter"), blank=True, max_length=5000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    lifted_at = models.DateTimeField(null=True)
    decision_id = models.PositiveBigIntegerField(null=True)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        ordering = ["-id"]
        default_permissions = []
        indexes = [models.Index(fields=["member", "lifted_at"], name="sanction_of_member")]

    def __str__(self) -> str:
        return self.get_level_display()

    @property
    def is_active(self) -> bool:
        """Whether it is in force now."""
        return self.lifted_at is None and (self.until is None or self.until > timezone.now())


def standing_of(member: Any) -> set[str]:
    """The levels in force against `member`, in one query."""
    return {level for (level,) in levels_in_force(member.pk, timezone.now())}


@prepared
def levels_in_force(member: int, now: datetime) -> QuerySet[Sanction, Any]:
    return Sanction.objects.active(now).filter(member=member).order_by().values_list("level")
