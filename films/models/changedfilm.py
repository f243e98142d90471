"""Which films changed lately: what takes long to count is told of them until it counts anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone


class ChangedFilmQuerySet(models.QuerySet["ChangedFilm"]):
    """Notes of changes."""

    def note(self, pks: Iterable[int]) -> None:
        """Notes that these films change now; call it in the transaction of the change."""
        now = timezone.now()
        notes: Any = [ChangedFilm(film_id=pk, changed_at=now) for pk in pks]
        self.bulk_create(notes, update_conflicts=True, unique_fields=["film"], update_fields=["changed_at"])


class ChangedFilm(models.Model):
    """When the facts of a film changed last, or whether it is shown. One row a film at most."""

    film: models.OneToOneField[Any, Any] = models.OneToOneField(
        "films.Film", models.CASCADE, primary_key=True, related_name="+"
    )
    changed_at = models.DateTimeField(db_index=True)

    objects = ChangedFilmQuerySet.as_manager()

    def __str__(self) -> str:
        return f"film {self.pk}, {self.changed_at}"
