"""Reports: what members tell the moderators about a text or a member."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..grounds import Ground
from ..kinds import choices
from .case import Case


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports as cases and weights need them."""

    def open(self) -> ReportQuerySet:
        """Reports that have no outcome yet."""
        return self.filter(outcome=Report.Outcome.OPEN)

    def today_by(self, member: Any) -> ReportQuerySet:
        """What `member` reported within the last day."""
        return self.filter(reporter=member, at__gt=timezone.now() - timedelta(days=1))

    def weight_of(self, member: Any) -> float:
        """What a report by `member` weighs: 1 at first, towards 2 as they prove right, towards 0 as wrong.

        The rule of succession with two imagined outcomes of each kind: 2 (right + 2) / (right + wrong + 4).
        """
        counts = self.filter(reporter=member).aggregate(
            right=Count("pk", filter=Q(outcome=Report.Outcome.UPHELD)),
            wrong=Count("pk", filter=Q(outcome=Report.Outcome.DECLINED)),
        )
        return 2 * (counts["right"] + 2) / (counts["right"] + counts["wrong"] + 4)


class Report(models.Model):
    """One member's report. Its outcome is told to the member who made it, and to nobody else."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("a moderator will look")
        UPHELD = "upheld", _("we acted on it")
        DECLINED = "declined", _("we looked and left it as it is")

    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reports")
    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=12, choices=choices)
    target_id = models.PositiveBigIntegerField()
    ground = models.CharField(_("reason"), max_length=10, choices=Ground)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    weight = models.FloatField(default=1)
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.OPEN)
    decided_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-id"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "kind", "target_id"], condition=Q(outcome="open"), name="report_open_once"
            ),
        ]
        indexes = [models.Index(fields=["reporter", "-at"], name="report_by_member")]

    def __str__(self) -> str:
        return self.get_ground_display()
