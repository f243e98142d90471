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
    "of_film",
    "open_comments",
    "open_film_comments",
    "rate",
    "reply",
    "write",
]
