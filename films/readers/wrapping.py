"""Texts whose paragraphs are broken into lines of one width, as e-mails and old editors do it: the lines are joined."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from . import bylines, credits, dates, labels, ratings
from .page import Line, Page

WIDEST, NARROWEST = 100, 40  # characters of the longest line of such a page, and of a line that surely goes on below
SEVERAL = 2  # how many times a sentence must go on in small letters on the next line


def join(page: Page) -> Page:
    """The page with every broken paragraph on one line, that has the number of its first; other pages stay."""
    width = max((len(line.text) for line in page.lines), default=0)
    pairs = pairwise(page.lines)
    if width > WIDEST or sum(_goes_on(one, below) for one, below in pairs) < SEVERAL:
        return page
    joined: list[Line] = []
    last: Line | None = None
    for line in page.lines:
        if last and _is_broken(last, line, width):
            whole = joined.pop()
            text, raw = f"{whole.text} {line.text}", f"{whole.raw} {line.raw}"
            joined.append(replace(whole, text=text, raw=raw, open=line.open))
        else:
            joined.append(line)
        last = line
    return Page(joined, page.named)


def _goes_on(line: Line, below: Line) -> bool:
    """Whether a sentence of the text surely goes on below: no heading, name or fact begins with a small letter."""
    return len(line.text) >= NARROWEST and not line.is_ended and below.text[0].islower() and _may_join(line, below)


def _is_broken(line: Line, below: Line, width: int) -> bool:
    """A line that nearly fills the width has its end below; a shorter one ends its paragraph."""
    return len(line.text) >= 0.7 * width and _may_join(line, below)


def _may_join(line: Line, below: Line) -> bool:
    return not (below.gap or _is_fact(line) or _is_fact(below) or below.unbulleted != below.text)


def _is_fact(line: Line) -> bool:
    """Whether the line tells something by itself and so belongs to no paragraph."""
    rating = ratings.find(line.text)
    return bool(
        labels.pairs(line.text)
        or credits.is_credits(line)
        or bylines.parse(line.text)
        or dates.is_date(line.text)
        or (rating and len(rating.text) >= len(line.text) - 1)
    )
