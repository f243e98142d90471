"""Dates as pages print them: "November 6th, 2015", "6 November 2015 (UK)", "2015-11-06", "06.11.2015"."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:18|19|20|21)\d\d)(?!\d)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_DAY}[\s\-]+(?:of\s+)?{_MONTH}[,\s\-]+{_YEAR}",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"(?<!\d){_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",
    )
)
_SLASHED = re.compile(rf"(?<!\d)(\d{{1,2}})[/-](\d{{1,2}})[/-]{_YEAR}")
_AROUND = re.compile(
    r"(?:posted|published|updated|reviewed|date|on|at|by\s\w+(?:\s\w+)?$|by|\d{1,2}[:.]\d\d\s*"
    r"(?:[ap]\.?m\.?)?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|[\s,.:|•\-–—])+",
    re.IGNORECASE,
)
_YEAR_ALONE = re.compile(r"(?<!\d)(?:18|19|20|21)\d\d(?!\d)")


def find(text: str) -> dt.date | None:
    """The first date in the text that is one; None for 3/4/2015, which may be in March or in April."""
    for pattern in _PATTERNS:
        if found := pattern.search(text):
            return _date(found["year"], found["month"], found["day"])
    if found := _SLASHED.search(text):
        first, second = int(found[1]), int(found[2])
        if first > 12 or first == second:
            return _date(found["year"], found[2], found[1])
        if second > 12:
            return _date(found["year"], found[1], found[2])
    return None


def is_date(text: str) -> bool:
    """Whether the text is a date and nothing else but "Posted on" or a weekday."""
    if not find(text):
        return False
    return any(
        not _AROUND.sub("", pattern.sub("", text, count=1))
        for pattern in (*_PATTERNS, _SLASHED)
        if pattern.search(text)
    )


def year(text: str) -> int | None:
    """The first year, 1870-2199, in the text."""
    found = _YEAR_ALONE.search(text)
    return int(found[0]) if found and int(found[0]) >= 1870 else None


def _date(year: str, month: str, day: str) -> dt.date | None:
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].casefold()) + 1
    try:
        return dt.date(int(year), number, int(day))
    except ValueError:
        return None
