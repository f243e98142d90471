"""Appeals: one a decision, in the member's own words."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .decision import Decision


class Appeal(models.Model):
    """A member's objection to a decision about an own text or the own account."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("waiting for a moderator")
        GRANTED = "granted", _("granted")
        DENIED = "denied", _("denied")

    decision = models.OneToOneField(Decision, models.DO_NOTHING, db_constraint=False, related_name="appeal")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="appeals")
    body = models.TextField(_("your words"), max_length=5000)
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.OPEN)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["-id"]
        default_permissions = []

    def __str__(self) -> str:
        return self.get_outcome_display()
