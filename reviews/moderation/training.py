"""Teaching the classifier from this site's own decisions."""

from __future__ import annotations

from .models import Policy


def retrain_if_due(policy: Policy) -> None:
    """Trains again when enough has been decided since the last time."""
