"""Makes the search index anew from the films and people that stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections, router, transaction
from django.db.models import QuerySet

from ...models import Catalogue, Film, Person, SearchEntry, SearchWord
from ...search import fulltext

BATCH = 5000


def batches(rows: QuerySet[Any]) -> Iterator[tuple[int, int]]:
    """Pairs of ids, each pair a batch: greater than the first, up to the last."""
    first = 0
    while ids := rows.filter(pk__gt=first).order_by("pk").values_list("pk", flat=True)[:BATCH]:
        last = max(ids)
        yield first, last
        first = last


class Command(BaseCommand):
    """Needed only after something went around the models: a restored table, or rows written by hand."""

    help = "Makes the search index anew."

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[router.db_for_write(SearchEntry)]
        with transaction.atomic():
            fulltext.remove(connection)
            SearchWord.objects.all().delete()
            SearchEntry.objects.all().delete()
            for things in (Film.objects.all(), Person.objects.all()):
                for first, last in batches(things):
                    things.filter(pk__gt=first, pk__lte=last).index()
            fulltext.install(connection)
            fulltext.fill(connection)
            Catalogue.changed()
        self.stdout.write(f"{SearchEntry.objects.count()} titles and names, {SearchWord.objects.count()} words.")
