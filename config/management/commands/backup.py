"""`manage.py backup FOLDER`: the site's database, pictures and key in one new folder, while it runs."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ...backups import Problem, make


class Command(BaseCommand):
    help = "Writes a backup of the site, which may run, to a new folder. Keep it where nobody else reads it."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")

    def handle(self, folder: Path, **options: Any) -> None:
        try:
            made = make(folder.absolute())
        except (Problem, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{folder}: the database and {made.files} files, {made.size / 1_000_000:,.1f} MB.")
        if settings.MEDIA_STORE:
            self.stdout.write("Pictures are in the bucket that MEDIA_STORE names, not in the backup.")
        if not (settings.DATA_DIR / "secret_key").exists():
            self.stdout.write("SECRET_KEY stands in the environment, not in the backup: keep it too.")
