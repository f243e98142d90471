"""Members: who they are, how they are shown and what they prefer."""

from __future__ import annotations

import unicodedata
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import MinLengthValidator
from django.db import connections, models, router, transaction
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pictures.fields import MadeField, PictureField, Whole

from ..names import LEFT, UsernameValidator, look, look_in_database

PERMISSIONS = """SELECT t.app_label, p.codename FROM auth_permission p JOIN django_content_type t
    ON t.id = p.content_type_id WHERE p.id IN (
        SELECT permission_id FROM accounts_user_user_permissions WHERE user_id = %s
        UNION ALL
        SELECT gp.permission_id FROM auth_group_permissions gp JOIN accounts_user_groups ug ON ug.group_id = gp.group_id
        WHERE ug.user_id = %s)"""


class MemberQuerySet(models.QuerySet["User"]):
    """Members as the site's pages may show them."""

    def visible(self) -> MemberQuerySet:
        """Members whose page anybody may see."""
        return self.filter(is_active=True)

    def named(self, username: str) -> MemberQuerySet:
        """The one member of that name in any case, by the index that keeps it one."""
        return self.alias(plain_name=Upper("username")).filter(plain_name=username.upper())

    def by_name(self) -> MemberQuerySet:
        """In the order of their names, by the same index."""
        return self.order_by(Upper("username"))

    def after(self, username: str) -> MemberQuerySet:
        """Those who come after `username` in that order."""
        return self.alias(plain_name=Upper("username")).filter(plain_name__gt=username.upper())

    def that_look_like(self, username: str) -> MemberQuerySet:
        """The one member whose name is hard to tell from `username`."""
        return self.alias(look=look_in_database("username")).filter(look=look(username))

    def administrators(self) -> MemberQuerySet:
        """Those who may do everything."""
        return self.filter(is_active=True, is_superuser=True)


class MemberManager(UserManager.from_queryset(MemberQuerySet)):  # type: ignore[misc]
    """Django's user manager that also finds members whatever the case of the name."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.named(username or "").get()


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
        validators=[UsernameValidator(), MinLengthValidator(2)],
        help_text=_("2 to 30 letters, digits, dots, dashes and underscores; it is part of your page's address."),
        error_messages={"unique": _("Another member has this name.")},
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    display_name = models.CharField(
        _("display name"), max_length=60, blank=True, help_text=_("Shown instead of your username.")
    )
    bio = models.TextField(_("about me"), max_length=2000, blank=True)
    avatar = PictureField(
        _("picture"), upload_to="avatars", widths=(48, 96, 192), is_square=True, megabytes=5, blank=True, editable=False
    )
    avatar_made = MadeField()
    glyph = models.CharField(_("ratings in"), max_length=8, choices=Glyph, default=Glyph.SITE, blank=True)
    theme = models.CharField(_("colours"), max_length=8, choices=Theme, default=Theme.SYSTEM, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_demo = models.BooleanField(_("made by the demo"), default=False, editable=False)

    objects: ClassVar[MemberManager] = MemberManager()

    # allauth's, by their reverse relations: its models need this one and so cannot be imported here.
    emailaddress_set: Any
    profile_texts: Any
    authenticator_set: Any
    usersession_set: Any

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(
                Upper("username"),  # not Lower: so its index serves Django's `iexact` on PostgreSQL too
                name="member_username_unique_in_any_case",
                violation_error_message=_("Another member has this name."),
            ),
            models.UniqueConstraint(
                look_in_database("username"),
                name="member_username_unlike_others",
                violation_error_message=_("Another member's name looks almost the same."),
            ),
        ]
        indexes = [models.Index(fields=["email"], name="member_by_email")]

    def __str__(self) -> str:
        return self.shown_name

    def get_absolute_url(self) -> str:
        return reverse("accounts:member", args=[self.username])

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        self.know_permissions()
        return super().has_perm(perm, obj)

    def has_module_perms(self, app_label: str) -> bool:
        self.know_permissions()
        return super().has_module_perms(app_label)

    def know_permissions(self) -> None:
        """Fetches the own permissions and those of groups in one query, where Django's backend would ask two."""
        if hasattr(self, "_perm_cache") or not self.pk or not self.is_active or self.is_superuser:
            return
        with connections[self._state.db or router.db_for_read(type(self), instance=self)].cursor() as cursor:
            cursor.execute(PERMISSIONS, [self.pk, self.pk])
            self._perm_cache = {f"{app}.{codename}" for app, codename in cursor.fetchall()}

    def remember_no_permissions(self) -> None:
        """Where somebody has looked already: nothing was granted to the member or a group of the member."""
        if not self.is_superuser:
            self._perm_cache = set()

    @property
    def shown_name(self) -> str:
        """The name that pages show: the display name, else the username."""
        return self.display_name or self.username

    @property
    def is_last_administrator(self) -> bool:
        """Whether nobody could look after the site without this member."""
        return self.is_superuser and self.is_active and not User.objects.administrators().exclude(pk=self.pk).exists()

    @transaction.atomic
    def change_profile(self, *, display_name: str, bio: str) -> list[str]:
        """The one way in which the words about a member change, so that one place can judge them.

        Returns sentences for the member about what is not shown yet.
        """
        kept = type(self).objects.select_for_update().get(pk=self.pk)
        wanted = {"display_name": one_line(display_name), "bio": bio.replace("\r\n", "\n").strip()}
        waits = self.profile_texts.submit(kept, **wanted)
        self.refresh_from_db(fields=list(wanted))
        return waits

    @transaction.atomic
    def change_picture(self, picture: Whole | None) -> None:
        """Shows `picture` from now on, or none."""
        self.avatar = picture or ""
        self.save(update_fields=["avatar"])
        self.touch_pages()

    def touch_pages(self) -> None:
        """Marks the pages of the films where this member is named as changed."""
        self.reviews.touch_films()
        self.comments.touch_films()

    @transaction.atomic
    def leave(self) -> None:
        """Withdraws all that the member wrote and forgets who it was.

        The row stays, so that answers keep their place and what moderators have decided still says about whom.
        """
        self.reviews.withdraw()
        self.comments.withdraw()
        self.suggestions.withdraw()
        self.profile_texts.all().delete()
        self.not_interested.all().delete()
        self.change_picture(None)
        for kept in (self.emailaddress_set, self.authenticator_set, self.usersession_set):
            kept.all().delete()
        self.groups.clear()
        self.user_permissions.clear()
        self.username, self.is_active, self.is_staff, self.is_superuser = f"{LEFT}{self.pk}", False, False, False
        self.email = self.first_name = self.last_name = self.display_name = self.bio = self.language = ""
        self.set_unusable_password()
        self.save()


def one_line(words: str) -> str:
    """`words` without what cannot be seen: control characters, marks that turn the direction, spaces of no width."""
    seen = "".join(" " if c.isspace() else c for c in words if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", seen).split())
