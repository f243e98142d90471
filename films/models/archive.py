"""Single ratings that data sets brought: kept apart, never a member's vote."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .film import Film


class ArchivedRating(models.Model):
    """One rating by one rater of a data set, who is a number there and nobody here.

    No total of a film counts it; it only says which films the same people rate alike.
    """

    class DataSet(models.IntegerChoices):
        MOVIELENS = 1, _("MovieLens")

    data_set = models.PositiveSmallIntegerField(_("data set"), choices=DataSet)
    rater = models.PositiveIntegerField(_("number of the rater"))
    film = models.ForeignKey(Film, models.CASCADE, related_name="archived_ratings")
    half_steps = models.PositiveSmallIntegerField(_("rating in half-steps"))

    class Meta:
        verbose_name = _("archived rating")
        verbose_name_plural = _("archived ratings")
        constraints = [
            models.UniqueConstraint(fields=["data_set", "rater", "film"], name="archived_rating_once"),
            models.CheckConstraint(condition=Q(half_steps__range=(1, 10)), name="archived_rating_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.get_data_set_display()} {self.rater}: {self.half_steps}"
