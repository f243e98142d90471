"""`manage.py first_admin_link`: prints the one-time link of a site that nobody administers yet."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from ...models import FirstAdminLink, User


class Command(BaseCommand):
    help = "Prints a link with which the first administrator chooses a name and a password; nothing if there is one."

    def handle(self, **options: Any) -> None:
        if User.objects.administrators().exists():
            return
        page = reverse("accounts:setup", args=[FirstAdminLink.objects.make()])
        self.stdout.write(
            "flock: nobody administers this site yet; with this link, which works once, you become the one:"
        )
        self.stdout.write(f"flock: {settings.SITE_URL}{page}")
