"""The reviews app in the admin; moderation keeps its own part."""

from .moderation import admin as moderation

__all__ = ["moderation"]
