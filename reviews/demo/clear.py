"""Takes the demo away again, and nothing else."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q

from films.models import Film

from ..models import Comment, Review, Suggestion
from ..moderation.models.decision import DEMO_BOOK, Decision, LogTail

OURS = Q(author__is_demo=True)
ON_OURS = Q(review__author__is_demo=True) | Q(parent__author__is_demo=True)
TEXTS = (Review.objects, Comment.objects)


class Answered(Exception):
    """Real members have answered demo texts, `count` times; these answers cannot stay where they are."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


@transaction.atomic
def clear(*, with_answers: bool = False) -> Counter[str]:
    """Removes the demo's members and all that they wrote; how many of what.

    Raises Answered where real members' comments stand under demo texts, unless they may go `with_answers`.
    """
    answers = Comment.objects.filter(ON_OURS).exclude(OURS).count()
    if answers and not with_answers:
        raise Answered(answers)
    comments, reviews = Comment.objects.filter(OURS | ON_OURS), Review.objects.filter(OURS)
    members = get_user_model()._default_manager.filter(is_demo=True)
    counts = Counter(members=members.count(), reviews=reviews.count(), comments=comments.count())
    films, dated = films_with_texts(), films_dated_by_texts()
    comments.exclude(parent=None).delete()
    comments.delete()
    reviews.delete()
    Suggestion.objects.filter(OURS).delete()
    Decision.objects.filter(is_demo=True).delete()
    LogTail.objects.filter(pk=DEMO_BOOK).delete()
    members.delete()
    forget_activity(films, dated)
    return counts


def films_with_texts() -> list[int]:
    """The films on which the demo's members wrote."""
    on_film = [texts.filter(OURS, film=OuterRef("pk")) for texts in TEXTS]
    return list(Film.objects.filter(Exists(on_film[0]) | Exists(on_film[1])).values_list("pk", flat=True))


def films_dated_by_texts() -> set[int]:
    """Those whose last activity was a text of the demo."""
    last = [texts.filter(OURS, film=OuterRef("pk"), created_at=OuterRef("last_activity_at")) for texts in TEXTS]
    return set(Film.objects.filter(Exists(last[0]) | Exists(last[1])).values_list("pk", flat=True))


def forget_activity(films: list[int], dated: set[int]) -> None:
    """Dates the films' last activity by what real members wrote, as if the demo had never been."""
    latest: dict[int, list[datetime]] = {film: [] for film in films}
    for texts in (Review.objects.written(), Comment.objects.filter(review=None)):
        found = texts.published().filter(film__in=films).order_by().values_list("film_id").annotate(Max("published_at"))
        for film, at in found:
            latest[film].append(at)
    for film, dates in latest.items():
        if not dates or film in dated:
            Film.objects.filter(pk=film).update(last_activity_at=max(dates, default=None))
    Film.objects.filter(pk__in=films).touch()
