"""Members: who they are, how they are shown and what they prefer."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class MemberQuerySet(models.QuerySet["User"]):
    """Members as the site's pages may show them."""

    def visible(self) -> MemberQuerySet:
        """Members whose page anybody may see."""
        return self.filter(is_active=True)


class MemberManager(UserManager.from_queryset(MemberQuerySet)):  # type: ignore[misc]
    """Django's user manager that also finds members whatever the case of the name."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username__iexact=username)


class User(AbstractUser):
    """One member. Moderators and administrators are members with permissions."""

    class Glyph(models.TextChoices):
        SITE = "", _("as the site does")
        STARS = "stars", _("stars")
        SHEEP = "sheep", _("sheep")

    class Theme(models.TextChoices):
        SYSTEM = "", _("as the device does")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    username = models.CharField(
        _("username"),
        max_length=30,
        unique=True,
        validators=[ASCIIUsernameValidator(), MinLengthValidator(2)],
        help_text=_("2 to 30 letters, digits and . _ + - @; it is part of your page's address."),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    display_name = models.CharField(_("display name"), max_length=60, blank=True)
    bio = models.TextField(_("about me"), max_length=2000, blank=True)
    avatar = models.ImageField(_("picture"), upload_to="avatars/", blank=True)
    glyph = models.CharField(_("ratings in"), max_length=8, choices=Glyph.choices, default=Glyph.SITE, blank=True)
    theme = models.CharField(_("colours"), max_length=8, choices=Theme.choices, default=Theme.SYSTEM, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_demo = models.BooleanField(_("made by the demo"), default=False, editable=False)

    objects: ClassVar[MemberManager] = MemberManager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(Lower("username"), name="member_username_unique_in_any_case"),
        ]

    def __str__(self) -> str:
        return self.shown_name

    def get_absolute_url(self) -> str:
        return reverse("accounts:member", args=[self.username])

    @property
    def shown_name(self) -> str:
        """The name that pages show: the display name, else the username."""
        return self.display_name or self.username
