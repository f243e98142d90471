"""What moderation does by the clock: mail, sanctions that ended, removed texts whose time is over, the classifier."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reviews.moderation.mail import send_due
from reviews.moderation.models import Policy
from reviews.moderation.purge import purge
from reviews.moderation.sanctioning import lift_run_out
from reviews.moderation.training import retrain_if_due


class Command(BaseCommand):
    help = (
        "Mails what is due, writes down sanctions that ended, erases removed texts after their time, trains the "
        "classifier where enough was decided. The site runs it every hour; twice at once does nothing twice."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how many texts would be erased")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            self.stdout.write(f"{purge(dry_run=True)} texts would be erased")
            return
        lifted, erased = lift_run_out(), purge()
        learned = ", and the classifier learned anew" if retrain_if_due(Policy.current()) else ""
        mailed = send_due()  # last: what a mail server does not take is raised
        self.stdout.write(f"{mailed} notices mailed, {lifted} sanctions ended, {erased} texts erased{learned}")
