"""A fact sheet: title and date, labelled facts, a synopsis, the cast with characters, trivia, a user's review."""

from __future__ import annotations

import re

from ..record import FilmRecord, NotAFilmPage
from . import cast, comments, dates, headings, labels, listed, reviews, sections, titles, user_reviews
from .common import take_facts
from .draft import Draft
from .page import LONG, Line, Page, paragraphs
from .subject import refuse_other_words
from .title_place import title_line
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
# A sheet gives these once.
_TWICE = phrases("release year|director|directors|stars|critic's score|release date|country|language")
# One of these stands below the title of every sheet; without any the sheet's beginning is missing.
_HEAD = phrases("release year|year|year of release|production year|director|directors|directed by|regie|dir|direction")
_VOTED = re.compile(r"rating:.*\(.*(?:voted|votes|ratings)\)", re.IGNORECASE)
_TRAILER = re.compile(r"\s*[-–—:|]?\s*(?:official )?(?:movie )?(?:trailer|poster|film)\s*$", re.IGNORECASE)


def evidence(page: Page) -> int:
    """How much speaks for this kind of page; 3 is enough."""
    found = {label for line in page.lines for label, value in labels.pairs(line.text) if value or line.open}
    found |= {line.key for line in page.lines}
    points = 2 * len(found & _TELLING) + len(found & _USUAL)
    points += _is_headed(page.lines[:6])
    points += 2 * any(_VOTED.fullmatch(line.text) for line in page.lines)
    return points + 2 * (sum(cast.dashed(line) is not None for line in page.lines) > 2)


def _is_headed(lines: list[Line]) -> bool:
    """Whether the page begins with a title that stands above and below its date."""
    dated = [place for place, line in enumerate(lines) if dates.is_date(line.text)]
    return bool(dated and {line.key for line in lines[: dated[0]]} & {line.key for line in lines[dated[0] :]})


def _labels(line: Line) -> set[str]:
    """The labels of the line that have something behind them."""
    return {label for label, value in labels.pairs(line.text) if value}


def read(page: Page) -> FilmRecord:
    draft = Draft(page)
    of_film = [line for line in page.lines if line.key in sections.BOXES or _labels(line) & _TWICE]
    comments.leave_out(draft, of_film, [])
    first = _take_title(draft)
    if not draft.film.title:
        raise NotAFilmPage("It does not say which film it is about.")
    beside_title = draft.film.year
    boxes = sections.take(draft, first)
    listed.take(draft, first)
    synopsis = headings.take(draft)
    reviews.take(draft)
    cast.take(draft, first)
    facts = (line.number for line in page.lines if labels.pairs(line.text) or line.key in labels.LABELS)
    labelled = next((number for number in facts if number > first), boxes)
    take_facts(draft)
    listed.take_more(draft, first)
    _take_texts(draft, synopsis, min(labelled, boxes), boxes)
    _refuse_second(draft, first)
    draft.check_years(beside_title)
    refuse_other_words("\n".join(line.text for line in page.lines), marks=2 * _is_film(draft))
    return draft.record()


def _is_film(draft: Draft) -> bool:
    """Whether the sheet has what only films have. Things have scores, and lists with dashes, too: "Spade - steel"."""
    is_cut = draft.page.lines[-1].open and not draft.credits.found
    people = [one for one in draft.credits.found if one.department != "cast" or re.match(r"\S+ [A-ZÀ-Þ]", one.person)]
    film = draft.film
    return bool(people or film.runtime_minutes or film.genres or film.languages or film.locations or is_cut)


def _take_title(draft: Draft) -> int:
    """Claims the title's line, and those that print it again; gives the number of the first one."""
    line = next((line for line in draft.page.lines if labels.is_title(line)), None)
    if line and labels.take(draft, line):
        return line.number
    line = title_line(draft.page)
    if not line or not _has_head(draft.page, line):
        draft.film.title = draft.page.named
        return 0
    title, year = titles.printed(line.text)
    title = _TRAILER.sub("", title) or title
    draft.film.title, draft.film.year = (
        titles.in_mixed_case(title, "\n".join(one.text for one in draft.page.lines)),
        year,
    )
    for again in draft.page.lines:
        if sections.BOXES.get(again.key) is user_reviews.take:
            break
        if again is line or titles.same(_TRAILER.sub("", titles.without_year(again.text)[0]), title):
            draft.page.claim(again, "film.title")
    return line.number


def _has_head(page: Page, title: Line) -> bool:
    """Whether the line stands above what sheets begin with, or is printed twice; "USA" above "Language:" is none."""
    below: set[str] = set()
    for line in page.lines:
        if line.number > title.number and (cast.dashed(line) or line.key in sections.BOXES):
            break
        if line.number > title.number and not line.is_prose:
            below |= {line.key, *(label for label, _ in labels.pairs(line.text))}
    return bool(below & _HEAD) or sum(line.text == title.text for line in page.lines) > 1


def _refuse_second(draft: Draft, first: int) -> None:
    """Raises NotAFilmPage where another title stands above labels that were given already."""
    given: set[str] = set()
    title: Line | None = None
    for line in draft.page.lines:
        if {"reviews.body", "film.trivia"} & set(draft.page.account.get(line.number, ())):
            continue
        found = {label for label, value in labels.pairs(line.text) if value} & _TWICE
        if line.number > first and found & given and title:
            raise NotAFilmPage(f"It tells of more than one film: {draft.film.title} and {title.text}.")
        given |= found
        if given and not draft.page.is_claimed(line) and not line.is_prose and line.gap:
            title = line
        elif found:
            title = None


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
    for line in [line for line in texts if line.text in (draft.film.tagline, *draft.film.more_taglines)]:
        texts.remove(line)  # it has a label further down
        draft.page.claim(line, "film.tagline")
    is_above = bool(texts) and texts[0] not in headed and texts[0].number < labelled
    if is_above and len(texts[0].text) <= (LONG if draft.film.tagline else 2 * LONG):
        if not draft.film.tagline:
            draft.film.tagline = texts[0].text
            draft.page.claim(texts.pop(0), "film.tagline")
        elif len(texts) > 1 and texts[1].number > labelled:
            draft.film.more_taglines.append(texts[0].text)
            draft.page.claim(texts.pop(0), "film.tagline")
    if texts:
        draft.film.synopsis = "\n\n".join(filter(None, (paragraphs(texts), draft.film.synopsis)))
    for line in texts:
        draft.page.claim(line, "film.synopsis")
