"""What members write about themselves: kept beside the account until it may be shown there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..moderation import Outcome, Verdict, follow_up, for_author, judge
from ..moderation.models import Policy
from ..status import Status
from .moderated import ModeratedQuerySet, ModeratedText


class ProfileTextQuerySet(ModeratedQuerySet):
    """Texts of members' pages."""

    def submit(self, member: Any, **texts: str) -> list[str]:
        """Takes new versions of the texts of a member's page; sentences for the member about what is not shown now.

        What is held, or not taken, leaves the version before it on the page. Call it with the member's row locked.
        """
        changed = {name: body for name, body in texts.items() if body != getattr(member, name)}
        return [sentence for name, body in changed.items() for sentence in self._take(member, name, body)]

    def _take(self, member: Any, name: str, body: str) -> list[str]:
        text = self.filter(author=member, field=name).first() or self.model(author=member, field=name)
        text.author, text.body = member, body
        verdict = judge(text, member) if body else Verdict()
        tell = Policy.current().tell_reasons
        if verdict.outcome == Outcome.REJECT:
            return for_author(verdict.trace, tell=tell)
        text.status, text.trace, text.edited_at = verdict.status, verdict.trace, timezone.now()
        text.save()
        follow_up(text, verdict)
        text.took_effect()
        if text.is_visible:
            return []
        waits = _("Your new %(text)s waits for a moderator.") % {"text": text.get_field_display()}
        return [waits, *for_author(verdict.trace, tell=tell)]


class ProfileText(ModeratedText):
    """One text of a member's page, newest version. Published, it stands in the account; removed, it is taken out."""

    class Field(models.TextChoices):
        DISPLAY_NAME = "display_name", _("display name")
        BIO = "bio", _("about me")

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile_texts")
    field = models.CharField(max_length=12, choices=Field)

    objects = ProfileTextQuerySet.as_manager()

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["author", "field"], name="profile_text_once_per_member")]

    def __str__(self) -> str:
        return f"{self.author}: {self.get_field_display()}"

    def get_absolute_url(self) -> str:
        return self.author.get_absolute_url()

    def took_effect(self) -> None:
        """Shows it in the account, or takes it out."""
        if self.is_visible or self.status == Status.REMOVED:
            setattr(self.author, self.field, self.body if self.is_visible else "")
            self.author.save(update_fields=[self.field])
            self.author.touch_pages()
