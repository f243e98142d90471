"""Fills the site with the demo's made-up community."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from reviews.demo import DemoNotPossible, build

SUMMARY = (
    "{members} members, {ratings} ratings, {reviews} reviews and {comments} comments are there; {held} texts are held, "
    "{reports} reports came in, {decisions} cases are decided. “make demo-clear” takes exactly this away again."
)


class Command(BaseCommand):
    help = (
        "Makes a clearly marked demo community (members, ratings, reviews, comments); demo_clear takes it away again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if get_user_model()._default_manager.filter(is_demo=True).exists():
            self.stdout.write("The demo is here already. “make demo-clear” takes it away again.")
            return
        self.stdout.write("Making the demo community …")
        try:
            counts = build(self.progress)
        except DemoNotPossible as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(SUMMARY.format(**counts))

    def progress(self, done: int, total: int) -> None:
        """Says how far it is, on a terminal only."""
        if self.stdout.isatty():
            self.stdout.write(f"\r{done} of {total}", ending="\n" if done == total else "")
            self.stdout.flush()
