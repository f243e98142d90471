"""What readers of a page wrote under it: theirs, and no part of the review above."""

from __future__ import annotations

import re

from . import credits, furniture
from .draft import Draft
from .page import FURNITURE, Line

_COUNT = re.compile(
    r"(?:\d+|no|one|two|three|four|five)\s+(?:comments?|replies|responses|thoughts?)\b.{0,80}|comments?\s*\(\d+\)",
    re.IGNORECASE,
)
_SAYS = re.compile(r".{1,60}\s(?:says|said|wrote|writes|commented|replied)\s*:?", re.IGNORECASE)
_AT = re.compile(r".{0,60}\b\d{4}\b.{0,12}\b\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?", re.IGNORECASE)


def leave_out(draft: Draft, lines_of_film: list[Line], verdicts: list[Line]) -> None:
    """Leaves out what stands below the end of the page's own text, if it is surely comments.

    `lines_of_film`: the lines that name a film (credits, a question, a director). Where one stands below, it is no
    comment but perhaps another film's review, which must not be overlooked. `verdicts`: lines that are a rating and
    nothing else; below the last of them comments need no heading.
    """
    lines = draft.page.lines
    for place, line in enumerate(lines):
        below = lines[place + 1 :]
        if not below or not (furniture.ends_text(line) or _COUNT.fullmatch(line.text)):
            continue
        is_below_verdict = bool(verdicts) and verdicts[-1].number < line.number
        is_headed = is_below_verdict or any(_is_comment(other) for other in (line, *below))
        if not is_headed or not any(one.is_prose for one in lines[:place]):
            continue
        if any(other in lines_of_film or credits.is_credits(other) for other in below):
            continue
        theirs = [other for other in below if not furniture.ends_text(other)]
        for other in theirs:
            draft.page.claim(other, FURNITURE)
        if theirs:
            draft.page.warnings.append(f"From line {theirs[0].number} on, readers’ comments were left out.")
        return


def _is_comment(line: Line) -> bool:
    """Whether the line heads a comment, or counts them."""
    return len(line.text) < 120 and any(shape.fullmatch(line.text) for shape in (_COUNT, _SAYS, _AT))
