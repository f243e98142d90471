"""`manage.py restore FOLDER`: what `backup` wrote, into an empty data folder and an empty database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ...backups import Problem, restore


class Command(BaseCommand):
    help = "Restores a backup into an empty place; one of SQLite into SQLite or PostgreSQL."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")

    def handle(self, folder: Path, **options: Any) -> None:
        try:
            restore(folder.absolute(), lambda words: self.stdout.write(f"{words} …"))
        except (Problem, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"The site is in {settings.DATA_DIR}. `manage.py verify_log` sees whether its log is whole.")
