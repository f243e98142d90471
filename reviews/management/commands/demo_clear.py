"""Takes the demo's community away again."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviews.demo import Answered, clear


class Command(BaseCommand):
    help = "Removes what “demo” made, and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--with-answers", action="store_true", help="also delete real members' comments under texts of the demo"
        )

    def handle(self, *args: Any, with_answers: bool, **options: Any) -> None:
        try:
            counts = clear(with_answers=with_answers)
        except Answered as found:
            raise CommandError(
                f"{found.count} comments by real members stand under texts of the demo and would have to go too. "
                "Nothing was removed; “manage.py demo_clear --with-answers” removes both."
            ) from None
        if not counts["members"]:
            self.stdout.write("There is no demo here.")
            return
        self.stdout.write(
            f"{counts['members']} members, {counts['reviews']} ratings and reviews and {counts['comments']} comments "
            "of the demo are gone."
        )
