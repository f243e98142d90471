"""Running an import: in batches, each a transaction, so that a killed run goes on where it was."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from ..catalogue.bulk import save_batch
from ..models import ImportRun
from .rows import Row
from .sources import SOURCES

BATCH = 500


@dataclass
class Refused:
    """The file that keeps refused rows as the source wrote them; a resumed run drops what a killed batch had added."""

    path: Path
    length: int

    def keep(self, rows: list[Row]) -> int:
        """Adds the refused rows of a batch behind what earlier batches left; the file's new length in bytes."""
        refused = [row.raw for row in rows if row.problem]
        if refused:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("r+b" if self.path.exists() else "w+b") as file:
                file.truncate(self.length)
                file.seek(self.length)
                file.write("".join(f"{raw}\n" for raw in refused).encode())
                file.flush()
                os.fsync(file.fileno())
                self.length = file.tell()
        return self.length


def import_files(
    source: str, paths: list[Path], folder: Path, report: Callable[[list[Row], Counter[str]], None], dry_run: bool
) -> ImportRun:
    """Imports the files of a source batch by batch; `report` hears of each. With `dry_run` nothing is kept."""
    run = current_run(source, paths, dry_run)
    counts = Counter(run.counts)
    refused = Refused(folder / f"{source}-{run.fingerprint[:12]}-refused.{SOURCES[source].ending}", run.refused_bytes)
    rows = islice(SOURCES[source].rows(paths), run.rows_done, None)
    while batch := list(islice(rows, BATCH)):
        with transaction.atomic():
            counts.update(save_rows(batch, source))
            run.rows_done += len(batch)
            run.counts = dict(counts)
            if dry_run:
                transaction.set_rollback(True)
            else:
                run.refused_bytes = refused.keep(batch)
                run.save()
        report(batch, counts)
    run.finished_at = timezone.now()
    if not dry_run:
        run.save()
    return run


def save_rows(batch: list[Row], source: str) -> Iterator[str]:
    """The outcome of each row of a batch."""
    records = [row.record for row in batch if row.record]
    yield from save_batch(records, source)
    yield from ("refused" for row in batch if not row.record)


def current_run(source: str, paths: list[Path], dry_run: bool) -> ImportRun:
    """The unfinished run of the same files, or a new one from the start."""
    fingerprint = fingerprint_of(source, paths)
    files = ", ".join(path.name for path in paths)
    if dry_run:
        return ImportRun(source=source, files=files, fingerprint=fingerprint)
    run, _ = ImportRun.objects.get_or_create(fingerprint=fingerprint, defaults={"source": source, "files": files})
    if run.finished_at:
        run.rows_done, run.refused_bytes, run.counts, run.finished_at = 0, 0, {}, None
    return run


def fingerprint_of(source: str, paths: list[Path]) -> str:
    """What tells these files from others: names, sizes and times, so that a changed file is a new import."""
    digest = hashlib.sha256(source.encode())
    for path in paths:
        for file in [path] if path.is_file() else sorted(path.iterdir()):
            found = file.stat()
            digest.update(f"{file.resolve()}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
