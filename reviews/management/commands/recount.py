"""Rebuilds the totals of all films and reviews from the rows that they count."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews.models import differences


class Command(BaseCommand):
    help = "Compares every total with the rows that it counts, and puts right what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 if anything differs")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        found = 0
        for found, wrong in enumerate(differences(repair=not check), 1):  # noqa: B007
            sentence = _("%(row)s (%(id)s): %(counter)s says %(kept)s, the rows say %(counted)s.")
            shown = vars(wrong) | {"id": wrong.row.pk}
            self.stdout.write(sentence % shown)
        if not found:
            self.stdout.write(_("All totals are right."))
        elif check:
            sentence = ngettext("%(count)s total differs.", "%(count)s totals differ.", found)
            raise CommandError(sentence % {"count": found})
        else:
            sentence = ngettext("%(count)s total put right.", "%(count)s totals put right.", found)
            self.stdout.write(sentence % {"count": found})
