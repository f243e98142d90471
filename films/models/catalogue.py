"""The catalogue's own revision: what every page that shows more than one film is keyed by."""

from __future__ import annotations

from django.db import connections, models, router
from django.db.models import F


class Catalogue(models.Model):
    """A single row. Its revision grows with every change of facts that other films' pages may show."""

    revision = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="catalogue_is_one_row")]

    def __str__(self) -> str:
        return f"revision {self.revision}"

    @classmethod
    def changed(cls) -> None:
        """Marks every page that shows facts of several films as changed; call it in the transaction of the change."""
        if not cls.objects.filter(pk=1).update(revision=F("revision") + 1):
            cls.objects.get_or_create(pk=1)

    @classmethod
    def current(cls) -> int:
        """The revision now, past the ORM; 0 before the first change."""
        with connections[router.db_for_read(cls)].cursor() as cursor:
            cursor.execute("SELECT revision FROM films_catalogue WHERE id = 1")
            found = cursor.fetchone()
        return int(found[0]) if found else 0
