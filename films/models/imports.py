"""How far the import of a data set has come, and the films that it was not sure of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .film import Film


class ImportRun(models.Model):
    """One data set on its way in. `rows_done` moves in the transaction of the batch, so a killed run goes on there."""

    source = models.CharField(_("source"), max_length=20)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    files = models.TextField(_("files"))
    rows_done = models.PositiveBigIntegerField(_("rows done"), default=0)
    refused_bytes = models.PositiveBigIntegerField(default=0, editable=False)
    counts = models.JSONField(_("outcome"), default=dict)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.source} · {self.files}"


class DoubtfulRecord(models.Model):
    """A record that may be about one of several films: kept until somebody decides, never guessed."""

    source = models.CharField(_("source"), max_length=20)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    payload = models.JSONField(_("record"))
    candidates = models.ManyToManyField(Film, related_name="doubtful_records", verbose_name=_("may be"))
    film = models.ForeignKey(
        Film, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("decided: it is")
    )
    found_at = models.DateTimeField(_("found"), auto_now_add=True)

    class Meta:
        verbose_name = _("doubtful record")
        verbose_name_plural = _("doubtful records")
        ordering = ["found_at", "id"]

    def __str__(self) -> str:
        facts = self.payload.get("film", {})
        return f"{facts.get('title', '?')} ({facts.get('year', '?')})"
