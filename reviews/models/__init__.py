"""What members write; one module per subject, this front door for all."""

from .comment import Comment
from .moderated import MODERATE, ModeratedText, Status
from .review import Review

__all__ = ["MODERATE", "Comment", "ModeratedText", "Review", "Status"]
