"""What moderation does by the clock: mail that is due, sanctions that ended, removed texts whose time is over."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reviews.moderation.mail import send_due
from reviews.moderation.purge import purge
from reviews.moderation.sanctioning import lift_run_out


class Command(BaseCommand):
    help = "Mails what is due, writes down sanctions that ended, erases removed texts after their time. Run it daily."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how many texts would be erased")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            self.stdout.write(f"{purge(dry_run=True)} texts would be erased")
            return
        mailed, lifted, erased = send_due(10_000), lift_run_out(), purge()
        self.stdout.write(f"{mailed} notices mailed, {lifted} sanctions ended, {erased} texts erased")
