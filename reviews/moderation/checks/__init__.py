"""The checks in the order in which they speak. A new one is one function and one line here."""

from __future__ import annotations

from .base import Check
from .habits import flood, rejections, repeats
from .links import blocked_domains, many_links
from .members import always_check, barred, decided_before, first_texts, premoderation
from .opinions import learned, outside
from .phrases import patterns, phrases, script
from .pictures import picture
from .place import closed
from .ratings import brake

CHECKS = [
    Check("closed", closed, for_ratings=True, skippable=False),
    Check("barred", barred, for_ratings=True, skippable=False),
    Check("picture", picture, for_ratings=True, skippable=False),
    Check("brake", brake, for_ratings=True),
    Check("premoderation", premoderation, skippable=False),
    Check("always_check", always_check, skippable=False),
    Check("decided_before", decided_before, skippable=False),
    Check("first_texts", first_texts),
    Check("flood", flood),
    Check("rejections", rejections),
    Check("script", script),
    Check("phrases", phrases),
    Check("patterns", patterns),
    Check("domains", blocked_domains),
    Check("links", many_links),
    Check("repeats", repeats),
    Check("classifier", learned),
    Check("outside", outside),
]
