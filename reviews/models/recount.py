"""Rebuilds all totals from the rows that they count: the proof that they are right, and the repair if they are not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Count, Max

from films.models import HALF_STEPS, Film

from .comment import Comment
from .moderated import VISIBLE
from .review import Review

COUNTERS = [*(f"votes_{n}" for n in HALF_STEPS), "review_count", "comment_count"]
BATCH = 2000


@dataclass(frozen=True)
class Difference:
    """A counter that does not say what the rows say."""

    row: Film | Review
    counter: str
    kept: int
    counted: int


def differences(*, repair: bool) -> Iterator[Difference]:
    """Every wrong counter, put right if asked. Safe while members write: what looks wrong is looked at again locked."""
    for low, high in _ranges(Film):
        counted = _films_counters(low, high)
        for row in Film.objects.filter(pk__gt=low, pk__lte=high).values("pk", *COUNTERS):
            if any(row[name] != counted[row["pk"]][name] for name in COUNTERS):
                yield from _film_differences(row["pk"], repair=repair)
    for low, high in _ranges(Review):
        threads = _threads(low, high)
        kept = Review.objects.filter(pk__gt=low, pk__lte=high, comment_count__gt=0).values_list("pk", "comment_count")
        for pk in sorted({pk for pk, _ in set(threads.items()) ^ set(kept)}):
            yield from _review_differences(pk, repair=repair)


def _ranges(model: type[models.Model]) -> Iterator[tuple[int, int]]:
    last = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
    return ((low, low + BATCH) for low in range(0, last, BATCH))


def _films_counters(low: int, high: int) -> dict[int, dict[str, int]]:
    counters: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTERS, 0))
    here = {"film_id__gt": low, "film_id__lte": high}
    for texts in (Review.objects.filter(**here), Comment.objects.filter(**here)):
        for film, counted in texts.counters().items():
            counters[film].update(counted)
    return counters


def _threads(low: int, high: int) -> dict[int, int]:
    comments = Comment.objects.filter(VISIBLE, review_id__gt=low, review_id__lte=high).order_by()
    return dict(comments.values_list("review_id").annotate(Count("pk")))


@transaction.atomic
def _film_differences(pk: int, *, repair: bool) -> list[Difference]:
    (film,) = Film.objects.lock_all([pk])
    right = _films_counters(pk - 1, pk)[pk]
    wrong = [Difference(film, name, getattr(film, name), n) for name, n in right.items() if getattr(film, name) != n]
    if wrong and repair:
        Film.objects.filter(pk=pk).update(**{found.counter: found.counted for found in wrong})
        Film.objects.filter(pk=pk).touch()
    return wrong


@transaction.atomic
def _review_differences(pk: int, *, repair: bool) -> list[Difference]:
    review = Review.objects.get(pk=pk)
    Film.objects.lock(review.film_id)
    review.refresh_from_db(fields=["comment_count"])
    right = _threads(pk - 1, pk).get(pk, 0)
    if review.comment_count == right:
        return []
    if repair:
        Review.objects.filter(pk=pk).update(comment_count=right)
        Film.objects.filter(pk=review.film_id).touch()
    return [Difference(review, "comment_count", review.comment_count, right)]
