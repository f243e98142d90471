"""Running times in minutes: "112 minutes", "two hours", "1h 52m", "1 hr. 51 min", "1:52", "PT1H52M"."""

from __future__ import annotations

import re

from .text import squeeze

LONGEST = 10_000  # minutes, the catalogue's own limit

_HOUR = r"(?:hours?|hrs?\b\.?|h\b|h(?=\s?\d)|std\b\.?)"
_MINUTE = r"(?:minutes?|mins?\b\.?|m\b|['′’](?!\w)|min\.?)"
_HOURS = re.compile(
    rf"(?<![\d.,/])(?P<hours>\d{{1,2}})\s*-?{_HOUR}(?:\s*,?\s*(?:and\s+|&\s*)?(?P<minutes>\d{{1,2}})(?!\d)\s*"
    rf"(?P<unit>{_MINUTE})?)?",
    re.IGNORECASE,
)
_MINUTES = re.compile(rf"(?<![\d.,])(?P<minutes>\d{{1,3}}|\d,?\d{{3}})\s*-?{_MINUTE}", re.IGNORECASE)
_CLOCK = re.compile(r"(?<![\d:])(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)(?::[0-5]\d)?(?![\d:])")
_ISO = re.compile(r"\bPT(?:(?P<hours>\d{1,2})H)?(?:(?P<minutes>\d{1,4})M)?\b")
_BARE = re.compile(r"\d{1,4}")
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ONES = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_ONES |= {"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15}
_SPELLED = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})(?:[ -](?P<more>{'|'.join(_ONES)}))?|(?P<ones>{'|'.join(_ONES)}))"
    rf"(?=[\s-]+(?:and\sa\shalf\s)?(?:hours?|hrs?|minutes?|mins?)\b)",
    re.IGNORECASE,
)
# "two and a half hours", "2½ hours", "1.5 hours", and "an hour and a half".
_HALVES = re.compile(
    r"(?P<before>\d{1,2})(?:\sand\sa\shalf|\s?½|[.,]50?)[\s-]*(?:hours?|hrs?|h)\b"
    r"|(?P<behind>\d{1,2})[\s-]*(?:hours?|hrs?|h)\sand\sa\shalf\b",
    re.IGNORECASE,
)


def minutes(text: str, *, cut: bool = False) -> int | None:
    """The first running time in the text; a bare number means minutes. With `cut` only what no missing end changes."""
    text = _in_figures(squeeze(text))
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
    text = _in_figures(squeeze(text).rstrip("."))
    return any(p.fullmatch(text) or p.fullmatch(text + ".") for p in (_HOURS, _MINUTES)) and minutes(text) is not None


def _in_figures(text: str) -> str:
    """ "two hours and five minutes" as "2 hours and 5 minutes", "two and a half hours" as "2 hours 30 minutes"."""

    def figures(found: re.Match[str]) -> str:
        ones = _ONES.get((found["more"] or found["ones"] or "").casefold(), 0)
        return str(_TENS.get((found["tens"] or "").casefold(), 0) + ones)

    text = _SPELLED.sub(figures, re.sub(r"\bhalf an hour\b", "30 minutes", text, flags=re.IGNORECASE))
    return _HALVES.sub(lambda found: f"{found['before'] or found['behind']} hours 30 minutes", text)


def _may_go_on(found: re.Match[str], text: str) -> bool:
    """Whether the text stops before the minutes, or before their unit."""
    return found.end() == len(text) and (not found.groupdict().get("minutes") or found[0][-1].isdigit())


def _sane(hours: str | int, minutes: str | int) -> int | None:
    rest = int(str(minutes).replace(",", ""))
    total = 60 * int(hours) + rest
    if int(hours) and rest > 59:  # "1h 75m" is a slip, and nobody knows of which kind
        return None
    return total if 0 < total <= LONGEST else None
