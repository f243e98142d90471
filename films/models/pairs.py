"""Two films, or two people, that may be one: asked once, and what was decided is remembered."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .film import Film
from .person import Person


class PairQuerySet(models.QuerySet[Any]):
    """Pairs as the admin lists them and as joins look them up."""

    def open(self) -> PairQuerySet:
        """Pairs that somebody has yet to decide on, both of them still there."""
        return self.filter(verdict=Pair.Verdict.OPEN, one__joined_into=None, other__joined_into=None)

    def of(self, one: Any, other: Any) -> Any:
        """The pair of these two, made where nobody has asked about them before."""
        first, second = sorted((one, other), key=lambda row: row.pk)
        return self.get_or_create(one=first, other=second)[0]

    def ask(self, keys: list[tuple[int, int]]) -> int:
        """Asks about pairs of primary keys, smaller first, that nobody has asked about yet; how many are new."""
        known = set(self.filter(one__in={one for one, _ in keys}).values_list("one", "other"))
        new = [self.model(one_id=one, other_id=other) for one, other in keys if (one, other) not in known]
        return len(self.bulk_create(new, batch_size=500, ignore_conflicts=True))


class Pair(models.Model):
    """`one` is the older of the two. `journal` has what a join did, for taking it back; `gone` whom it took away."""

    class Verdict(models.TextChoices):
        OPEN = "open", _("to be decided")
        APART = "apart", _("kept apart")
        JOINED = "joined", _("joined")

    one: models.ForeignKey[Any, Any]
    other: models.ForeignKey[Any, Any]
    verdict = models.CharField(_("decision"), max_length=6, choices=Verdict, default=Verdict.OPEN)
    gone = models.PositiveBigIntegerField(null=True, editable=False)
    journal = models.JSONField(default=list, editable=False)
    found_at = models.DateTimeField(_("found"), default=timezone.now, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = PairQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-found_at", "-id"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="%(class)s_asked_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="%(class)s_older_first"),
        ]

    def __str__(self) -> str:
        return f"{self.one} · {self.other}"

    def decide(self, verdict: str, by: Any) -> None:
        """Remembers what somebody decided."""
        self.verdict, self.decided_by, self.decided_at = verdict, by, timezone.now()
        self.save()


class FilmPair(Pair):
    """Two films."""

    one = models.ForeignKey(Film, models.CASCADE, related_name="+", verbose_name=_("the older one"))
    other = models.ForeignKey(Film, models.CASCADE, related_name="+", verbose_name=_("the newer one"))

    class Meta(Pair.Meta):
        verbose_name = _("pair of films")
        verbose_name_plural = _("pairs of films that may be one")


class PersonPair(Pair):
    """Two people."""

    one = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("the older one"))
    other = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("the newer one"))

    class Meta(Pair.Meta):
        verbose_name = _("pair of people")
        verbose_name_plural = _("pairs of people who may be one")
