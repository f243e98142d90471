"""What becomes of a member's texts when the member leaves."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from films.models import Film

from ..moderation import withdrawn
from .comment import Comment
from .film_text import FilmText
from .review import Review


@transaction.atomic
def withdraw_everything(member: Any) -> None:
    """Erases all reviews and comments by `member`. Rows stay, empty, only where other people's words hang on them."""
    Film.objects.lock_all(
        film for kind in (Comment, Review) for film in kind.objects.filter(author=member).values_list("film", flat=True)
    )
    for comment in Comment.objects.select_for_update(of=("self",)).filter(author=member).order_by("-pk"):
        _erase(comment, keep=comment.replies.exists())
    for review in Review.objects.select_for_update(of=("self",)).filter(author=member):
        review.half_steps, review.title, review.watched_on = None, "", None
        _erase(review, keep=review.comments.exists())


def _erase(text: FilmText, *, keep: bool) -> None:
    """Inside the lock of its film."""
    with text.counted():
        text.withdrawn_at = text.withdrawn_at or timezone.now()
        text.purged_at = timezone.now()
        text.body, text.trace = "", []
    withdrawn(text)
    if not keep:
        text.delete()
