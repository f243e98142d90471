"""Members in the admin: found, appointed, deactivated, and never deleted."""

from __future__ import annotations

from typing import Any

import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .models import User

# allauth's own pages, loaded first so that they can be taken away: they show the secrets of second factors.
admin.site.unregister([Authenticator, UserSession])

POWERS = ("is_staff", "is_superuser", "groups", "user_permissions")


class NewMemberForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("username", "email")


class MemberForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class MemberAdmin(UserAdmin):
    """Deleting would tear reviews out of totals and decisions out of the log: here members are only deactivated."""

    form = MemberForm
    add_form = NewMemberForm
    list_display = ("username", "display_name", "email", "is_active", "is_staff", "date_joined")
    list_filter = ("is_active", "is_staff", "is_superuser", "groups", "is_demo", "date_joined")
    search_fields = ("username", "display_name", "email")
    ordering = ("-pk",)  # newest first, by the key
    show_full_result_count = False
    readonly_fields = ("last_login", "date_joined", "is_demo")
    actions = ("deactivate", "activate")
    fieldsets = (
        (None, {"fields": ("username", "password", "email")}),
        (_("Shown"), {"fields": ("display_name", "bio")}),
        (_("Preferences"), {"fields": ("glyph", "theme", "language")}),
        (_("Powers"), {"fields": ("is_active", *POWERS)}),
        (_("History"), {"fields": ("date_joined", "last_login", "is_demo")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("username", "email", "password1", "password2")}),)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Only an administrator hands out powers: whoever may edit members could otherwise take them all."""
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if request.user.is_superuser else (*fields, *POWERS)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Staff who look after members do not lay hands on administrators."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and {"username", "display_name", "bio", "is_active"} & set(form.changed_data):
            obj.change_profile(display_name=obj.display_name, bio=obj.bio)

    @admin.action(description=_("Deactivate: no log-in, no page"), permissions=["change"])
    def deactivate(self, request: HttpRequest, members: QuerySet[User]) -> None:
        self.set_active(request, members.exclude(username=request.user.get_username()), active=False)

    @admin.action(description=_("Activate again"), permissions=["change"])
    def activate(self, request: HttpRequest, members: QuerySet[User]) -> None:
        self.set_active(request, members, active=True)

    def set_active(self, request: HttpRequest, members: QuerySet[User], *, active: bool) -> None:
        """One by one, each with its own line in the admin's log."""
        changed = [m for m in members.filter(is_active=not active) if self.has_change_permission(request, m)]
        for each in changed:
            each.is_active = active
            each.save(update_fields=["is_active"])
            each.touch_pages()
            self.log_change(request, each, [{"changed": {"fields": ["is_active"]}}])
        words: Any = ngettext("%(count)d member was changed.", "%(count)d members were changed.", len(changed))
        messages.success(request, words % {"count": len(changed)})


@admin.register(Authenticator)
class SecondFactorAdmin(admin.ModelAdmin):
    """For members who have lost theirs: it can be taken away, but neither looked into nor made up."""

    list_display = fields = ("user", "type", "created_at", "last_used_at")
    list_select_related = ("user",)
    list_filter = ("type",)
    search_fields = ("user__username", "user__email")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        """Taking an administrator's second factor away is half of becoming that administrator."""
        if obj is not None and obj.user.is_superuser and not request.user.is_superuser:
            return False
        return super().has_delete_permission(request, obj)
