"""Teaches the spam classifier from the moderators' decisions."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reviews.moderation.models import Policy
from reviews.moderation.training import decided_texts, train
from reviews.moderation.trial import cross_validate


class Command(BaseCommand):
    help = "Trains the spam classifier anew from this site's own decisions."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--trial", action="store_true", help="change nothing; say how good it would be")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["trial"]:
            self.stdout.write(str(cross_validate(*decided_texts(), Policy.current().classifier_threshold)))
            return
        learned = train()
        seen = f"{learned.spam_texts} texts of spam and {learned.fine_texts} fine ones"
        self.stdout.write(f"learned {len(learned.words)} words from {seen}")
