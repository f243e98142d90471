"""What a film page shows besides the film's own facts: trivia, quoted lines, links, figures, stills and comparisons."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pictures.fields import MadeField, PictureField
from pictures.keeping import let_go

from .film import Film


class Detail(models.Model):
    """One entry of a film's page, in the order of `position`, from 1."""

    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        abstract = True
        ordering = ["film", "position", "id"]


class Tagline(Detail):
    """A further tagline; the first stands on the film itself."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="more_taglines")
    text = models.CharField(_("tagline"), max_length=500)

    class Meta(Detail.Meta):
        constraints = [models.UniqueConstraint(fields=["film", "text"], name="tagline_once_per_film")]

    def __str__(self) -> str:
        return self.text


class Trivia(Detail):
    """One thing worth knowing."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="trivia")
    text = models.TextField(_("text"))
    has_spoilers = models.BooleanField(_("gives the story away"), default=False)

    class Meta(Detail.Meta):
        verbose_name = _("trivia")
        verbose_name_plural = _("trivia")

    def __str__(self) -> str:
        return self.text[:80]


class Quote(Detail):
    """A line spoken in the film."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="quotes")
    line = models.TextField(_("line"))
    character = models.CharField(_("spoken by"), max_length=200, blank=True)

    class Meta(Detail.Meta):
        verbose_name = _("quoted line")
        verbose_name_plural = _("quoted lines")

    def __str__(self) -> str:
        return f"{self.character}: {self.line}"[:80] if self.character else self.line[:80]


class Link(Detail):
    """A link to elsewhere. Without an address it is a label that a source printed."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="links")
    label = models.CharField(_("label"), max_length=200)
    url = models.URLField(_("address"), max_length=500, blank=True)

    class Meta(Detail.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [models.UniqueConstraint(fields=["film", "label", "url"], name="link_once_per_film")]

    def __str__(self) -> str:
        return self.label


class BoxOffice(Detail):
    """One figure of the film's money, as printed; `amount` in whole units of `currency` (ISO 4217) where known."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="box_office")
    label = models.CharField(_("what"), max_length=100)
    text = models.CharField(_("as printed"), max_length=200)
    amount = models.BigIntegerField(_("amount"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)

    class Meta(Detail.Meta):
        verbose_name = _("box office figure")
        verbose_name_plural = _("box office")
        constraints = [
            models.UniqueConstraint(fields=["film", "label", "text"], name="box_office_figure_once_per_film")
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.text}"


class StillQuerySet(models.QuerySet["Still"]):
    """Stills; their pictures go with them."""

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        """Deletes stills with their pictures."""
        let_go(self.all())
        Film.objects.filter(stills__in=self.all()).touch_facts()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class Still(Detail):
    """A picture from the film, with its caption and whose it is."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="stills")
    image = PictureField(_("picture"), upload_to="stills", widths=(320, 640, 1280, 1920))
    image_made = MadeField()
    alt = models.CharField(_("description for those who cannot see it"), max_length=300)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)

    objects = StillQuerySet.as_manager()

    class Meta(Detail.Meta):
        verbose_name = _("still")
        verbose_name_plural = _("stills")
        constraints = [models.CheckConstraint(condition=~Q(alt=""), name="still_has_words")]

    def __str__(self) -> str:
        return self.caption or self.alt

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self.touch_pages()

    def get_absolute_url(self) -> str:
        return reverse("films:still", args=[self.film.slug, self.pk])

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        let_go(Still.objects.filter(pk=self.pk))
        self.touch_pages()
        return super().delete(*args, **kwargs)

    def touch_pages(self) -> None:
        """Marks the film's page as changed."""
        Film.objects.filter(pk=self.film_id).touch_facts()


class Mention(models.Model):
    """Another film or work that a source compares this one with; `other` once the catalogue has it."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="mentions")
    title = models.CharField(_("title"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    other = models.ForeignKey(
        Film, models.SET_NULL, null=True, blank=True, related_name="mentioned_by", verbose_name=_("film")
    )

    class Meta:
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")
        ordering = ["film", "title", "id"]
        constraints = [models.UniqueConstraint(fields=["film", "title"], name="mention_once_per_film")]

    def __str__(self) -> str:
        return self.title
