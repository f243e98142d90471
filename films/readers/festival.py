"""A festival's film page: title, tagline, "Add a review", "See more films", then visitors' reviews with stars."""

from __future__ import annotations

from ..record import FilmRecord, NotAFilmPage
from . import headings, labels, reviews, titles
from .common import take_fact
from .draft import Draft
from .furniture import is_furniture, is_host
from .page import FURNITURE, LONG, Line, Page, paragraphs
from .subject import refuse_other_words, refuse_services
from .title_place import title_line

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
    begun = reviews.first(page)
    title = title_line(page)
    if title and not _has_place(page, title, begun):
        title = None
    if not title and not page.named:
        raise NotAFilmPage("It does not say which film it is about.")
    _take_title(draft, title, begun)
    for line in page.free():
        is_above = title and line.number < title.number and is_host(line)
        is_button = is_furniture(line) and line.key not in headings.TEXTS
        if line.number < begun and (is_above or is_button):
            page.claim(line, FURNITURE)
    reviews.take(draft)
    _refuse_second(draft, begun)
    _take_head(draft, headings.take(draft), begun)
    if not (draft.reviews or draft.credits.found or draft.film.runtime_minutes):
        told = [line for line in page.lines if not (line is title or is_furniture(line) or is_host(line))]
        refuse_services("\n".join(line.text for line in told))
    refuse_other_words(_words(page), marks=2 * bool(draft.credits.found or draft.film.runtime_minutes))
    return draft.record()


def _has_place(page: Page, title: Line, begun: int) -> bool:
    """Whether anything but a text parts the title from the reviews: else the page's beginning is missing."""
    above = [line for line in page.lines if title.number < line.number < begun]
    rest = [line for line in page.lines if line.number >= begun]
    if above and len(rest) > 1 and all(line.indent <= rest[0].indent < rest[1].indent for line in (title, *above)):
        return True  # the reviews are set in, and these lines are not
    above = [line for line in page.lines if line.number < begun and line is not title]
    return any(line.key in (*_BUTTONS, title.key) or labels.pairs(line.text) for line in above)


def _words(page: Page) -> str:
    return "\n".join(line.text for line in page.lines)


def _take_title(draft: Draft, line: Line | None, begun: int) -> None:
    """The title; printed once more above the reviews, it is the same title."""
    title, draft.film.year = titles.printed(line.text if line else draft.page.named)
    draft.film.title = titles.in_mixed_case(title, _words(draft.page))
    for again in [line for line in draft.page.lines if line.number < begun]:
        if again is line or titles.same(titles.without_year(again.text)[0], title):
            draft.page.claim(again, "film.title")


def _take_head(draft: Draft, headed: list[Line], begun: int) -> None:
    """What stands above the reviews: facts on lines of their own, the tagline, and the synopsis if there is one."""
    above = [line for line in draft.page.free() if line.number < begun]
    rest = [line for line in above if not take_fact(draft, line)]
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


def _refuse_second(draft: Draft, begun: int) -> None:
    """Raises NotAFilmPage where another title stands between the reviews, or above another row of buttons."""
    lines = draft.page.lines
    last = max(
        (line.number for line in lines if "reviews.byline" in draft.page.account.get(line.number, ())), default=0
    )
    rows = [
        line.number for line in lines if line.key == "add a review" and FURNITURE in draft.page.account[line.number]
    ]
    for line in draft.page.free():
        is_between = begun < line.number < last or (len(rows) > 1 and rows[0] < line.number < rows[1])
        if is_between and not line.is_prose:
            raise NotAFilmPage(f"It tells of more than one film: {draft.film.title} and {line.text}.")
