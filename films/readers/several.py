"""Two films on one page, where nothing but a second heading tells so: double bills have one director and one rating."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ..record import NotAFilmPage
from . import credits, labels, titles
from .furniture import is_furniture
from .page import Line, Page
from .title_search import reads_like_title


def refuse(page: Page, repeated: Iterable[list[Line]]) -> None:
    """Raises NotAFilmPage where a heading with a text under it parts two lines that a page has once.

    `repeated`: lines of one kind (ratings, directors). One film's verdict may stand above and below its review; a
    second title between the two tells of a second film.
    """
    first = next((line for line in page.lines if _is_heading(page, line)), None)
    for lines in repeated:
        for one, other in pairwise(lines):
            between = [line for line in page.lines if one.number < line.number < other.number]
            second = next((line for line in between if _is_heading(page, line)), None)
            if first and second and first.number < one.number and _differ(first, second):
                raise NotAFilmPage(f"It tells of more than one film: {first.text} and {second.text}.")


def _is_heading(page: Page, line: Line) -> bool:
    """Whether the line stands alone, looks like a title, and has a text under it."""
    below = next((other for other in page.lines if other.number > line.number), None)
    is_fact = labels.pairs(line.text) or credits.is_credits(line) or is_furniture(line)
    return bool(
        below
        and line.gap
        and not (is_fact or line.is_prose or line.text.endswith((".", ":", "”", '"')))
        and reads_like_title(line.text)
        and (below.is_prose or credits.is_credits(below))
    )


def _differ(one: Line, other: Line) -> bool:
    first, second = titles.printed(one.text)[0], titles.printed(other.text)[0]
    return not (titles.contains(first, second) or titles.contains(second, first))
