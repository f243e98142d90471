"""The small shared vocabularies of the catalogue: genres, countries, languages and locations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..titles import address
from ..usual_names import translated
from .catalogue import Catalogue


class Name(models.Model):
    """A word that many films share, with an address of its own."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("address"), max_length=100, unique=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = self.slug or address(self.name, "x")
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        Catalogue.changed()

    @property
    def shown(self) -> str:
        """The name in the reader's language, where it is a usual one (films.usual_names)."""
        return translated(str(self._meta.model_name), self.name)


class Genre(Name):
    """A genre, in the site's own words."""

    class Meta(Name.Meta):
        verbose_name = _("genre")
        verbose_name_plural = _("genres")


class Country(Name):
    """A country of production, by its usual English name."""

    class Meta(Name.Meta):
        verbose_name = _("country")
        verbose_name_plural = _("countries")


class Language(Name):
    """A language spoken in films."""

    class Meta(Name.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")


class Location(Name):
    """A place where films were shot, as printed: "London, England, UK"."""

    class Meta(Name.Meta):
        verbose_name = _("filming location")
        verbose_name_plural = _("filming locations")
