"""Works out which films are like which: `manage.py likeness [--all]`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from reviews.taste.work import work_out


class Command(BaseCommand):
    help = "Works out from the ratings which films are like which: what changed since the last time, or all of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="as if nothing were known yet")

    def handle(self, *args: Any, **options: Any) -> None:
        outcome = work_out(everything=options["all"])
        sentence = _("%(films)d films with enough ratings, %(worked_out)d worked out, %(written)d changed.")
        self.stdout.write(sentence % vars(outcome))
