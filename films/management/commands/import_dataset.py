"""Brings a data set into the catalogue: `manage.py import_dataset SOURCE PATH…`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from films.datasets import SOURCES, Row
from films.datasets.rows import SourceProblem
from films.datasets.run import import_files

ORDER = ("created", "changed", "unchanged", "doubtful", "refused")
REASONS_SHOWN = 20


class Command(BaseCommand):
    """Reads the files of a source in batches. It can be stopped at any point and simply run again."""

    help = "Import a data set: " + "; ".join(f"{name} ({source.what})" for name, source in SOURCES.items())

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", choices=sorted(SOURCES))
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")

    def handle(self, source: str, paths: list[Path], dry_run: bool, **options: Any) -> None:
        missing = [str(path) for path in paths if not path.exists()]
        if missing:
            raise CommandError(f"There is no {', '.join(missing)}. Name the files or the folder of the data set.")
        problems: list[Row] = []
        with self.progress() as progress:
            task = progress.add_task(source, total=None, rate="")

            def report(batch: list[Row], counts: Counter[str]) -> None:
                progress.advance(task, len(batch))
                problems.extend(row for row in batch if row.problem and len(problems) < REASONS_SHOWN)

            try:
                run = import_files(source, paths, Path(settings.DATA_DIR) / "imports", report, dry_run)
            except SourceProblem as problem:
                raise CommandError(str(problem)) from problem
        self.summary(run.counts, problems, dry_run)

    def progress(self) -> Progress:
        """A bar on a terminal, nothing elsewhere."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        return Progress(*columns, disable=not sys.stderr.isatty())

    def summary(self, counts: dict[str, int], problems: list[Row], dry_run: bool) -> None:
        """What became of the rows, and the first reasons for refusing some."""
        for row in problems:
            self.stderr.write(f"refused: {row.problem}: {row.raw[:100]}")
        said = ", ".join(f"{counts.get(name, 0)} {name}" for name in ORDER)
        self.stdout.write(f"{'It would be' if dry_run else 'Done'}: {said}.")
