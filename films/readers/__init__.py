"""The readers of documents: `read` recognises which kind of page a text is and gives the film's facts.

    text -> page (numbered lines) -> evidence of each shape -> that shape's reader -> FilmRecord

A shape has one module each (magazine, sheep, festival, factsheet); the other modules read one thing wherever it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

from ..record import FilmRecord, NotAFilmPage
from . import factsheet, festival, magazine, several, sheep, wrapping
from .page import Line, Page
from .subject import refuse_others
from .text import decode
from .titles import contains, is_numbered, same

__all__ = ["NotAFilmPage", "Reading", "read"]

SHAPES: tuple[ModuleType, ...] = (factsheet, sheep, festival, magazine)
ENOUGH, STRONG = 3, 5  # points of evidence
LONGEST_TITLE = 200  # characters


@dataclass(frozen=True)
class Reading:
    """What a document is and says. `account` tells for each line that is not empty which facts it gave."""

    name: str
    shape: str
    record: FilmRecord
    account: dict[int, tuple[str, ...]]


def read(text: str | bytes, name: str, *, named: str = "") -> Reading:
    """Reads one document; raises NotAFilmPage, with a sentence that tells why, where it is not about one film.

    `named` is the title of its film, where somebody else knows it: it stands in where the page does not say.
    """
    if isinstance(text, bytes):
        text = decode(text)
    page = wrapping.join(Page.of(text, named))
    refuse_others(page)
    for start in several.starts(page):
        _refuse_parts(page, start)
    points = {shape: shape.evidence(page) for shape in SHAPES}
    shape = max(SHAPES, key=lambda shape: points[shape])
    if points[shape] < ENOUGH:
        raise NotAFilmPage(
            "Nothing on this page shows that it is about a film: it is none of the kinds of page that can be read."
        )
    record = shape.read(page)
    if len(record.film.title) > LONGEST_TITLE:
        raise NotAFilmPage("It does not say clearly which film it is about: what stands for the title is very long.")
    for other in SHAPES:
        if other is not shape and points[other] >= STRONG:
            _refuse_second(record, other, wrapping.join(Page.of(text, named)))
    for line in page.free():
        page.doubt(line, "it was not understood and left out.")
    return Reading(name, shape.NAME, record, {number: tuple(facts) for number, facts in sorted(page.account.items())})


def _refuse_parts(page: Page, start: Line) -> None:
    """Raises NotAFilmPage where what stands above the line is a page, and the rest the page of another film."""
    place = page.lines.index(start)
    first, second = _title(Page(page.lines[:place])), _title(Page(page.lines[place:]))
    is_part = (contains(first, second) or contains(second, first)) and is_numbered(first) == is_numbered(second)
    is_one = same(first, second) or is_part
    if first and second and not is_one:
        raise NotAFilmPage(f"It tells of more than one film: {first} and {second}.")


def _title(page: Page) -> str:
    """The title of the film that this part of a page is about; "" where it is about none."""
    points, shape = max(((shape.evidence(page), shape) for shape in SHAPES), key=lambda pair: pair[0])
    try:
        return shape.read(page).film.title if points >= ENOUGH else ""
    except NotAFilmPage:
        return ""


def _refuse_second(record: FilmRecord, other: ModuleType, page: Page) -> None:
    """Raises NotAFilmPage where the page is of another kind too, about another film."""
    try:
        second = other.read(page)
    except NotAFilmPage:
        return
    if not same(second.film.title, record.film.title):
        raise NotAFilmPage(f"It tells of more than one film: {record.film.title} and {second.film.title}.")
