"""The reviews app in the admin; moderation keeps its own part."""

from . import text_admin
from .moderation import admin as moderation

__all__ = ["moderation", "text_admin"]
