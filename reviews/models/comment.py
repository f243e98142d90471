"""Comments under a film or under a review, with one level of replies."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from films.models import Film, Tally

from .moderated import ModeratedQuerySet, ModeratedText, Status
from .review import Review


class CommentQuerySet(ModeratedQuerySet):
    """Comments as threads and totals need them."""

    def under_film(self, film: Film) -> CommentQuerySet:
        """Comments on the film itself, not on its reviews."""
        return self.filter(film=film, review=None)


class Comment(ModeratedText):
    """One comment. `film` is always the film whose page it belongs to; `review` is set under a review.

    `parent` is a comment of the same thread that has no parent itself. `key` is the form's own number: the same form
    sent twice makes one comment.
    """

    film = models.ForeignKey(Film, models.CASCADE, related_name="comments", verbose_name=_("film"))
    review = models.ForeignKey(
        Review, models.CASCADE, null=True, blank=True, related_name="comments", verbose_name=_("review")
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=_("in reply to")
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="comment_once_per_form"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="comment_status_known"),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=models.F("id")), name="comment_not_own_reply"),
        ]
        indexes = [
            models.Index(fields=["film", "created_at", "id"], condition=Q(review=None), name="comment_of_film"),
            models.Index(fields=["author", "-created_at", "-id"], name="comment_of_member"),
            models.Index(fields=["status", "created_at"], condition=~Q(status="published"), name="comment_waiting"),
        ]

    def __str__(self) -> str:
        return _("%(author)s under %(film)s") % {"author": self.author, "film": self.film}

    def get_absolute_url(self) -> str:
        page = self.review.get_absolute_url() if self.review else self.film.get_absolute_url()
        return f"{page}#comment-{self.pk}"

    @property
    def tally(self) -> Tally:
        """What it adds to the film's totals as it stands: comments under reviews count for their review only."""
        return Tally(comments=int(self.is_visible and self.review_id is None))
