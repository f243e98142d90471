"""The checks in the order in which they speak. A new one is one function and one line here."""

from __future__ import annotations

from .base import Check
from .links import many_links
from .members import barred, first_texts, premoderation
from .place import closed

CHECKS = [
    Check("closed", closed, for_ratings=True),
    Check("barred", barred, for_ratings=True),
    Check("premoderation", premoderation, skippable=False),
    Check("first_texts", first_texts),
    Check("links", many_links),
]
