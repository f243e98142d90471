"""Labels that stand alone, with their values on the lines below: "Director" over "Ada Marsh", "Stars:" over a list."""

from __future__ import annotations

from . import cast, facts, headings, labels, sections
from .draft import Draft
from .furniture import ends_text, is_furniture
from .page import FURNITURE, LONG, Line
from .vocabulary import CAST_HEADINGS

_GO_ON = (labels.LABELS["filming locations"], facts.tagline)  # their lists may go on below
_LISTS = ("credits", "film.countries", "film.languages", "film.genres", "film.locations", "film.links")


def take(draft: Draft, first: int) -> None:
    """Reads such labels below line `first`. One without any value tells nothing."""
    lines = [line for line in draft.page.lines if line.number > first]
    for place, label in enumerate(lines):
        if not _is_label(draft, label):
            continue
        values = _values(draft, label, lines[place + 1 :])
        if label.key in CAST_HEADINGS and (not values or any(cast.dashed(line) for line in values)):
            continue
        draft.page.claim(label, *[fact for line in values if (fact := _read(draft, label, line))] or [FURNITURE])


def _is_label(draft: Draft, line: Line) -> bool:
    """Whether the line is a label, and none of those under which other parts of the page stand."""
    is_other = line.key in headings.TEXTS or line.key in sections.BOXES
    return line.key in labels.LABELS and not (is_other or line.open or draft.page.is_claimed(line))


def take_more(draft: Draft, first: int) -> None:
    """Reads the lines right under a list of places or taglines whose first one stands beside the label."""
    label = ""
    told = False  # whether the synopsis stands above, and so is none of the texts below
    for line in draft.page.lines:
        found = labels.pair(line.text)
        told = told or (line.is_prose and line.number > first and not draft.page.is_claimed(line))
        is_apart = line.gap and not (label == "taglines" and told and len(line.text) <= LONG)
        if found or draft.page.is_claimed(line) or is_apart or line.number <= first:
            label = found[0] if found and found[1] and labels.LABELS[found[0]] in _GO_ON else ""
        elif label and not ((line.open and not line.is_ended) or _is_other(line) or cast.dashed(line)):
            reader = labels.LABELS[label]
            if not line.is_prose or reader is facts.tagline:
                draft.page.claim(line, reader(draft, line.unbulleted, False))


def _values(draft: Draft, label: Line, below: list[Line]) -> list[Line]:
    """The lines that are values of the label: one, or a list of them up to the next empty line."""
    values: list[Line] = []
    for line in below:
        is_near = not line.gap or (not values and ":" in label.text)
        if not is_near or _is_other(line) or line.is_prose or line.open or draft.page.is_claimed(line):
            break
        values.append(line)
    return values


def _is_other(line: Line) -> bool:
    return line.key in labels.LABELS or bool(labels.pairs(line.text)) or is_furniture(line) or ends_text(line)


def _read(draft: Draft, label: Line, line: Line) -> str:
    """The fact that the value gives; behind the first value only lists go on."""
    known = draft.page.account.get(label.number, [])
    if known and known[-1] not in _LISTS:
        return ""
    fact = labels.LABELS[label.key](draft, line.unbulleted, False)
    if fact:
        draft.page.claim(line, fact)
        draft.page.claim(label, fact)
    return fact
