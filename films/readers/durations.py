"""Running times in minutes: "112 minutes", "1h 52m", "1 hr. 51 min", "1:52", "PT1H52M"."""

from __future__ import annotations

import re

from .text import squeeze

LONGEST = 10_000  # minutes, the catalogue's own limit

_HOUR = r"(?:hours?|hrs?\b\.?|h\b|h(?=\s?\d)|std\b\.?)"
_MINUTE = r"(?:minutes?|mins?\b\.?|m\b|['′’](?!\w)|min\.?)"
_HOURS = re.compile(
    rf"(?P<hours>\d{{1,2}})\s*-?{_HOUR}(?:\s*,?\s*(?:and\s+|&\s*)?(?P<minutes>\d{{1,2}})(?!\d)\s*"
    rf"(?P<unit>{_MINUTE})?)?",
    re.IGNORECASE,
)
_MINUTES = re.compile(rf"(?<![\d.,])(?P<minutes>\d{{1,3}}|\d,?\d{{3}})\s*-?{_MINUTE}", re.IGNORECASE)
_CLOCK = re.compile(r"(?<![\d:])(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)(?::[0-5]\d)?(?![\d:])")
_ISO = re.compile(r"\bPT(?:(?P<hours>\d{1,2})H)?(?:(?P<minutes>\d{1,4})M)?\b")
_BARE = re.compile(r"\d{1,4}")


def minutes(text: str, *, cut: bool = False) -> int | None:
    """The first running time in the text; a bare number means minutes. With `cut` only what no missing end changes."""
    text = squeeze(text)
    if _BARE.fullmatch(text):
        return None if cut else _sane(0, text)
    for pattern in (_ISO, _HOURS, _MINUTES, _CLOCK):
        found = pattern.search(text)
        if found and not (cut and _may_go_on(found, text)):
            return _sane(*(found.groupdict().get(part) or 0 for part in ("hours", "minutes")))
        if found:
            return None
    return None


def is_duration(text: str) -> bool:
    """Whether the text is a running time and nothing else."""
    text = squeeze(text).rstrip(".")
    return any(p.fullmatch(text) or p.fullmatch(text + ".") for p in (_HOURS, _MINUTES)) and minutes(text) is not None


def _may_go_on(found: re.Match[str], text: str) -> bool:
    """Whether the text stops before the minutes, or before their unit."""
    return found.end() == len(text) and (not found.groupdict().get("minutes") or found[0][-1].isdigit())


def _sane(hours: str | int, minutes: str | int) -> int | None:
    total = 60 * int(hours) + int(str(minutes).replace(",", ""))
    return total if 0 < total <= LONGEST else None
