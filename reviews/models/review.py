"""A member's verdict on a film: a rating, a text, or both."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from films.models import Film, Tally

from .moderated import ModeratedQuerySet, ModeratedText, Status


class ReviewQuerySet(ModeratedQuerySet):
    """Reviews as lists and totals need them."""

    def written(self) -> ReviewQuerySet:
        """Reviews that say something, not only ratings."""
        return self.exclude(body="", title="")


class Review(ModeratedText):
    """One member's verdict on one film; writing again edits it.

    `half_steps` is 1-10 or None. `public_half_steps` is the rating that everybody sees and that the film's totals
    count: a text that is held never takes back a rating that was public before.
    """

    film = models.ForeignKey(Film, models.CASCADE, related_name="reviews", verbose_name=_("film"))
    half_steps = models.PositiveSmallIntegerField(
        _("rating in half-steps"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    public_half_steps = models.PositiveSmallIntegerField(null=True, editable=False)
    title = models.CharField(_("title"), max_length=150, blank=True)
    watched_on = models.DateField(_("watched on"), null=True, blank=True)
    comments_open = models.BooleanField(_("comments are open"), default=True)
    comment_count = models.PositiveIntegerField(_("comments"), default=0, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-created_at", "-id"]
        permissions = [("moderate", _("Can decide on what members write"))]
        constraints = [
            models.UniqueConstraint(fields=["author", "film"], name="review_once_per_member_and_film"),
            models.CheckConstraint(
                condition=Q(half_steps=None) | Q(half_steps__range=(1, 10)), name="review_half_steps_in_range"
            ),
            models.CheckConstraint(
                condition=Q(public_half_steps=None) | Q(public_half_steps__range=(1, 10)),
                name="review_public_half_steps_in_range",
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="review_status_known"),
        ]
        indexes = [
            models.Index(
                fields=["film", "-created_at", "-id"],
                condition=Q(status="published", withdrawn_at=None),
                name="review_newest_of_film",
            ),
            models.Index(fields=["author", "-created_at", "-id"], name="review_of_member"),
            models.Index(fields=["status", "created_at"], condition=~Q(status="published"), name="review_waiting"),
        ]

    def __str__(self) -> str:
        return _("%(author)s on %(film)s") % {"author": self.author, "film": self.film}

    def get_absolute_url(self) -> str:
        return reverse("reviews:detail", args=[self.pk])

    @property
    def has_text(self) -> bool:
        """Whether it says something, not only rates."""
        return bool(self.body or self.title)

    @property
    def tally(self) -> Tally:
        """What it adds to the film's totals as it stands."""
        return Tally(self.public_half_steps, reviews=int(self.is_visible and self.has_text))

    def settle_public_rating(self) -> None:
        """Brings the public rating in line with the state; call it before every save that changes either.

        Published: what the member chose. Held or not accepted: what was public stays, as the member has it now.
        Removed or withdrawn: none.
        """
        gone = self.withdrawn_at is not None or self.status == Status.REMOVED
        was_public = self.public_half_steps is not None
        if gone:
            self.public_half_steps = None
        elif self.status == Status.PUBLISHED or was_public:
            self.public_half_steps = self.half_steps

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.settle_public_rating()
        super().save(*args, **kwargs)
