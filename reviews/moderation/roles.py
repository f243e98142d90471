"""Who may do what: three groups with Django's own permissions, and the rules about one's own affairs."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _

MODERATE = "reviews.moderate"
SANCTION = "reviews.sanction_members"
APPEALS = "reviews.decide_appeals"
RULES = "reviews.edit_rules"

MODERATOR, SENIOR, ADMINISTRATOR = "Moderator", "Senior moderator", "Administrator"

# codename, model, name: what the groups need, whether or not Django has made its permissions yet.
_BASIC = [
    ("moderate", "review", "Can decide on what members write"),
]
_SENIOR = [
    *_BASIC,
    ("sanction_members", "case", "Can sanction members"),
    ("decide_appeals", "case", "Can decide on appeals and passed-on cases"),
    ("edit_rules", "case", "Can edit the moderation rules"),
    ("view_rule", "rule", "Can view rule"),
    ("add_rule", "rule", "Can add rule"),
    ("change_rule", "rule", "Can change rule"),
    ("delete_rule", "rule", "Can delete rule"),
]
_ADMINISTRATOR = [
    *_SENIOR,
    ("view_policy", "policy", "Can view moderation policy"),
    ("change_policy", "policy", "Can change moderation policy"),
    ("view_decision", "decision", "Can view decision"),
    ("view_brake", "brake", "Can view film under watch"),
    ("add_brake", "brake", "Can add film under watch"),
    ("change_brake", "brake", "Can change film under watch"),
]
ROLES = {MODERATOR: _BASIC, SENIOR: _SENIOR, ADMINISTRATOR: _ADMINISTRATOR}


def make_groups() -> None:
    """Makes the three groups with their permissions; what an administrator added to them stays."""
    for name, permissions in ROLES.items():
        group, _is_new = Group.objects.get_or_create(name=name)
        group.permissions.add(*[_permission(*permission) for permission in permissions])


def _permission(codename: str, model: str, name: str) -> Permission:
    content_type, _is_new = ContentType.objects.get_or_create(app_label="reviews", model=model)
    found, _is_new = Permission.objects.get_or_create(
        codename=codename, content_type=content_type, defaults={"name": name}
    )
    return found


def is_only_moderator(user: Any) -> bool:
    """Whether nobody else could decide: then own affairs are allowed, and the page says so."""
    others = get_user_model()._default_manager.with_perm(
        MODERATE, backend="django.contrib.auth.backends.ModelBackend", include_superusers=True
    )
    return not others.exclude(pk=user.pk).exists()


OWN_TEXT = _("This is your own text or your own account; another moderator has to decide.")
OWN_REPORT = _("You alone reported this; another moderator has to decide.")
OWN_DECISION = _("This is an appeal against your own decision; another moderator has to decide.")
SENIOR_ONLY = _("This is for senior moderators.")
ONLY_ONE = _("You are this site's only moderator, so you decide about your own affairs too. The log shows it.")
