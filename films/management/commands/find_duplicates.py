"""Looks through the catalogue for films and people that may stand there twice."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from films.joins import look


class Command(BaseCommand):
    """Every import does it at its end. What was asked before, or decided, is not asked again."""

    help = "Finds films and people that may be one; the admin's lists of pairs show them."

    def handle(self, *args: Any, **options: Any) -> None:
        films, people = look()
        self.stdout.write(f"New pairs to decide on: {films} of films, {people} of people.")
