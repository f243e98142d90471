"""Facts without colons: "2019 · Norway · 94 min", "Dir. Ada Marsh, 1h 52m", "Director Petra Solane"."""

from __future__ import annotations

import re

from . import beside, credits, durations, facts, labels, names
from .draft import Draft
from .page import Line

LONGEST = 120  # characters
_DOTS = re.compile(r"\s*[|·•]\s*")
_COMMAS = re.compile(r",\s+")
_YEAR = re.compile(r"(?:18|19|20|21)\d\d")
_PEOPLE = re.compile(
    r"(?P<label>Directors?|Writers?|Screenplay|Cast|Producers?|Music|Cinematography|Editors?)\s(?P<who>\w.*)"
)
_DIRECTOR = re.compile(r"dir(?:ector)?\b\.?\s+(?P<who>\w.*)", re.IGNORECASE)


def take(draft: Draft, line: Line) -> bool:
    """Reads a row that has a running time in it, or names behind what they did; False for any other line.

    In a review all of the row has to be facts, elsewhere the rest is left out.
    """
    if not draft.is_review and _take_people(draft, line):
        return True
    text = line.unbulleted
    parts = [part for part in (_DOTS if _DOTS.search(text) else _COMMAS).split(text) if part]
    is_strip = len(parts) > 1 and len(text) <= LONGEST and any(durations.is_duration(part) for part in parts)
    if not is_strip or line.open:
        return False
    known = {part: reader for part in parts if (reader := _reader(part))}
    if draft.is_review and len(known) < len(parts):
        return False
    found = [fact for part, (reader, value) in known.items() if (fact := reader(draft, value, False))]
    draft.page.claim(line, *found)
    if rest := [part for part in parts if part not in known]:
        draft.page.doubt(line, f"of this row it was not understood, and left out: {', '.join(rest)}.")
    return True


def _take_people(draft: Draft, line: Line) -> bool:
    """Reads "Director Petra Solane", a label without a colon with nothing but names behind it."""
    found = _PEOPLE.fullmatch(line.unbulleted)
    people = names.split(found["who"]) if found else []
    if not found or line.open or not people or not all(names.is_person(name) for name in people):
        return False
    draft.page.claim(line, labels.LABELS[found["label"].casefold()](draft, found["who"], False))
    return True


def _reader(part: str) -> beside.Known | None:
    """How the part is read, and what of it; None where that is not sure."""
    named = _DIRECTOR.fullmatch(part)
    if named and credits.parse(f"Directed by {named['who']}", cut=False):
        return facts.people("director"), named["who"]
    return beside.known(part)
