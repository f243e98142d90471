"""Checks that no decision was changed, deleted or put in between."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from reviews.moderation import triggers
from reviews.moderation.models import Decision, LogTail, broken_links
from reviews.moderation.models.decision import SITE_BOOK


class Command(BaseCommand):
    help = "Follows the chain of decisions from the first to the last and names the first broken link."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--expect", metavar="HASH", help="a hash noted earlier that has to be in it")

    def handle(self, *args: Any, **options: Any) -> None:
        for book in (False, True):
            for number, problem in broken_links(is_demo=book):
                raise CommandError(f"decision {number}{' of the demo' if book else ''}: {problem}")
        if lacking := triggers.missing(connection):
            raise CommandError(f"the database does not guard the decisions any more: {', '.join(lacking)} is missing")
        tail = LogTail.objects.filter(pk=SITE_BOOK).first() or LogTail()
        if options["expect"] and not self._contains(options["expect"]):
            raise CommandError("the chain is whole, but it is not the one with that hash")
        self.stdout.write(f"{tail.number} decisions, every link holds; the last hash is {tail.hash or '-'}")

    def _contains(self, noted: str) -> bool:
        return Decision.objects.filter(is_demo=False, hash=noted).exists()
