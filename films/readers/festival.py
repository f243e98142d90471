"""A festival's film page: title, tagline, "Add a review", "See more films", then visitors' reviews with stars."""

from __future__ import annotations

from ..record import FilmRecord, NotAFilmPage
from . import headings, prose, reviews, titles
from .common import take_fact, title_line
from .draft import Draft
from .furniture import is_furniture, is_host
from .page import FURNITURE, LONG, Line, Page, paragraphs
from .subject import refuse_other_words

NAME = "festival"
WORDS = "a festival's film page"

_BUTTONS = {
    "add a review": 2,
    "see more films": 2,
    "see all reviews": 1,
    "write a review": 1,
    "more films": 1,
    "all reviews": 1,
}


def evidence(page: Page) -> int:
    """How much speaks for this kind of page; 3 is enough."""
    buttons = sum(points for button, points in _BUTTONS.items() if any(line.key == button for line in page.lines))
    begun = sum(1 for line in page.lines if reviews.heading(line) and not line.open)
    return buttons + 3 * bool(begun) + (begun > 1)


def read(page: Page) -> FilmRecord:
    draft = Draft(page)
    title = title_line(page)
    if not title:
        raise NotAFilmPage("It does not say which film it is about.")
    _take_title(draft, title)
    for line in page.free():
        is_above = line.number < title.number and is_host(line)
        if is_above or (is_furniture(line) and line.key not in headings.TEXTS):
            page.claim(line, FURNITURE)
    reviews.take(draft)
    synopsis = headings.take(draft)
    _refuse_second(draft)
    _take_head(draft, synopsis)
    prose.take_agreed(draft, [review.body for review in draft.reviews])
    refuse_other_words(_words(page), marks=2 * bool(draft.credits.found or draft.film.runtime_minutes))
    return draft.record()


def _words(page: Page) -> str:
    return "\n".join(line.text for line in page.lines)


def _take_title(draft: Draft, line: Line) -> None:
    """The title; printed once more, it is the same title."""
    title, draft.film.year = titles.printed(line.text)
    draft.film.title = titles.in_mixed_case(title, _words(draft.page))
    for again in draft.page.lines:
        if again is line or titles.same(titles.without_year(again.text)[0], title):
            draft.page.claim(again, "film.title")


def _take_head(draft: Draft, headed: list[Line]) -> None:
    """What stands around the buttons: facts on lines of their own, the tagline, and the synopsis if there is one."""
    rest = [line for line in list(draft.page.free()) if not take_fact(draft, line)]
    texts = [line for line in rest if not (line.open and not line.is_ended)]
    for line in rest:
        if line not in texts:
            draft.page.leave_cut(line)
            draft.page.claim(line, "cut")
    if texts and texts[0] not in headed and not draft.film.tagline and len(texts[0].text) <= 2 * LONG:
        draft.film.tagline = texts[0].text
        draft.page.claim(texts.pop(0), "film.tagline")
    longer = [line for line in texts if line.is_prose or line in headed]
    if longer and not draft.film.synopsis:
        draft.film.synopsis = paragraphs(longer)
        for line in longer:
            draft.page.claim(line, "film.synopsis")


def _refuse_second(draft: Draft) -> None:
    """A second title stands where a second row of buttons begins: raises NotAFilmPage."""
    rows = [line.number for line in draft.page.lines if line.key == "add a review"]
    for line in draft.page.free():
        if len(rows) > 1 and rows[0] < line.number < rows[1] and not line.is_prose:
            raise NotAFilmPage(f"It tells of more than one film: {draft.film.title} and {line.text}.")
