"""What members write; one module per subject, this front door for all."""

from ..moderation.models import Policy
from ..status import Status
from .comment import Comment, CommentsClosed
from .film_text import FilmText, Refused
from .moderated import MODERATE, ModeratedText
from .recount import differences
from .review import Review

__all__ = [
    "MODERATE",
    "Comment",
    "CommentsClosed",
    "FilmText",
    "ModeratedText",
    "Policy",
    "Refused",
    "Review",
    "Status",
    "differences",
]
