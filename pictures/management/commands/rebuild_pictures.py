"""`manage.py rebuild_pictures`: makes the sizes of pictures that lack them, or of all, and sweeps out left-overs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import Storage
from django.core.management.base import BaseCommand, CommandParser
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone

from ...fields import mark
from ...keeping import make, models_with_pictures, picture_fields, remove
from ...names import beside, facts_of
from ...sizes import sizes

GRACE = timedelta(days=1)  # a file this young may belong to something that is being saved


class Command(BaseCommand):
    help = "Makes the sizes of pictures that lack them. An interrupted run is continued by the next one."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--missing", action="store_true", help="only those without all their sizes (the default)")
        which.add_argument("--all", action="store_true", help="all; pages show the old sizes meanwhile")
        parser.add_argument("--sweep", action="store_true", help="then delete files that nothing shows, a day after")

    def handle(self, *, all: bool, sweep: bool, **options: Any) -> None:
        fields = [field for model in models_with_pictures() for field in picture_fields(model)]
        counts = {"made": 0, "failed": 0}
        for field in fields:
            if field.widths:
                self.rebuild(field, counts, everything=all)
        self.stdout.write("{made} pictures made, {failed} could not be read.".format(**counts))
        if sweep:
            self.stdout.write(f"{sum(1 for _ in swept(fields))} left over pictures deleted.")

    def rebuild(self, field: Any, counts: dict[str, int], *, everything: bool) -> None:
        """One picture after the other; each is marked as soon as it is done."""
        rows = field.model._base_manager.exclude(**{field.name: ""})
        if everything and field.is_noted:
            rows.exclude(**{f"{field.made}__endswith": "~"}).update(**{field.made: Concat(F(field.made), Value("~"))})
        note = field.made if field.is_noted else field.name
        for pk, name, made in rows.order_by("pk").values_list("pk", field.name, note).iterator(500):
            facts = facts_of(name)
            is_made = facts and (made == mark(facts) if field.is_noted else not everything and has_sizes(field, name))
            if not is_made:
                counts["made" if make(field, pk) else "failed"] += 1


def has_sizes(field: Any, name: str) -> bool:
    """Whether the last of the sizes is there, where no row notes it."""
    facts = facts_of(name)
    wanted = sizes(facts, field.widths, is_square=field.is_square) if facts else []
    return all(field.storage.exists(beside(name, f"{size.width}.{facts.ending}")) for size in wanted if facts)


def swept(fields: list[Any]) -> Iterator[str]:
    """The names of the pictures that were deleted because no row has them."""
    old = timezone.now() - GRACE
    for folder in sorted({str(field.upload_to) for field in fields}):
        mine = [field for field in fields if str(field.upload_to) == folder]
        known = {PurePosixPath(name).parent.name for field in mine for name in names_in(field)}
        for name in left_over(mine[0].storage, folder, known, old):
            remove(mine[0].storage, name)
            yield name


def names_in(field: Any) -> Iterator[str]:
    """All names that the rows have in one field."""
    return field.model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True).iterator(2000)


def left_over(storage: Storage, folder: str, known: set[str], before: datetime) -> Iterator[str]:
    """The whole pictures of one folder that are older than `before`; nothing is asked about those that are known."""
    try:
        pictures = storage.listdir(folder)[0]
    except FileNotFoundError:
        return
    for each in set(pictures) - known:
        files = storage.listdir(f"{folder}/{each}")[1]
        whole = next((file for file in files if PurePosixPath(file).stem == "whole"), files[0] if files else "")
        if whole and storage.get_modified_time(f"{folder}/{each}/{whole}") < before:
            yield f"{folder}/{each}/{whole}"
