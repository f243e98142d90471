"""Teaches the spam classifier from the moderators' decisions."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reviews.moderation.training import train


class Command(BaseCommand):
    help = "Trains the spam classifier anew from this site's own decisions."

    def handle(self, *args: Any, **options: Any) -> None:
        learned = train()
        seen = f"{learned.spam_texts} texts of spam and {learned.fine_texts} fine ones"
        self.stdout.write(f"learned {len(learned.words)} words from {seen}")
