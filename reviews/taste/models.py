"""What is kept of the likeness of films, and what members want to see no more."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from films.models import Film
from films.prepared import prepared

NEIGHBOURS, SHOWN = 30, 12  # kept of one film, and shown on its page


class LikenessQuerySet(models.QuerySet["Likeness"]):
    """Likenesses in the order in which they count: no two of one film are at the same place."""

    def ranked(self) -> LikenessQuerySet:
        return self.order_by("film", "-score", "-raters", "other")

    def films_like(self, film: Film) -> list[Any]:
        """The films most like it that everybody may see, each with the number of its common `raters`."""
        return like(film.pk)


@prepared
def like(film: int) -> models.QuerySet[Film]:
    films = Film.objects.visible_to().as_cards().filter(like__film=film)
    return films.annotate(raters=F("like__raters")).order_by("-like__score", "-raters", "pk")[:SHOWN]


class Likeness(models.Model):
    """How alike two films were rated. Only the most alike of each film are kept, so the other way may be missing."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="likenesses")
    other = models.ForeignKey(Film, models.CASCADE, related_name="like")
    score = models.PositiveSmallIntegerField()  # ten-thousandths: 10000 would be the same
    raters = models.PositiveIntegerField()  # who rated both

    objects = LikenessQuerySet.as_manager()

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(fields=["film", "other"], name="likeness_once"),
            models.CheckConstraint(condition=Q(score__range=(1, 10_000)), name="likeness_score_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.film_id} ~ {self.other_id}: {self.score}"


class Compared(models.Model):
    """What a film's ratings were when its likenesses were worked out: where they still are the same, so are these."""

    film = models.OneToOneField(Film, models.CASCADE, primary_key=True, related_name="+")
    digest = models.BigIntegerField()
    weakest = models.PositiveSmallIntegerField()  # the last score of a full list, 0 where all that there is fits in

    class Meta:
        default_permissions = []

    def __str__(self) -> str:
        return f"{self.film_id}: {self.digest}"


class NotInterested(models.Model):
    """A film that a member does not want suggested. Nobody else sees it."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="not_interested")
    film = models.ForeignKey(Film, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["member", "film"], name="not_interested_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.film}"
