"""Running an import: in batches, each a transaction, so that a killed run goes on where it was."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from threading import Event

from django.apps import apps
from django.db import DatabaseError, OperationalError, transaction
from django.utils import timezone

from ..catalogue.bulk import Result, save_batch
from ..loading import know_sizes
from ..models import ImportRun
from ..record import FilmRecord
from .archive import keep_ratings
from .pace import Pace
from .refused import Refused
from .rows import Reading, Row, SourceProblem, check, refusal
from .sources import SOURCES, RowSource

Outcome = tuple[Row, Result]
Batch = tuple[list[Row], SourceProblem | None]
Report = Callable[[list[Outcome]], None]
KEPT = "refused files"  # what a run remembers of them, beside its counts


def import_rows(name: str, reading: Reading, folder: Path, report: Report, dry_run: bool) -> ImportRun:
    """Imports what a source reads, batch by batch; `report` hears what became of each row.

    With `dry_run` nothing is kept. Raises SourceProblem, after the rows before the problem are in.
    """
    source = SOURCES[name]
    for path in source.files(reading.paths):
        check(path)
    run = current_run(name, source, reading, dry_run)
    counts = Counter({what: number for what, number in run.counts.items() if what != KEPT})
    refused = Refused(folder, f"{name}-{run.fingerprint[:12]}", ending(source, reading), run.counts.get(KEPT, {}))
    if not run.rows_done:
        refused.take_new_names()
    reading.folder = None if dry_run else folder
    pace = Pace(source.batch)
    found = batches(source, reading, run.rows_done, pace)
    with pace.hurried():
        for batch, problem in ahead(found, reading) if source.needs_paths else found:
            with pace.kept(len(batch)), transaction.atomic():
                take_turn(run)
                outcomes = list(zip(batch, save_rows(batch, name), strict=True))
                counts.update(result.what for _, result in outcomes)
                run.rows_done += len(batch)
                run.counts = dict(counts)
                if dry_run:
                    transaction.set_rollback(True)
                else:
                    run.refused_bytes = refused.keep([row for row, result in outcomes if result.what == "refused"])
                    run.counts |= {KEPT: refused.state} if refused.state else {}
                    run.save()
            report(outcomes)
            if problem:
                raise problem
    if source.archive and not dry_run:
        keep_ratings(run, source.archive, reading)
    run.finished_at = timezone.now()
    if not dry_run:
        run.save()
        know_sizes(apps.get_app_config("films").get_models(include_auto_created=True))
    return run


class Stopped(Exception):
    """Nobody wants what is being read."""


def ahead(batches: Iterator[Batch], reading: Reading) -> Iterator[Batch]:
    """The batches. While one is written a thread reads the next: much of the writing is waiting for the database.

    Reading stops where the import stops, for the first batch may have gigabytes of other files before it.
    """
    stop, heard = Event(), reading.heard

    def hear(count: int) -> None:
        if stop.is_set():
            raise Stopped
        heard(count)

    reading.heard = hear
    with ThreadPoolExecutor(1) as reader:
        try:
            coming = reader.submit(next, batches, None)
            while batch := coming.result():
                coming = reader.submit(next, batches, None)
                yield batch
        except BaseException:
            stop.set()
            raise


def batches(source: RowSource, reading: Reading, done: int, pace: Pace) -> Iterator[Batch]:
    """The rows behind those that are done, in batches; the last one with the problem that ended the reading, if any."""
    reading.skip = done if source.skips else 0
    rows = islice(source.rows(reading), done - reading.skip, None)
    while True:
        batch: list[Row] = []
        problem = None
        try:
            batch.extend(islice(rows, pace.rows))
        except SourceProblem as found:
            problem = found
        if not batch and not problem:
            return
        yield batch, problem


def save_rows(batch: list[Row], source: str) -> Iterator[Result]:
    """The outcome of each row of a batch."""
    problems = [row.problem or (refusal(row.record) if row.record else "") for row in batch]
    records = [row.record for row, problem in zip(batch, problems, strict=True) if row.record and not problem]
    saved = iter(save_records(records, source))
    yield from (Result("refused", problem) if problem else next(saved) for problem in problems)


def save_records(records: list[FilmRecord], source: str) -> list[Result]:
    """Writes the records; where the database does not take one of them, in halves, so that only this one stays out."""
    try:
        with transaction.atomic():
            return save_batch(records, source)
    except OperationalError:
        raise  # the database itself is in trouble, not a row
    except (DatabaseError, ValueError) as error:
        if len(records) == 1:
            return [Result("refused", f"the database does not take it: {str(error).splitlines()[0]}")]
        half = len(records) // 2
        return [*save_records(records[:half], source), *save_records(records[half:], source)]


def current_run(name: str, source: RowSource, reading: Reading, dry_run: bool) -> ImportRun:
    """The unfinished run of the same files, or a new one from the start."""
    files = source.files(reading.paths)
    fingerprint = fingerprint_of(name, files, reading)
    shown = ", ".join([*(path.name for path in files), *map(str, reading.options.values())])
    if dry_run:
        return ImportRun(source=name, files=shown, fingerprint=fingerprint)
    ImportRun.objects.get_or_create(fingerprint=fingerprint, defaults={"source": name, "files": shown})
    with transaction.atomic():  # waits for the last words of a process that was killed
        run = ImportRun.objects.select_for_update().get(fingerprint=fingerprint)
    if run.finished_at:
        run.rows_done, run.refused_bytes, run.counts, run.finished_at = 0, 0, {}, None
        run.save()
    return run


def take_turn(run: ImportRun) -> None:
    """Waits for the batch of another import, in the row of the oldest one: two at once would both make the same films.

    Raises SourceProblem where that one imports the same files.
    """
    ImportRun.objects.select_for_update().order_by("pk").first()
    done = ImportRun.objects.filter(pk=run.pk).values_list("rows_done", flat=True).first()
    if done not in (None, run.rows_done):
        raise SourceProblem("Another import of the same files is running.")


def fingerprint_of(name: str, files: list[Path], reading: Reading) -> str:
    """What tells these files from others: names, sizes and times, so that a changed file is a new import."""
    digest = hashlib.sha256(f"{name}{sorted(reading.options.items())}".encode())
    for file in files:
        found = file.stat()
        digest.update(f"{file.resolve()}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def ending(source: RowSource, reading: Reading) -> str:
    """The ending under which the refused rows can be read again once they are put right."""
    files = source.files(reading.paths)
    return "jsonl" if files and ".json" in files[0].name.casefold() else source.ending
