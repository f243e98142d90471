"""`manage.py prepare`: database, first films and static files as this version needs them; nothing if they are."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from ...prepare import prepare


class Command(BaseCommand):
    help = "Brings the database and the static files up to this version."

    def handle(self, **options: Any) -> None:
        prepare(lambda words: self.stdout.write(f"flock: {words}"))
