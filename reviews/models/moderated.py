"""What all that members write has in common: somebody wrote it, and moderation decides who may read it."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..status import Status

MODERATE = "reviews.moderate"
VISITOR = AnonymousUser()
VISIBLE = Q(status=Status.PUBLISHED, withdrawn_at=None)


class ModeratedQuerySet(models.QuerySet[Any]):
    """Who may see which texts, said once."""

    def published(self) -> Self:
        """What everybody may see."""
        return self.filter(VISIBLE)

    def visible_to(self, user: Any = VISITOR) -> Self:
        """What `user` may see: the published; own texts in any state; moderators see all that is kept."""
        if user.has_perm(MODERATE):
            return self.all()
        if user.is_authenticated:
            return self.filter(Q(status=Status.PUBLISHED) | Q(author=user), withdrawn_at=None)
        return self.published()

    def waiting(self) -> Self:
        """What a moderator has yet to look at."""
        return self.filter(status=Status.PENDING, withdrawn_at=None)


class ModeratedText(models.Model):
    """A text by a member, and whether it is visible.

    Its author cannot be deleted while it is kept: a member who leaves withdraws.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="%(class)ss", verbose_name=_("author")
    )
    body = models.TextField(_("text"), blank=True, max_length=50_000)
    body_html = models.TextField(editable=False, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PUBLISHED, editable=False)
    # The pipeline's verdict at the last submission: a list of findings (see reviews.moderation.verdict).
    trace = models.JSONField(default=list, blank=True, editable=False)
    has_spoilers = models.BooleanField(_("gives the story away"), default=False)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    purged_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_visible(self) -> bool:
        """Whether everybody may read it."""
        return self.status == Status.PUBLISHED and self.withdrawn_at is None

    @property
    def is_held(self) -> bool:
        """Whether a moderator has yet to look at it."""
        return self.status == Status.PENDING and self.withdrawn_at is None

    def erase(self) -> None:
        """Erases the words for good, after their time. The caller holds the locks and writes the record."""
        self.empty()
        self.save()

    def empty(self) -> None:
        """Takes all words out, not saved yet."""
        self.body, self.body_html, self.trace, self.purged_at = "", "", [], timezone.now()
