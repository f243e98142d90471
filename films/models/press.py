"""What was published elsewhere about a film, and the sources that said it."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .film import Film


class ExternalReview(models.Model):
    """A review published elsewhere. `half_steps` is its rating on our scale (1-10), `rating_text` as it was printed."""

    class Voice(models.TextChoices):
        HOUSE = "house", _("our own publication")
        PRESS = "press", _("press")
        AUDIENCE = "audience", _("audience")

    film = models.ForeignKey(Film, models.CASCADE, related_name="external_reviews")
    voice = models.CharField(_("voice"), max_length=8, choices=Voice, default=Voice.PRESS)
    byline = models.CharField(_("words by"), max_length=200, blank=True)
    publication = models.CharField(_("publication"), max_length=200, blank=True)
    published = models.DateField(_("published on"), null=True, blank=True)
    half_steps = models.PositiveSmallIntegerField(
        _("rating in half-steps"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    rating_text = models.CharField(_("rating as printed"), max_length=100, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("full text"), blank=True)
    images_by = models.CharField(_("images by"), max_length=200, blank=True)
    also_by = models.CharField(_("rest of the byline"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        verbose_name = _("external review")
        verbose_name_plural = _("external reviews")
        ordering = ["film", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(half_steps=None) | Q(half_steps__range=(1, 10)), name="external_review_half_steps_in_range"
            ),
            models.UniqueConstraint(
                fields=["film", "voice", "byline", "publication"],
                condition=~Q(byline="", publication=""),
                name="external_review_once_per_byline",
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, [self.byline, self.publication])) or self.get_voice_display()


class ExternalScore(models.Model):
    """A score on the scale of where it was published; never part of the members' average."""

    class Kind(models.TextChoices):
        CRITICS = "critics", _("critics")
        AUDIENCE = "audience", _("audience")

    film = models.ForeignKey(Film, models.CASCADE, related_name="scores")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    source = models.CharField(_("source"), max_length=100, blank=True)
    value = models.DecimalField(_("value"), max_digits=6, decimal_places=2)
    out_of = models.DecimalField(_("out of"), max_digits=6, decimal_places=2)
    votes = models.PositiveIntegerField(_("votes"), null=True, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)

    class Meta:
        verbose_name = _("external score")
        verbose_name_plural = _("external scores")
        ordering = ["film", "kind", "source"]
        constraints = [
            models.UniqueConstraint(fields=["film", "kind", "source"], name="score_once_per_film_kind_source"),
            models.CheckConstraint(
                condition=Q(value__gte=0) & Q(value__lte=models.F("out_of")) & Q(out_of__gt=0),
                name="score_within_its_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value.normalize():f}/{self.out_of.normalize():f}"


class Source(models.Model):
    """One document or fact sheet: what it said (`payload`, a FilmRecord as JSON) and when it was read.

    A film's facts are merged from all its sources, so the order in which they came in does not matter.
    """

    film = models.ForeignKey(Film, models.CASCADE, related_name="sources", verbose_name=_("film"))
    name = models.CharField(_("document"), max_length=255, unique=True)
    shape = models.CharField(_("kind of page"), max_length=12)
    digest = models.CharField(max_length=64, editable=False)
    payload = models.JSONField(editable=False)
    published = models.DateField(_("date of the page"), null=True, blank=True)
    comments_open = models.BooleanField(_("its comments were open"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), auto_now=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class LoadedSheet(models.Model):
    """A fact sheet that `seed` has loaded, by its file's name and the digest of its content.

    It outlives its film: a film that an editor deleted is not brought back at the next start.
    """

    name = models.CharField(_("file"), max_length=255, unique=True)
    digest = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("loaded fact sheet")
        verbose_name_plural = _("loaded fact sheets")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
