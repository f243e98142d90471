"""Reads pages about films from files and folders into the catalogue; docs/import.md says what can be read."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext as no_transaction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from rich.console import Console
from rich.progress import Progress

from films.catalogue import Outcome, Uncertain, save, under
from films.catalogue.matching import Answer, compare
from films.models import Film, Source
from films.readers import NotAFilmPage, Reading, read
from films.readers.contract import described
from films.record import FilmRecord

OUTCOMES = ("created", "updated", "unchanged", "refused")


class Command(BaseCommand):
    help = (
        "Reads pages about films (a magazine review, a sheep review, a festival page, a fact sheet) into the "
        "catalogue. Each document is one transaction; running it again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files and folders of text files")
        parser.add_argument("--dry-run", action="store_true", help="read and match, but save nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object a document, and nothing else")
        about = "the film that the documents are about, by its address; it keeps its title, year and running time"
        parser.add_argument("--film", metavar="SLUG", help=about)

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        self.options = options
        self.film = film_at(options["film"])
        documents = list(documents_in(paths))
        if not documents:
            raise CommandError(
                "There is no document in what was named; files whose names begin with a dot are skipped."
            )
        counts: Counter[str] = Counter()
        try:
            self.import_all(documents, counts)
        except KeyboardInterrupt:
            done = f"Stopped after {counts.total()} of {len(documents)} documents"
            raise CommandError(f"{done}; run it again to go on.", returncode=130) from None
        self.finish(counts)

    def import_all(self, documents: list[tuple[str, Path]], counts: Counter[str]) -> None:
        """Imports one document after the other; a bar shows how far it is where somebody watches."""
        with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as self.bar:
            task = self.bar.add_task("Reading", total=len(documents))
            with transaction.atomic() if self.options["dry_run"] else no_transaction():
                for name, path in documents:
                    counts[self.import_one(name, path)] += 1
                    self.bar.advance(task)
                if self.options["dry_run"]:
                    transaction.set_rollback(True)

    def import_one(self, name: str, path: Path) -> str:
        """Reads and saves one document and says so; what became of it."""
        reading, outcome, reasons = None, None, []
        try:
            reading = read(path.read_bytes(), name, named=self.film.title if self.film else "")
            outcome = self.save(reading)
        except OSError as problem:
            reasons = [f"It cannot be read: {problem.strerror}."]
        except DatabaseError as problem:
            reasons = [f"The database did not take it: {problem}"]
        except (NotAFilmPage, Uncertain) as problem:
            reasons = [str(problem)]
        self.tell(name, reading, outcome, reasons)
        return outcome.saved if outcome else "refused"

    def save(self, reading: Reading) -> Outcome:
        """Writes what the document says, in one transaction of its own."""
        with transaction.atomic():
            source, record = source_name(reading.name, reading.record, self.film), reading.record
            if self.film:
                self.film.refresh_from_db()
                record, told = under(self.film, record, source)
                reading.record.warnings.extend(told)
            return save(record, source, reading.shape, film=self.film)

    def tell(self, name: str, reading: Reading | None, outcome: Outcome | None, reasons: list[str]) -> None:
        """One line about one document: JSON, or a sentence that names the film's page."""
        warnings = reasons + (reading.record.warnings if reading else [])
        saved = outcome.saved if outcome else "refused"
        slug = outcome.film.slug if outcome else None
        if self.options["json"]:
            shown = "dry-run" if self.options["dry_run"] and outcome else saved
            shape, record = (reading.shape, reading.record) if reading else (None, None)
            self.say(json.dumps(described(name, shape, record, saved=shown, slug=slug, warnings=warnings)))
            return
        would = "would be " if self.options["dry_run"] and outcome else ""
        title = f" {reading.record.film.title} ({reading.shape})" if reading else ""
        film = f", {outcome.film} [{slug}]" if outcome else ""
        self.say(f"{name}:{title} {would}{saved}{film}")
        for warning in warnings:
            self.say(f"  {warning}")

    def say(self, line: str) -> None:
        """Writes a line on standard output, above the bar where that is on the same terminal."""
        if self.stdout.isatty() and not self.bar.disable:
            self.bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            self.stdout.write(line)

    def finish(self, counts: Counter[str]) -> None:
        """Sums up on standard error; a refused document makes the exit status 1."""
        parts = ", ".join(f"{counts[outcome]} {outcome}" for outcome in OUTCOMES)
        total = f"{counts.total()} document{'' if counts.total() == 1 else 's'}"
        tail = " Nothing was saved: this was a dry run." if self.options["dry_run"] else ""
        if counts["refused"]:
            raise CommandError(f"{total}: {parts}.{tail}")
        self.stderr.write(f"{total}: {parts}.{tail}", self.style.SUCCESS)


def film_at(slug: str | None) -> Film | None:
    """The film that --film names; None without it."""
    if slug is None:
        return None
    films = Film.objects.standing()
    name = slug.strip("/").rpartition("/")[2]
    film = films.filter(slug=name).first() or films.once_at(name)
    if film is None:
        begins = films.filter(slug__startswith=re.sub(r"-\d{4}$", "", name)).values_list("slug", flat=True)
        near = f" Did you mean one of these? {', '.join(begins[:5])}" if name and begins else ""
        raise CommandError(
            f"There is no film with the address {slug!r}; --film takes the last part of a film page's address, such as "
            f"miss-you-already-2015. Nothing was read.{near}"
        )
    return film


def documents_in(paths: list[Path]) -> Iterator[tuple[str, Path]]:
    """Names and paths of the documents, each once: files as they are named, those of folders sorted."""
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise CommandError(f"There is no file or folder {', '.join(missing)}.")
    seen: set[Path] = set()
    for path in paths:
        found = sorted(files_below(path)) if path.is_dir() else [path]
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                name = file.relative_to(path) if path.is_dir() else Path(file.name)
                yield str(name).encode("utf-8", "replace").decode()[-255:], file


def files_below(folder: Path) -> Iterator[Path]:
    """The files of a folder and of the folders in it, without the hidden ones."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in files if not name.startswith("."))


def source_name(name: str, record: FilmRecord, film: Film | None) -> str:
    """The name under which the catalogue keeps what the document says.

    Two folders may each have a "page.txt" about another film: then the second one's name gets a part of its own.
    """
    known = Source.objects.select_related("film").filter(name=name).first()
    if known is None or known.film == film or is_about(record, known.film):
        return name
    return f"{name[:240]} {hashlib.sha256(record.film.title.encode()).hexdigest()[:8]}"


def is_about(record: FilmRecord, film: Film) -> bool:
    return bears_title(film, record) and compare(record, film) is not Answer.OTHER


def bears_title(film: Film, record: FilmRecord) -> bool:
    return Film.objects.titled(record.film.title).filter(pk=film.pk).exists()
