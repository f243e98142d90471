"""What members write; one module per subject, this front door for all."""

from ..moderation.models import Policy
from ..status import Status
from .comment import Comment
from .moderated import MODERATE, ModeratedText
from .review import Review

__all__ = ["MODERATE", "Comment", "ModeratedText", "Policy", "Review", "Status"]
