"""Where moderation has a text: the one word that texts, cases and decisions share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where moderation has a text. Withdrawing is its author's own act and stands beside it."""

    PENDING = "pending", _("waiting for a moderator")
    PUBLISHED = "published", _("published")
    REJECTED = "rejected", _("not accepted")
    REMOVED = "removed", _("removed by a moderator")
