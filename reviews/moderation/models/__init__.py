"""What moderation keeps; one module per subject, this front door for all."""

from .policy import Policy

__all__ = ["Policy"]
