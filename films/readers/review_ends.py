"""Where visitors' reviews end: what below their headings are the page's own buttons, and what are their words."""

from __future__ import annotations

from collections.abc import Iterator

from .draft import Draft
from .furniture import ends_text, is_furniture, may_begin
from .furniture import take as take_furniture
from .page import Line
from .title_search import reads_like_title

BUTTONS = frozenset(
    {"see all reviews", "all reviews", "show all reviews", "add a review", "see more films", "more films"}
)
NO_TEXT = BUTTONS | {""}
TITLE = 8  # words


def claim(draft: Draft, starts: list[int]) -> set[int]:
    """Claims the buttons below the headings in lines `starts`; gives the lines that stand outside of all reviews.

    "Next" alone under a heading is what somebody wrote, and so is "Trailer" with words below it.
    """
    outside: set[int] = set()
    blocks = list(_blocks(draft, starts))
    for place, (heading, lines) in enumerate(blocks):
        end = next((n for n, line in enumerate(lines) if _is_page_level(blocks, heading, lines, line)), len(lines))
        outside |= {line.number for line in lines[end:]}
        inside = lines[:end]
        while inside and (len(inside) > 1 or inside[0].key in NO_TEXT) and _may_be_button(inside[-1]):
            outside.add(inside.pop().number)
        if place < len(blocks) - 1 and end == len(lines):
            _doubt_title(draft, heading, inside)
    for line in [line for line in draft.page.free() if line.number in outside]:
        take_furniture(draft, line)
    return outside


def _blocks(draft: Draft, starts: list[int]) -> Iterator[tuple[Line, list[Line]]]:
    """Each heading with the lines up to the next one."""
    numbers = set(starts)
    heading: Line | None = None
    below: list[Line] = []
    for line in draft.page.lines:
        if line.number in numbers:
            if heading:
                yield heading, below
            heading, below = line, []
        elif heading:
            below.append(line)
    if heading:
        yield heading, below


def _is_button(line: Line) -> bool:
    return is_furniture(line) or ends_text(line)


def _may_be_button(line: Line) -> bool:
    return _is_button(line) or may_begin(line)


def _is_page_level(blocks: list[tuple[Line, list[Line]]], heading: Line, lines: list[Line], line: Line) -> bool:
    """Whether the line stands as the headings do, or further out than they, and so is no part of the text under one."""
    text = lines[0]
    if text.indent > heading.indent >= line.indent and line.gap and line.unbulleted == line.text:
        return True
    if any(above.unbulleted != above.text for above, _ in blocks):
        return line.unbulleted != line.text and line.indent <= heading.indent and _is_button(line)
    return line.gap and line.key in BUTTONS


def _doubt_title(draft: Draft, heading: Line, lines: list[Line]) -> None:
    """Warns of what looks like the beginning of another film's page, where no indent tells it from the review."""
    if len(lines) < 3 or lines[0].indent > heading.indent:
        return
    title, text = lines[-2:]
    is_title = title.gap and not title.is_ended and len(title.text.split()) <= TITLE and reads_like_title(title.text)
    if is_title and title.text[0].isupper() and text.gap and text.is_prose:
        draft.page.doubt(title, "it may be the title of another film; it was kept as a part of the review above it.")
