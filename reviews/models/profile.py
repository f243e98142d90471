"""What members write about themselves: kept beside the account until it may be shown there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..status import Status
from .moderated import ModeratedQuerySet, ModeratedText


class ProfileText(ModeratedText):
    """One text of a member's page, newest version. Published, it stands in the account; removed, it is taken out."""

    class Field(models.TextChoices):
        DISPLAY_NAME = "display_name", _("display name")
        BIO = "bio", _("about me")

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile_texts")
    field = models.CharField(max_length=12, choices=Field)

    objects = ModeratedQuerySet.as_manager()

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["author", "field"], name="profile_text_once_per_member")]

    def __str__(self) -> str:
        return f"{self.author}: {self.get_field_display()}"

    def get_absolute_url(self) -> str:
        return self.author.get_absolute_url()

    def took_effect(self) -> None:
        """Shows it in the account, or takes it out."""
        shown = self.body if self.is_visible else ""
        if shown or self.status == Status.REMOVED:
            setattr(self.author, self.field, shown)
            self.author.save(update_fields=[self.field])
