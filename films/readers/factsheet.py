"""A fact sheet: title and date, labelled facts, a synopsis, the cast with characters, trivia, a user's review."""

from __future__ import annotations

import re

from ..record import FilmRecord, NotAFilmPage
from . import cast, headings, labels, listed, reviews, sections, titles
from .common import take_facts, title_line
from .draft import Draft
from .page import LONG, Line, Page, paragraphs
from .subject import refuse_other_words
from .vocabulary import phrases

NAME = "factsheet"
WORDS = "a fact sheet"

# Labels and headings that hardly any other page has (two points), and those that some have (one).
_TELLING = phrases(
    """release year|critic's score|critics score|metascore|filming locations|did you know|user review|user reviews"""
)
_USUAL = phrases(
    """year|country|countries|language|languages|release date|director|directors|writer|writers|stars|cast|genre|genres
    tagline|taglines|runtime|running time|budget|gross|opening weekend|box office|official website|official sites
    also known as|technical specs|storyline|comments are closed"""
)
_VOTED = re.compile(r"rating:.*\(.*(?:voted|votes|ratings)\)", re.IGNORECASE)
_TRAILER = re.compile(r"\s*[-–—:|]?\s*(?:official )?(?:movie )?(?:trailer|poster|film)\s*$", re.IGNORECASE)


def evidence(page: Page) -> int:
    """How much speaks for this kind of page; 3 is enough."""
    found = {label for line in page.lines for label, value in labels.pairs(line.text) if value}
    found |= {line.key for line in page.lines}
    points = 2 * len(found & _TELLING) + len(found & _USUAL)
    points += 2 * any(_VOTED.fullmatch(line.text) for line in page.lines)
    return points + 2 * (sum(cast.dashed(line) is not None for line in page.lines) > 2)


def read(page: Page) -> FilmRecord:
    draft = Draft(page)
    first = _take_title(draft)
    boxes = sections.take(draft, first)
    listed.take(draft, first)
    synopsis = headings.take(draft)
    reviews.take(draft)
    cast.take(draft, first)
    facts = (line.number for line in page.lines if labels.pairs(line.text) or line.key in labels.LABELS)
    labelled = next((number for number in facts if number > first), boxes)
    take_facts(draft)
    _take_texts(draft, synopsis, min(labelled, boxes), boxes)
    if not draft.film.title:
        raise NotAFilmPage("It does not say which film it is about.")
    is_credited = bool(draft.credits.found or draft.film.runtime_minutes or draft.scores)
    refuse_other_words("\n".join(line.text for line in page.lines), marks=2 * is_credited)
    return draft.record()


def _take_title(draft: Draft) -> int:
    """Claims the title's line, and those that print it again; gives the number of the first one."""
    line = next((line for line in draft.page.lines if labels.is_title(line)), None)
    if line and labels.take(draft, line):
        return line.number
    line = title_line(draft.page)
    if not line:
        return 0
    title, year = titles.printed(line.text)
    title = _TRAILER.sub("", title) or title
    draft.film.title, draft.film.year = (
        titles.in_mixed_case(title, "\n".join(one.text for one in draft.page.lines)),
        year,
    )
    for again in draft.page.lines:
        if again is line or titles.same(_TRAILER.sub("", titles.without_year(again.text)[0]), title):
            draft.page.claim(again, "film.title")
    return line.number


def _take_texts(draft: Draft, headed: list[Line], labelled: int, boxes: int) -> None:
    """A short text above the first label is the tagline, unless one is labelled; the other texts are the synopsis."""
    texts = [
        line
        for line in draft.page.free()
        if line in headed or (line.number < boxes and (line.number < labelled or line.is_prose))
    ]
    for line in [line for line in texts if line.open and not line.is_ended]:
        texts.remove(line)
        draft.page.leave_cut(line)
        draft.page.claim(line, "cut")
    may_be_tagline = texts and texts[0] not in headed and len(texts[0].text) <= 2 * LONG
    if may_be_tagline and texts[0].number < labelled and not draft.film.tagline:
        draft.film.tagline = texts[0].text
        draft.page.claim(texts.pop(0), "film.tagline")
    if texts:
        draft.film.synopsis = "\n\n".join(filter(None, (paragraphs(texts), draft.film.synopsis)))
    for line in texts:
        draft.page.claim(line, "film.synopsis")
