"""Rules: the phrases, patterns and domains that a site's moderators look at first."""

from __future__ import annotations

import time
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..verdict import Outcome
from .policy import Policy


class Rule(models.Model):
    """One rule. What it does is switched by `outcome`; with "log only" it is noted and nothing else happens."""

    class Kind(models.TextChoices):
        PHRASE = "phrase", _("phrase")
        PATTERN = "pattern", _("pattern (regular expression)")
        BLOCK = "block", _("blocked domain")
        ALLOW = "allow", _("allowed domain")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PHRASE)
    text = models.CharField(_("phrase, pattern or domain"), max_length=300)
    whole_words = models.BooleanField(
        _("whole words only"), default=True, help_text=_("So that “ass” is not found in “class”.")
    )
    outcome = models.CharField(
        _("then"),
        max_length=8,
        choices=[(Outcome.HOLD, _("hold")), (Outcome.REJECT, _("reject"))],
        default=Outcome.HOLD,
    )
    log_only = models.BooleanField(_("log only"), default=False, help_text=_("Note it, but let the text through."))
    is_active = models.BooleanField(_("in use"), default=True)
    note = models.CharField(_("why we have it"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["kind", "text", "id"]
        constraints = [models.UniqueConstraint(fields=["kind", "text"], name="rule_once")]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        rules_changed()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        gone = super().delete(*args, **kwargs)
        rules_changed()
        return gone


def rules_changed() -> None:
    """Tells every process that its compiled rules are old."""
    Policy.current()
    Policy.objects.filter(pk=1).update(rules_version=time.time_ns())
