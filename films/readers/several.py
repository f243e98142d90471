"""Two films on one page: where a second page may begin, and double bills, which have one director and one rating."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ..record import NotAFilmPage
from . import bylines, cast, credits, furniture, labels, reviews, sections, titles
from .furniture import is_furniture
from .page import Line, Page
from .review_ends import BUTTONS
from .title_search import reads_like_title
from .vocabulary import phrases, words

NEAR = 9  # lines between the title and what stands at the head of every page of its kind
# Labels that stand at the head of sheets, and those below the text of a magazine.
_OF_SHEETS = phrases("release year|year|director|directors|directed by|stars|critic's score")
_OF_MAGAZINES = phrases("director|directors|directed by|rating|running time|runtime|certificate")
# Words of headings within a page.
_OF_PAGES = words(
    """review reviews rating ratings details detail info information facts credits crew comments opinions visitors
    members audience data readers users release technical production notes awards media links reactions"""
)


def starts(page: Page) -> Iterator[Line]:
    """Lines below the end of a page with which another film's page may begin: it has to be read to know that."""
    ended = False
    for place, line in enumerate(page.lines):
        below = page.lines[place + 1 : place + NEAR]
        if ended and line.gap and not line.open and (_is_head(line, below) or _is_text(page.lines[place:])):
            ended = line.is_prose  # below such a heading another page has to end first
            yield line
        ended = ended or _is_end(line)


def _is_end(line: Line) -> bool:
    """Whether the line is of those that stand below the head of a page."""
    return bool(
        furniture.ends_text(line)
        or line.key in BUTTONS
        or line.key in sections.BOXES
        or cast.dashed(line)
        or line.key.startswith("how many sheep")
        or reviews.heading(line)
        or bylines.parse(line.text)
    )


def _is_head(line: Line, below: list[Line]) -> bool:
    """Whether the line may be a title, with a row of credits, buttons or the labels of a sheet below it."""
    if not below or not _may_be_title(line):
        return False
    labelled = {label for other in below for label, value in labels.pairs(other.text) if value}
    is_festival = any(other.key in BUTTONS or reviews.heading(other) for other in below[:4])
    return credits.is_credits(below[0]) or is_festival or len(labelled & _OF_SHEETS) > 1


def _may_be_title(line: Line) -> bool:
    is_fact = labels.pairs(line.text) or credits.is_credits(line) or is_furniture(line) or reviews.heading(line)
    is_text = line.is_prose or line.unbulleted != line.text or line.text.endswith((".", ":", "”", '"'))
    return not (is_fact or is_text or _OF_PAGES & set(line.key.split())) and reads_like_title(titles.unglued(line.text))


def _is_text(rest: list[Line]) -> bool:
    """Whether a text begins that ends as a magazine's does: with its labels, and with who made the page."""
    labelled: set[str] = set()
    for line in rest if rest[0].is_prose else []:
        if line is not rest[0] and _is_end(line):
            return bool(bylines.parse(line.text) and len(labelled & _OF_MAGAZINES) > 1)
        labelled |= {label for label, value in labels.pairs(line.text) if value}
    return len(labelled & _OF_MAGAZINES) > 2


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
                one_title, other_title = _named(page, first), _named(page, second)
                raise NotAFilmPage(f"It tells of more than one film: {one_title} and {other_title}.")


def _is_heading(page: Page, line: Line) -> bool:
    """Whether the line stands alone, looks like a title, and has a text under it."""
    below = next((other for other in page.lines if other.number > line.number), None)
    is_fact = labels.pairs(line.text) or credits.is_credits(line) or is_furniture(line) or bylines.parse(line.text)
    return bool(
        below
        and line.gap
        and not (is_fact or line.is_prose or line.text.endswith((".", ":", "”", '"')))
        and reads_like_title(line.text)
        and (below.is_prose or credits.is_credits(below))
    )


def _named(page: Page, heading: Line) -> str:
    """What a text of the page names of the heading: the title, without the publication in front of it."""
    printed = heading.text.split()
    ends = (" ".join(printed[place:]) for place in range(len(printed)))
    texts = [line.text for line in page.lines if line.is_prose]
    return next((end for end in ends if any(end in text for text in texts)), heading.text)


def _differ(one: Line, other: Line) -> bool:
    first, second = titles.printed(one.text)[0], titles.printed(other.text)[0]
    return not (titles.contains(first, second) or titles.contains(second, first))
