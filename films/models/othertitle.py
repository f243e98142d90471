"""Titles under which a film is known beside its own."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..titles import match_key
from .catalogue import Catalogue
from .film import Film


class OtherTitle(models.Model):
    """Another title under which the film is known."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="titles")
    title = models.CharField(_("title"), max_length=300)
    region = models.CharField(_("where, or what kind"), max_length=100, blank=True)
    match_key = models.CharField(max_length=300, editable=False, db_index=True)

    class Meta:
        verbose_name = _("other title")
        verbose_name_plural = _("other titles")
        ordering = ["title", "id"]
        constraints = [models.UniqueConstraint(fields=["film", "title", "region"], name="other_title_once_per_film")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.match_key = match_key(self.title)
        super().save(*args, **kwargs)
        Film.objects.filter(pk=self.film_id).index()
        Catalogue.changed()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        Film.objects.filter(pk=self.film_id).index()
        Catalogue.changed()
        return deleted
