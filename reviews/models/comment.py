"""Comments under a film or under a review, with one level of replies."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.models import Film, Tally
from films.prepared import prepared

from ..moderation import follow_up
from ..text import clean, rendered
from .film_text import STATUS_KNOWN, FilmText, FilmTextQuerySet, Refused
from .moderated import VISIBLE
from .review import Review


class CommentsClosed(Refused):
    """Comments are closed here."""

    def __init__(self) -> None:
        super().__init__(_("Comments are closed here."))


class TooLate(Refused):
    """The time in which a comment can be edited is over."""

    def __init__(self) -> None:
        super().__init__(_("The time in which this comment could be edited is over."))


class CommentQuerySet(FilmTextQuerySet):
    """Comments as threads and totals need them."""

    def counters(self) -> dict[int, dict[str, int]]:
        found = self.filter(VISIBLE, review=None).order_by().values_list("film_id").annotate(Count("pk"))
        return {film: {"comment_count": count} for film, count in found}

    def number_of(self, member: Any) -> int:
        """How many of a member's comments everybody may read."""
        return (number.first(member.pk) or (0,))[0]

    def write(
        self,
        author: Any,
        film: Film,
        *,
        body: str,
        review: Review | None = None,
        parent: Comment | None = None,
        has_spoilers: bool = False,
        key: uuid.UUID,
    ) -> Comment:
        """Writes a comment once per form (`key`); the same form again gives the same comment. Raises Refused."""
        comment = self.model(author=author, film=film, review=review, has_spoilers=has_spoilers)
        comment.body = clean(body)
        comment.parent = parent and (parent.parent or parent)
        # Other words are another comment, even from the same form: somebody went back in the browser and wrote on.
        comment.key = uuid.uuid5(key, f"{film.pk} {review and review.pk} {parent and parent.pk} {comment.body}")
        rendered(comment.body)
        try:
            with transaction.atomic():
                return self._sent(comment) or comment.put()
        except IntegrityError:
            if sent := self._sent(comment):
                return sent
            raise

    def _sent(self, comment: Comment) -> Comment | None:
        return self.filter(author=comment.author, key=comment.key).first()


@prepared
def number(member: int) -> QuerySet[Any, Any]:
    written = Comment.objects.published().filter(author=member).order_by()
    return written.values("author").annotate(number=Count("pk")).values_list("number")


class Comment(FilmText):
    """One comment. `film` is always the film whose page it belongs to; `review` is set under a review.

    `parent` is a comment of the same thread that has no parent itself. `key` comes from the form's own number and the
    words: the same form sent twice makes one comment.
    """

    review = models.ForeignKey(
        Review, models.RESTRICT, null=True, blank=True, related_name="comments", verbose_name=_("review")
    )
    parent = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="replies", verbose_name=_("in reply to")
    )
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="comment_once_per_form"),
            models.CheckConstraint(condition=STATUS_KNOWN, name="comment_status_known"),
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
        return reverse("reviews:comment_at", args=[self.pk])

    @property
    def tally(self) -> Tally:
        """Comments under reviews count for their review only."""
        return Tally(comments=int(self.is_visible and self.review_id is None))

    @property
    def editable_until(self) -> datetime | None:
        """When its author can no longer edit it; None where there is no limit."""
        minutes = settings.COMMENT_EDIT_MINUTES
        return self.created_at + timedelta(minutes=minutes) if minutes else None

    @property
    def can_be_edited(self) -> bool:
        """Whether its author may still edit it. What a moderator holds or turned down can always be put right."""
        late = self.editable_until is not None and self.editable_until < timezone.now()
        return self.withdrawn_at is None and (not self.is_visible or not late)

    def takes_reply(self, reply: Comment) -> bool:
        """Whether everybody sees it, in the thread of the reply."""
        return self.is_visible and (self.film_id, self.review_id) == (reply.film_id, reply.review_id)

    def count_in_thread(self, step: int) -> None:
        if self.review_id and step:
            Review.objects.filter(pk=self.review_id).update(comment_count=F("comment_count") + step)

    def put(self) -> Comment:
        """Saves a new comment inside a transaction. Raises Refused."""
        self.film = film = Film.objects.lock(self.film_id)
        review = Review.objects.select_for_update(of=("self",)).get(pk=self.review_id) if self.review_id else None
        if not (review.takes_comments if review else film.comments_open):
            raise CommentsClosed
        if self.parent and not self.parent.takes_reply(self):
            raise Refused(_("The comment that you answer is no longer there."))
        with self.counted():
            verdict = self.submit()
        follow_up(self, verdict, is_new=True)
        return self

    def edit(self, body: str, *, has_spoilers: bool) -> None:
        """Changes the words. Raises Refused, as when the time for it is over."""
        body = clean(body)
        rendered(body)
        with self.locked():
            if (body, has_spoilers) == (self.body, self.has_spoilers):
                return
            if not self.can_be_edited:
                raise TooLate
            with self.counted():
                is_new_text = body != self.body
                self.body, self.has_spoilers = body, has_spoilers
                self.edited_at = timezone.now()
                verdict = self.submit() if is_new_text else self.admitted()
            if is_new_text:
                follow_up(self, verdict)
