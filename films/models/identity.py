"""What tells one film or person from another: ids of other catalogues, addresses of our own, and joins."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..titles import address


class ExternalIds(models.Model):
    """Ids in other catalogues; each at most once. None where unknown, never ""."""

    imdb_id = models.CharField("IMDb", max_length=16, unique=True, null=True, blank=True)
    tmdb_id = models.CharField("TMDB", max_length=16, unique=True, null=True, blank=True)
    wikidata_id = models.CharField("Wikidata", max_length=16, unique=True, null=True, blank=True)
    letterboxd_id = models.CharField("Letterboxd", max_length=100, unique=True, null=True, blank=True)

    NAMES = ("imdb_id", "tmdb_id", "wikidata_id", "letterboxd_id")

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Empty input means "unknown", which the database keeps as NULL."""
        super().clean()
        for name in self.NAMES:
            setattr(self, name, getattr(self, name) or None)


class Joinable(models.Model):
    """A film or person that turned out to be another one stays as an empty row that leads there, so that a join can be
    undone. What it is joined into is never joined itself: a later join takes its followers along."""

    joined_into: models.ForeignKey[Any, Any] = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="joined",
        verbose_name=_("joined into"),
    )

    class Meta:
        abstract = True

    @property
    def standing(self) -> Self:
        """Itself, or what it was joined into."""
        return self.joined_into or self


def free_address(model: type[models.Model], text: str, fallback: str) -> str:
    """A slug for `text` that no row of `model` has yet: "drew-barrymore", then "drew-barrymore-2"."""
    wanted = address(text, fallback)
    taken = set(model._default_manager.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number = 1
    slug = wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
