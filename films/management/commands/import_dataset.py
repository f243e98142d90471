"""Brings a data set into the catalogue: `manage.py import_dataset SOURCE PATH…`."""

from __future__ import annotations

import gc
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from films.datasets import SOURCES, Reading
from films.datasets.rows import SourceProblem
from films.datasets.run import Outcome, import_rows
from films.datasets.tmdb import years
from films.joins import look

ORDER = ("created", "changed", "unchanged", "doubtful", "refused")
OBJECTS = 200_000  # new ones, after which Python looks for circles of them; 700 as it comes
SHOWN = 20  # rows of each outcome that are named with their reasons; all of them with --verbosity 2


class Command(BaseCommand):
    """Reads the rows of a source in batches. It can be stopped at any point and simply run again."""

    requires_system_checks = ()  # they load all pages and forms, of which an import needs none
    help = "Import a data set: " + "; ".join(f"{name} ({source.what})" for name, source in SOURCES.items())

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", choices=sorted(SOURCES))
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
        parser.add_argument("--years", type=years, metavar="2015 or 2011-2015", help="TMDB: the films of these years")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")

    def handle(self, source: str, paths: list[Path], years: range | None, dry_run: bool, **options: Any) -> None:
        missing = [str(path) for path in paths if not path.exists()]
        if missing or (SOURCES[source].needs_paths and not paths):
            raise CommandError(f"There is no {', '.join(missing) or 'PATH'}. Name the files or the folder.")
        self.said: Counter[str] = Counter()
        self.most = SHOWN if options["verbosity"] < 2 else sys.maxsize
        reading = Reading(paths, options={"years": f"{years[0]}-{years[-1]}"} if years else {})
        try:
            with few_collections(), self.progress() as progress:
                report = self.watch(progress, source, reading, dry_run)
                run = import_rows(source, reading, Path(settings.DATA_DIR) / "imports", report, dry_run)
        except (SourceProblem, OSError) as problem:
            raise CommandError(str(problem)) from problem
        said = ", ".join(f"{run.counts.get(name, 0)} {name}" for name in ORDER)
        self.stdout.write(f"{'It would be' if dry_run else 'Done'}: {said}.")
        if reading.left_out:
            kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(reading.left_out.items()))
            self.stdout.write(f"Left out, as they are no films: {kinds}.")
        if not dry_run:
            self.ask_about_pairs()

    def progress(self) -> Progress:
        """A bar with rate and time left on a terminal, nothing elsewhere."""
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rate]}"))
        return Progress(*columns, TimeRemainingColumn(), disable=not sys.stderr.isatty())

    def watch(self, progress: Progress, source: str, reading: Reading, dry_run: bool) -> Any:
        """What hears of each batch. The bar follows the bytes read, for nobody knows the number of rows beforehand."""
        size = sum(path.stat().st_size for path in SOURCES[source].files(reading.paths))
        task = progress.add_task(source, total=size or None, rate="")
        reading.heard = lambda count: progress.advance(task, count)
        started, done = time.monotonic(), 0

        def report(outcomes: list[Outcome]) -> None:
            nonlocal done
            done += len(outcomes)
            rate = done / max(time.monotonic() - started, 0.001)
            progress.update(task, rate=f"{done:,} rows, {rate:,.0f} a second")
            self.name(outcomes, dry_run)

        return report

    def name(self, outcomes: list[Outcome], dry_run: bool) -> None:
        """Names rows with what became of them and why: the refused and doubtful ones, and all in a rehearsal."""
        for row, (what, why) in outcomes:
            told = dry_run or self.most > SHOWN or what in ("refused", "doubtful")
            if told and self.said[what] < self.most:
                self.said[what] += 1
                about = f"{row.record.film.title} ({row.record.film.year or '?'})" if row.record else row.raw[:100]
                self.stderr.write(": ".join(filter(None, [what, why, about])))

    def ask_about_pairs(self) -> None:
        """Looks for films and people that the catalogue has twice now."""
        films, people = look()
        if films or people:
            self.stdout.write(f"To decide in the admin: {films} pairs of films, {people} pairs of people may be one.")


@contextmanager
def few_collections() -> Iterator[None]:
    """Rows make many objects and no circles of them, so that looking for these all the time is in vain."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
