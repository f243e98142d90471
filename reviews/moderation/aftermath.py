"""What follows in the same transaction when a text was judged and saved, or withdrawn by its author."""

from __future__ import annotations

from typing import Any

from .verdict import Verdict


def follow_up(text: Any, verdict: Verdict) -> None:
    """Opens or refreshes the case of a held text, remembers its fingerprint, and tells who has to know."""


def withdrawn(text: Any) -> None:
    """Closes the open case of a text that its author took back."""
