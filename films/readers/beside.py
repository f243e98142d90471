"""Facts that stand in a row with others and have no colon: "Rated PG-13", "104 minutes", "In French", "A film by A"."""

from __future__ import annotations

import re

from ..titles import fold
from . import dates, durations, facts, labels, names
from .draft import Draft
from .page import Line
from .vocabulary import LANGUAGES

_YEAR = re.compile(r"(?:18|19|20)\d\d")
_WORDED = re.compile(
    r"(?:(?P<rated>rated|certificate|cert\.?|certification)|(?P<lasts>running time|run ?time|runtime|length|duration)"
    r"|(?P<opens>opens|opening|opened|released?(?: date)?|in (?:cinemas|theat(?:er|re)s)|out)(?:\s+on|\s+from)?"
    r"|(?P<by>(?:a )?(?:film|movie) (?:by|from)))\s*:?\s+(?P<value>.+)",
    re.IGNORECASE,
)
_IN = re.compile(r"in (?P<languages>.+?)(?:,? with (?:\w+ )?sub-?titles)?", re.IGNORECASE)
_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*")
_LIST = re.compile(r"\s*[,;]\s+")

Known = tuple[facts.Reader, str]  # how a part is read, and what of it


def every(text: str) -> list[Known]:
    """The facts that the text consists of, one or several parted by commas; none where a part of it is no fact."""
    if whole := known(text):
        return [whole]
    parts = [known(part) for part in _LIST.split(text)]
    return [part for part in parts if part] if len(parts) > 1 and all(parts) else []


def take(draft: Draft, line: Line) -> bool:
    """Reads a line of such facts; a number or letters alone are none there, for films are called "1917" and "M"."""
    parts = [_worded(part) or _languages(part) or durations.is_duration(part) for part in _LIST.split(line.text)]
    if line.open or not all(parts):
        return False
    read = [reader(draft, value, False) for reader, value in every(line.text)]
    draft.page.claim(line, *filter(None, read))
    return any(read)


def known(part: str) -> Known | None:
    """The fact that the part is; None where that is not sure."""
    part = part.strip(" .")
    if _YEAR.fullmatch(part):
        return facts.year, part
    if durations.is_duration(part):
        return facts.runtime, part
    if part.isupper() and facts.CERTIFICATE.fullmatch(part):
        return facts.certificate, part
    return _worded(part) or _languages(part) or _labelled(part)


def _worded(part: str) -> Known | None:
    found = _WORDED.fullmatch(part)
    value = found["value"] if found else ""
    if not found:
        return None
    if found["rated"] and facts.CERTIFICATE.fullmatch(value):
        return facts.certificate, value
    if found["lasts"] and durations.minutes(value):
        return facts.runtime, value
    if found["opens"] and dates.find(value):
        return facts.release_date, value
    if found["by"] and all(names.is_person(name) for name in names.split(value)):
        return _film_by, value
    return None


def _languages(part: str) -> Known | None:
    found = _IN.fullmatch(part)
    spoken = _AND.split(found["languages"]) if found else []
    return (facts.several("languages"), ", ".join(spoken)) if spoken and set(spoken) <= LANGUAGES else None


def _labelled(part: str) -> Known | None:
    label, value = labels.pair(part) or ("", "")
    return (labels.LABELS[label], value) if value else None


def _film_by(draft: Draft, value: str, cut: bool) -> str:
    """ "A film by A" names the director, unless the page says that somebody else directed it."""
    directors = {fold(credit.person) for credit in draft.credits.of("director")}
    if directors:
        return "credits" if {fold(name) for name in names.split(value)} <= directors else ""
    return facts.people("director")(draft, value, cut)
