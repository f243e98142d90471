"""The one-time link with which the first administrator of a new site chooses a name and a password."""

from __future__ import annotations

import hashlib
import secrets

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from .member import User


class FirstAdminLinkQuerySet(models.QuerySet["FirstAdminLink"]):
    """The link that is alive, if there is one."""

    def make(self) -> str:
        """Returns a new token, of which only the hash is kept; the link made before is dead from now on."""
        token = secrets.token_urlsafe(32)
        self.update_or_create(pk=1, defaults={"digest": digest(token), "made_at": timezone.now()})
        return token

    def alive(self, token: str) -> FirstAdminLinkQuerySet:
        """The link that `token` opens, while nobody administers the site."""
        return self.none() if User.objects.administrators().exists() else self.filter(digest=digest(token))

    @transaction.atomic
    def use(self, token: str, *, username: str, email: str, password: str) -> User | None:
        """Makes the first administrator, or returns None where the link is dead.

        The row is deleted first: of two who come at once, the second waits here and then finds nothing to delete.
        """
        if not self.filter(digest=digest(token)).delete()[0] or User.objects.administrators().exists():
            return None
        administrator: User = get_user_model().objects.create_superuser(username, email, password)
        if email:
            administrator.emailaddress_set.create(email=email.lower(), primary=True, verified=True)
        return administrator


class FirstAdminLink(models.Model):
    """At most one row."""

    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    objects = FirstAdminLinkQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="first_admin_link_only_one")]

    def __str__(self) -> str:
        return f"made {self.made_at:%Y-%m-%d %H:%M}"


def digest(token: str) -> str:
    """A quick hash is enough: the token is 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()
