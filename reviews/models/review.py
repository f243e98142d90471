"""A member's verdict on a film: a rating, a text, or both."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.models import Film, Tally

from ..moderation import follow_up, tell_set_aside
from ..status import Status
from .film_text import STATUS_KNOWN, FilmText
from .reviewset import ReviewQuerySet


class RatedOr(Func):
    """The public rating, or for a review without one `unrated`, which stands in the statement as it does in the index:
    a parameter would not match it."""

    template = "COALESCE(%(expressions)s, %(unrated)s)"
    output_field = models.PositiveSmallIntegerField()


LISTED = Q(status=Status.PUBLISHED, withdrawn_at=None) & ~Q(body="", title="")
HIGHEST, LOWEST = 11, 0  # where reviews without a rating stand


class Review(FilmText):
    """One member's verdict on one film; writing again edits it.

    `half_steps` is 1-10 or None. `public_half_steps` is the rating that everybody sees and that the film's totals
    count: a text that is held never takes back a rating that was public before.
    """

    half_steps = models.PositiveSmallIntegerField(
        _("rating in half-steps"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    public_half_steps = models.PositiveSmallIntegerField(null=True, editable=False)
    title = models.CharField(_("title"), max_length=150, blank=True)
    watched_on = models.DateField(_("watched on"), null=True, blank=True)
    comments_open = models.BooleanField(_("comments are open"), default=True)
    comments_locked = models.BooleanField(_("closed by a moderator"), default=False, editable=False)
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
            # The rating that everybody sees is the member's or none; a published review's is the member's.
            models.CheckConstraint(
                condition=Q(public_half_steps=None) | Q(half_steps__isnull=False, public_half_steps=F("half_steps")),
                name="review_public_rating_is_the_rating",
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | Q(withdrawn_at__isnull=False)
                | Q(half_steps=None)
                | Q(public_half_steps__isnull=False),
                name="review_published_rating_is_public",
            ),
            models.CheckConstraint(
                condition=Q(public_half_steps=None) | (~Q(status="removed") & Q(withdrawn_at=None)),
                name="review_gone_rating_is_not_public",
            ),
            models.CheckConstraint(condition=STATUS_KNOWN, name="review_status_known"),
        ]
        indexes = [
            models.Index(
                fields=["film", "-created_at", "-id"],
                condition=Q(status="published", withdrawn_at=None),
                name="review_newest_of_film",
            ),
            models.Index(
                "film",
                RatedOr("public_half_steps", unrated=LOWEST).desc(),
                F("id").desc(),
                condition=LISTED,
                name="review_highest_of_film",
            ),
            models.Index(
                "film",
                RatedOr("public_half_steps", unrated=HIGHEST),
                "id",
                condition=LISTED,
                name="review_lowest_of_film",
            ),
            models.Index(fields=["film", "-comment_count", "-id"], condition=LISTED, name="review_discussed_of_film"),
            models.Index(fields=["author", "-created_at", "-id"], name="review_of_member"),
            models.Index(fields=["status", "created_at"], condition=~Q(status="published"), name="review_waiting"),
        ]

    def __str__(self) -> str:
        return _("%(author)s on %(film)s") % {"author": self.author, "film": self.film}

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.settle_public_rating()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("reviews:detail", args=[self.pk])

    @property
    def has_text(self) -> bool:
        return bool(self.body or self.title)

    @property
    def headline(self) -> str:
        """The title where it may be shown; what gives the story away has none outside its disclosure."""
        return "" if self.has_spoilers else self.title

    @property
    def takes_comments(self) -> bool:
        """Whether anything can be written under it."""
        return self.comments_open and self.is_visible and self.has_text

    @property
    def tally(self) -> Tally:
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

    def put(self, wanted: dict[str, Any]) -> Review | None:
        """Gives it the wanted values inside the lock; None where neither rating nor text is left. Raises Refused."""
        if not self._leaves_anything(wanted):
            if self.pk:
                self.take_back()
            return None
        if not self._state.adding and self.withdrawn_at is None and not self._changed(wanted):
            return self
        is_new = self._state.adding
        with self.counted():
            verdict = self._take(wanted)
        if verdict:
            follow_up(self, verdict, is_new=is_new)
        return self

    def _leaves_anything(self, wanted: dict[str, Any]) -> bool:
        kept = {} if self.withdrawn_at else {"body": self.body, "title": self.title}
        return any((kept | wanted).get(name) for name in ("half_steps", "body", "title"))

    def _changed(self, wanted: dict[str, Any]) -> set[str]:
        return {name for name, value in wanted.items() if getattr(self, name) != value}

    def _take(self, wanted: dict[str, Any]) -> Any:
        """Only what changed is judged: a moderator need not read a published text again because of its new rating."""
        if self.withdrawn_at:
            self._begin_anew()
        had_text, is_new_text = self.has_text, bool(self._changed(wanted) & {"title", "body"})
        for name, value in wanted.items():
            setattr(self, name, value)
        if is_new_text and had_text:
            self.edited_at = timezone.now()
        elif is_new_text:
            self.created_at, self.edited_at = timezone.now(), None
        if is_new_text or not self.has_text:
            return self.submit()
        self.admitted()
        return None

    def empty(self) -> None:
        super().empty()
        self.title = ""

    def _begin_anew(self) -> None:
        self.title = self.body = ""
        self.half_steps, self.watched_on, self.has_spoilers, self.trace = None, None, False, []
        self.created_at = timezone.now()
        self.edited_at = self.published_at = self.withdrawn_at = self.purged_at = None

    def stands_for(self, other: Review) -> None:
        """Where two films became one: tells the author that this review stands and the other one does not."""
        if other.withdrawn_at is None:
            tell_set_aside(self)

    def open_comments(self, is_open: bool) -> None:
        """Opens or closes the comments under it, for its author. What a moderator closes: moderation.closing."""
        with self.locked():
            type(self).objects.filter(pk=self.pk).update(comments_open=is_open, comments_locked=False)
            self.comments_open, self.comments_locked = is_open, False
            Film.objects.filter(pk=self.film_id).touch()
