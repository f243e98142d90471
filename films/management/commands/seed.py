"""Loads the fact sheets that come with the site. Runs at every start, so what was loaded once costs one query."""

from __future__ import annotations

import hashlib
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from films.catalogue import Uncertain, save, save_people
from films.models import LoadedSheet, Source
from films.readers.toml_sheet import read_people, read_sheet
from films.record import NotAFilmPage

SHEETS = Path(__file__).resolve().parents[2] / "factsheets"
PEOPLE = "people.toml"


class Command(BaseCommand):
    help = (
        "Loads fact sheets (TOML, one a film) into the catalogue: those that come with the site, or those of other "
        "folders. Sheets that were loaded before, and films that were deleted or changed by hand, stay as they are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", nargs="*", type=Path, default=[SHEETS], metavar="FOLDER")

    def handle(self, *args: Any, folders: list[Path], **options: Any) -> None:
        loaded = dict(LoadedSheet.objects.values_list("name", "digest"))
        self.people = 0
        counts: Counter[str] = Counter()
        for path in sheets_in(folders):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            what = self.unchanged if loaded.get(path.name) == digest else self.load(path, digest)
            if path.name != PEOPLE or what == self.refused:
                counts[what] += 1
        sheets = ", ".join(f"{number} {what}" for what, number in sorted(counts.items())) or "none"
        people = f" People with new facts: {self.people}." if self.people else ""
        self.stdout.write(f"Fact sheets: {sheets}.{people}")
        if counts[self.refused]:
            raise CommandError("The sheets named above were not loaded; put them right and run it again.")

    unchanged, deleted, refused = "unchanged", "of deleted films", "refused"

    def load(self, path: Path, digest: str) -> str:
        """Loads one file in one transaction; what became of it."""
        try:
            with transaction.atomic():
                what = self.load_people(path) if path.name == PEOPLE else self.load_film(path)
                LoadedSheet.objects.update_or_create(name=path.name, defaults={"digest": digest})
        except (NotAFilmPage, Uncertain) as problem:
            self.stderr.write(str(problem) if path.name in str(problem) else f"{path.name}: {problem}")
            return self.refused
        return what

    def load_film(self, path: Path) -> str:
        """Writes one film, unless somebody has deleted it since it was loaded."""
        record = read_sheet(path)
        known = LoadedSheet.objects.filter(name=path.name).exists()
        if known and not Source.objects.filter(name=path.name).exists():
            return self.deleted
        return save(record, path.name, shape="sheet").saved

    def load_people(self, path: Path) -> str:
        """Fills what the catalogue does not know of its people. They are counted, the file is no film's sheet."""
        filled = save_people(read_people(path))
        self.people += filled
        return "updated" if filled else self.unchanged


def sheets_in(folders: list[Path]) -> list[Path]:
    """The sheets of the folders, the people after the films that bring them."""
    missing = [str(folder) for folder in folders if not folder.is_dir()]
    if missing:
        raise CommandError(f"There is no folder {', '.join(missing)}.")
    files = [path for folder in folders for path in folder.glob("*.toml")]
    return sorted(files, key=lambda path: (path.name == PEOPLE, path.name))
