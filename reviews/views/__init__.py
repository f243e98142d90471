"""The pages of the reviews app; one module per subject, this front door for all."""

from .comments import (
    comment,
    comment_at,
    comment_delete,
    comment_edit,
    comment_on_review,
    comments_of_film,
    open_comments,
    open_film_comments,
    reply,
)
from .for_you import for_you, interested, not_interested
from .history import history
from .pictures import suggest, suggestion, suggestion_delete, suggestion_file
from .reading import by_member, detail, of_film
from .writing import delete, rate, write

__all__ = [
    "by_member",
    "comment",
    "comment_at",
    "comment_delete",
    "comment_edit",
    "comment_on_review",
    "comments_of_film",
    "delete",
    "detail",
    "for_you",
    "history",
    "interested",
    "not_interested",
    "of_film",
    "open_comments",
    "open_film_comments",
    "rate",
    "reply",
    "suggest",
    "suggestion",
    "suggestion_delete",
    "suggestion_file",
    "write",
]
