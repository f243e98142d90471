"""The administration's front page: its lists in groups that follow the work, whichever app or package has them."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GROUPS: list[tuple[Promise | str, tuple[str, ...]]] = [
    (_("Moderation"), ("reviews.Rule", "reviews.Brake", "reviews.Decision", "reviews.Policy")),
    (_("What members write"), ("reviews.Review", "reviews.Comment", "reviews.Suggestion")),
    (_("Catalogue"), ("films.Film", "films.Person", "films.Credit")),
    (_("Words of the catalogue"), ("films.Genre", "films.Country", "films.Language", "films.Location")),
    (
        _("Imports"),
        ("films.Source", "films.ImportRun", "films.DoubtfulRecord", "films.FilmPair", "films.PersonPair"),
    ),
    (_("Members"), ("accounts.User", "auth.Group", "account.EmailAddress", "mfa.Authenticator")),
    (_("Machine room"), ("django_tasks_database.DBTaskResult",)),
]
# What packages call theirs says little to those who have not read them.
NAMES = {
    "mfa.Authenticator": _("Second factors"),
    "account.EmailAddress": _("E-mail addresses"),
    "django_tasks_database.DBTaskResult": _("Background jobs"),
}


class FlockAdminSite(AdminSite):
    """Django's administration, ordered by what one does there."""

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The groups with what the reader may see of them; an app's own page stays as it is."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        found = {model["model"]._meta.label: model for app in apps for model in app["models"]}
        for label, name in NAMES.items():
            if label in found:
                found[label]["name"] = name
        shown = [(name, [found.pop(label) for label in labels if label in found]) for name, labels in GROUPS]
        if request.user.has_perm("reviews.moderate"):
            shown[0][1].insert(0, queue())
        return [group(name, models) for name, models in [*shown, (_("More"), list(found.values()))] if models]


def queue() -> dict[str, Any]:
    """The queue as one of the lists."""
    address = reverse("moderation:queue")
    return {"name": _("Queue"), "object_name": "queue", "admin_url": address, "add_url": None, "view_only": True}


def group(name: Promise | str, models: list[Any]) -> dict[str, Any]:
    """A group as the administration's templates take an app; its heading leads to its first list."""
    return {
        "name": name,
        "app_label": models[0]["object_name"].lower(),
        "app_url": models[0]["admin_url"],
        "has_module_perms": True,
        "models": models,
    }
