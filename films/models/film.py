"""The film: its facts, its totals and its revision."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pictures.fields import MadeField, PictureField
from pictures.keeping import let_go

from ..links import link
from ..titles import address, film_address, match_key, sort_title
from .catalogue import Catalogue
from .filmset import FIRST_YEAR, LAST_YEAR, FilmQuerySet
from .formeraddress import FormerAddress
from .identity import ExternalIds, Joinable, free_address
from .names import Country, Genre, Language, Location
from .person import Person
from .totals import Totals

POSTER_WIDTHS = (160, 320, 480, 720)


class Film(ExternalIds, Joinable, Totals):
    """One film or series. `revision` grows in the transaction of every change that its page shows."""

    class Kind(models.TextChoices):
        FILM = "film", _("film")
        SHORT = "short", _("short film")
        SERIES = "series", _("series")
        TV_FILM = "tv film", _("television film")

    title = models.CharField(_("title"), max_length=300)
    original_title = models.CharField(_("original title"), max_length=300, blank=True)
    slug = models.SlugField(_("address"), max_length=100, unique=True, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.FILM)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    release_date = models.DateField(_("release date"), null=True, blank=True)
    tagline = models.CharField(_("tagline"), max_length=500, blank=True)
    synopsis = models.TextField(_("synopsis"), blank=True)
    runtime_minutes = models.PositiveSmallIntegerField(_("running time in minutes"), null=True, blank=True)
    certificate = models.CharField(_("certificate"), max_length=40, blank=True)
    genres = models.ManyToManyField(Genre, related_name="films", blank=True, verbose_name=_("genres"))
    countries = models.ManyToManyField(Country, related_name="films", blank=True, verbose_name=_("countries"))
    languages = models.ManyToManyField(Language, related_name="films", blank=True, verbose_name=_("languages"))
    locations = models.ManyToManyField(Location, related_name="films", blank=True, verbose_name=_("filming locations"))
    people = models.ManyToManyField(Person, through="films.Credit", related_name="films")
    poster = PictureField(_("poster"), upload_to="posters", widths=POSTER_WIDTHS, blank=True)
    poster_made = MadeField()
    poster_alt = models.CharField(_("description of the poster"), max_length=300, blank=True)
    poster_credit = models.CharField(_("credit of the poster"), max_length=200, blank=True)
    comments_open = models.BooleanField(_("comments are open"), default=True)
    is_published = models.BooleanField(_("shown on the site"), default=True)
    match_key = models.CharField(max_length=300, editable=False, db_index=True)
    original_key = models.CharField(max_length=300, editable=False, db_index=True)
    sort_title = models.CharField(max_length=300, editable=False)
    revision = models.PositiveBigIntegerField(default=1, editable=False)
    # The revision with which the facts changed last: what is drawn from them, and those parts of the page that no vote
    # changes, are kept under it.
    facts_revision = models.PositiveBigIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    objects = FilmQuerySet.as_manager()

    class Meta(ExternalIds.Meta):
        verbose_name = _("film")
        verbose_name_plural = _("films")
        ordering = ["sort_title", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="film_has_a_title"),
            models.CheckConstraint(
                condition=Q(joined_into=None) | Q(is_published=False), name="film_joined_is_not_shown"
            ),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="film_year_in_range"
            ),
            models.CheckConstraint(
                condition=Q(runtime_minutes=None) | Q(runtime_minutes__range=(1, 10000)), name="film_runtime_in_range"
            ),
            models.CheckConstraint(
                condition=Q(poster="") | ~Q(poster_alt=""),
                name="film_poster_has_words",
                violation_error_message=_("Describe the poster for those who cannot see it."),
            ),
        ]
        indexes = [
            models.Index(fields=["sort_title", "id"], name="film_by_title"),
            models.Index(Coalesce("year", 0).desc(), F("id").desc(), name="film_by_year"),
            models.Index(fields=["-settled_average", "-id"], name="film_by_average"),
            models.Index(fields=["-review_count", "-id"], name="film_by_reviews"),
            models.Index(fields=["-created_at", "-id"], name="film_by_newest"),
            models.Index(fields=["id"], condition=Q(is_published=False), name="film_hidden"),
            models.Index(
                fields=["-last_activity_at", "-id"], condition=~Q(last_activity_at=None), name="film_by_activity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title

    def set_keys(self) -> None:
        """Brings the keys by which titles are compared and sorted in line with them."""
        self.match_key, self.sort_title = match_key(self.title), sort_title(self.title)
        self.original_key = match_key(self.original_title) if self.original_title else ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        self.slug = self.slug or self.free_slug()
        with transaction.atomic():
            if not self._state.adding:
                kwargs.setdefault("update_fields", self.fact_fields())
                self.keep_old_address()
            super().save(*args, **kwargs)
            type(self).objects.filter(pk=self.pk).facts_changed()

    @classmethod
    def save_facts(cls, films: Collection[Film]) -> None:
        """Saves the facts of many films that stand and keep their addresses; all that rests on them is done once."""
        if films:
            for film in films:
                film.set_keys()
                super(Film, film).save(update_fields=cls.fact_fields())
            cls.objects.filter(pk__in=[film.pk for film in films]).facts_changed()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        let_go(type(self).objects.filter(pk=self.pk))
        Catalogue.changed()
        return super().delete(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return link("films:detail", self.slug)

    @classmethod
    def fact_fields(cls) -> list[str]:
        """The fields that editors change; totals and revision move by expressions only, so no save sets them back."""
        counted = {field.name for field in Totals._meta.fields} | {"id", "revision", "facts_revision", "poster_made"}
        return [field.name for field in cls._meta.concrete_fields if field.name not in counted]

    @property
    def wanted_slug(self) -> str:
        """The address that title and year ask for: "miss-you-already-2015"."""
        return film_address(self.title, self.year)

    def free_slug(self) -> str:
        """That address, or the next free one where another film has it."""
        taken = type(self).objects.exclude(pk=self.pk).filter(slug=self.wanted_slug).exists()
        return free_address(type(self), self.wanted_slug, "film") if taken else self.wanted_slug

    def keep_old_address(self) -> None:
        """Lets the address that stands in the database lead here, should it change now; the new one is taken back."""
        old = type(self).objects.filter(pk=self.pk).exclude(slug=self.slug).values_list("slug", flat=True).first()
        if old:
            if old != address(self.title, "film"):  # the address without the year leads to the film by itself
                FormerAddress.objects.update_or_create(slug=old, defaults={"film": self})
            FormerAddress.objects.filter(slug=self.slug).delete()

    def change_poster(self, name: str, alt: str, credit: str) -> None:
        """Shows a picture that is kept already, or none for "". What becomes of the one before is for the caller."""
        self.poster, self.poster_alt, self.poster_credit = name, alt, credit
        rows = type(self).objects.filter(pk=self.pk)
        rows.update(poster=name, poster_alt=alt, poster_credit=credit)
        self.touch_pages()
        if name:
            transaction.on_commit(partial(self.poster.field.make_sizes_of, self))

    def touch_pages(self) -> None:
        """Marks all pages that show the film's poster as changed: its own, and those with its card."""
        type(self).objects.filter(pk=self.pk).touch()
        Catalogue.changed()

    def open_comments(self, is_open: bool) -> None:
        """Opens or closes the comments on the film itself."""
        self.comments_open = is_open
        type(self).objects.filter(pk=self.pk).update(comments_open=is_open, revision=F("revision") + 1)

    @property
    def decade(self) -> int | None:
        """The first year of the film's decade, or None."""
        return self.year // 10 * 10 if self.year else None
