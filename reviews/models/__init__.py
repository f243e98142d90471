"""What members write; one module per subject, this front door for all."""

from ..moderation.models import Case, Decision, Policy, Report  # and with them all tables of moderation
from ..status import Status
from ..taste.models import Compared, Likeness, NotInterested
from .comment import Comment, CommentsClosed
from .film_text import FilmText, Refused
from .moderated import MODERATE, VISIBLE, ModeratedText
from .profile import ProfileText
from .recount import differences
from .review import Review
from .suggestion import Suggestion

__all__ = [
    "MODERATE",
    "VISIBLE",
    "Case",
    "Comment",
    "CommentsClosed",
    "Compared",
    "Decision",
    "FilmText",
    "Likeness",
    "ModeratedText",
    "NotInterested",
    "Policy",
    "ProfileText",
    "Refused",
    "Report",
    "Review",
    "Status",
    "Suggestion",
    "differences",
]
