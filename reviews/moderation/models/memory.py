"""What the checks remember: fingerprints of texts, the classifier's words, the brakes on films."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Fingerprint(models.Model):
    """Four bands of a text's MinHash: near-repeats share at least one of them (see ..repeats)."""

    kind = models.CharField(max_length=12)
    target_id = models.PositiveBigIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    band_1 = models.BigIntegerField(db_index=True)
    band_2 = models.BigIntegerField(db_index=True)
    band_3 = models.BigIntegerField(db_index=True)
    band_4 = models.BigIntegerField(db_index=True)

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["kind", "target_id"], name="fingerprint_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.target_id}"


class Learned(models.Model):
    """What the classifier has learned: one row a training, the newest counts."""

    at = models.DateTimeField(default=timezone.now)
    spam_texts = models.PositiveIntegerField()
    fine_texts = models.PositiveIntegerField()
    words = models.JSONField()  # word -> [texts of spam with it, fine texts with it]

    class Meta:
        ordering = ["-id"]
        default_permissions = []

    def __str__(self) -> str:
        return f"{self.spam_texts} / {self.fine_texts}"


class Brake(models.Model):
    """A film whose ratings from new accounts wait for a moderator, or whose texts are all read first."""

    film = models.OneToOneField("films.Film", models.CASCADE, related_name="brake", verbose_name=_("film"))
    premoderate = models.BooleanField(_("read every text on this film first"), default=False)
    on_since = models.DateTimeField(_("brake on since"), null=True, blank=True)
    released_at = models.DateTimeField(_("released by a moderator"), null=True, blank=True)
    counted = models.PositiveIntegerField(_("ratings in a day"), default=0)
    usual = models.FloatField(_("usual number"), default=0)

    class Meta:
        verbose_name = _("film under watch")
        verbose_name_plural = _("films under watch")

    def __str__(self) -> str:
        return str(self.film)
