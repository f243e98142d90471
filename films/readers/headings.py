"""Texts that have a heading of their own, "Storyline" or "Tagline": they may be as short as they like."""

from __future__ import annotations

from collections.abc import Iterator

from . import credits, facts, furniture, labels
from .draft import Draft
from .page import HEADING, Line
from .vocabulary import CAST_HEADINGS

TEXTS = {label: reader for label, reader in labels.LABELS.items() if reader in (facts.synopsis, facts.tagline)}


def take(draft: Draft) -> list[Line]:
    """Reads the taglines, and gives the lines of the synopsis, which the reader puts together with other texts."""
    synopsis: list[Line] = []
    for heading, below in _headed(draft):
        draft.page.claim(heading, HEADING)
        if TEXTS[heading.key] is facts.synopsis:
            synopsis += below
        elif fact := facts.tagline(draft, below[0].unbulleted, below[0].open):
            draft.page.claim(below[0], fact)
    return synopsis


def _headed(draft: Draft) -> Iterator[tuple[Line, list[Line]]]:
    """Each heading that has a text under it, with the lines of that text up to the next empty one."""
    free = list(draft.page.free())
    for place, heading in enumerate(free):
        below: list[Line] = []
        for line in free[place + 1 :] if heading.key in TEXTS else []:
            if _is_no_text(line) or (below and line.gap):
                break
            below.append(line)
        if below:
            yield heading, below


def _is_no_text(line: Line) -> bool:
    """Whether the line is a heading, a button or a fact of its own."""
    return (
        line.key in labels.LABELS
        or line.key in CAST_HEADINGS
        or bool(labels.pairs(line.text))
        or credits.is_credits(line)
        or furniture.is_furniture(line)
        or furniture.ends_text(line)
    )
