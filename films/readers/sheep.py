"""A blog that rates in sheep: title in capitals, credits, a quoted line, prose, "4 sheep", a question to the reader."""

from __future__ import annotations

import re
from itertools import pairwise

from ..record import FilmRecord, NotAFilmPage
from . import comments, credits, labels, ratings, several, spoken, titles
from .common import add_own_review, take_byline, take_facts, take_prose
from .draft import Draft
from .furniture import is_furniture
from .page import FURNITURE, LONG, Line, Page
from .subject import refuse_other_kind, refuse_other_words

NAME = "sheep"
WORDS = "a review that rates in sheep"

_ASKS = re.compile(
    r"(?:your turn\W+)?how many sheep (?:would|do|did|will) you give (?:to )?(?P<title>.+?)\s*\?", re.IGNORECASE
)
_NO_TITLE = re.compile(r"(?:it|this|this (?:film|movie|one)|the (?:film|movie))", re.IGNORECASE)
_RATES = re.compile(r"\b(?:sheep|ewes?)\b|🐑", re.IGNORECASE)
_GIVEN = re.compile(
    r"\b(?:give|gave|gets?|earns?|deserves?|award(?:s|ed)?|rated?|rating)\b[^.!?]{0,40}$", re.IGNORECASE
)


def evidence(page: Page) -> int:
    """How much speaks for this kind of page; 3 is enough."""
    keys = {line.key for line in page.lines}
    points = 3 * any(_ASKS.fullmatch(line.text) for line in page.lines)
    points += 3 * any(_own_rating(line) for line in page.lines)
    points += max((credits.roles(line) for line in page.lines), default=0)
    return points + ("your turn" in keys) + ("share your thoughts" in keys)


def _own_rating(line: Line) -> ratings.Rating | None:
    """The rating in sheep that the line is, with or without a label or a few words before it."""
    if len(line.text) > 80 or not _RATES.search(line.text) or "?" in line.text:
        return None
    label, text = labels.pair(line.unbulleted) or ("", line.unbulleted)
    found = ratings.find(text)
    in_sheep = found and (_RATES.search(found.text) or label == "sheep")
    return found if found and in_sheep and len(text) - len(found.text) < 40 else None


def read(page: Page) -> FilmRecord:
    draft = Draft(page, is_review=True)
    rated = {line.number: rating for line in page.lines if (rating := _own_rating(line))}
    verdicts = [line for line in page.lines if line.number in rated and rated[line.number].text == line.text]
    comments.leave_out(draft, [line for line in page.lines if _ASKS.fullmatch(line.text)], verdicts)
    several.refuse(page, [[line for line in page.free() if _own_rating(line)]])
    _take_questions(draft)
    _take_ratings(draft)
    byline = take_byline(draft)
    head = _take_title(draft)
    take_facts(draft)
    spoken.take(draft)
    body = [line for line in page.free() if line.is_ended or len(line.text) > LONG]
    refuse_other_words(" ".join(line.text for line in body), marks=2 * _is_film(draft))
    _set_title(draft, head, "\n".join(line.text for line in body))
    refuse_other_kind(draft.film.title, " ".join(line.text for line in body))
    take_prose(draft, body, "reviews.body")
    if not draft.rating:
        _take_rating_in_prose(draft, body)
    add_own_review(draft, body, byline, "", "house")
    return draft.record()


def _take_questions(draft: Draft) -> None:
    """The question to the reader names the film in its usual spelling."""
    for line in draft.page.free():
        if found := _ASKS.fullmatch(line.text):
            draft.page.claim(line, FURNITURE)
            if not _NO_TITLE.fullmatch(found["title"]):
                title, year = titles.without_year(titles.unquoted(found["title"]))
                draft.single("title", title)
                draft.film.title, draft.film.year = title, year
                draft.page.claim(line, "film.title")


def _take_ratings(draft: Draft) -> None:
    for line in draft.page.free():
        if found := _own_rating(line):
            if line.open and ratings.may_go_on(found.text):
                draft.page.leave_cut(line)
                draft.page.claim(line, "cut")
                continue
            draft.single("rating", found.text, same=found.half_steps)
            draft.rating = found
            draft.page.claim(line, "reviews.rating_text")


def _take_title(draft: Draft) -> Line | None:
    """The line above the credits, else the first line that may be a title."""
    lines = [line for line in draft.page.lines if not draft.page.is_claimed(line)]
    heads = [above for above, line in pairwise(lines) if credits.is_credits(line) and not credits.is_credits(above)]
    named = [line for line in heads if not (line.is_prose or is_furniture(line) or labels.pairs(line.text))]
    if len({titles.unglued(line.text).casefold() for line in named}) > 1:
        raise NotAFilmPage(f"It tells of more than one film: {named[0].text} and {named[1].text}.")
    free = (
        line
        for line in lines
        if not (line.is_prose or line.open or is_furniture(line) or labels.pairs(line.text) or credits.is_credits(line))
    )
    head = named[0] if named else next(free, None)
    if head:
        draft.page.claim(head, "film.title")
    return head


def _set_title(draft: Draft, head: Line | None, text: str) -> None:
    asked = draft.film.title
    if head:
        printed, year = titles.printed(head.text)
        draft.film.year = draft.film.year or year
        if asked and not titles.contains(printed, asked) and not titles.contains(asked, printed):
            if titles.contains(text, asked) and not titles.contains(text, printed):
                draft.page.account[head.number] = [FURNITURE]
                return
            raise NotAFilmPage(f"It tells of more than one film: {printed} and {asked}.")
        if not asked or f"{asked} {text}".islower() or len(printed) > len(asked) + 2:
            draft.film.title = titles.in_mixed_case(printed, text)
    draft.film.title = draft.film.title or draft.page.named
    if not draft.film.title:
        raise NotAFilmPage("It does not say which film it is about.")


def _is_film(draft: Draft) -> bool:
    departments = {credit.department for credit in draft.credits.found}
    return bool(departments & {"director", "cast"} or draft.film.runtime_minutes)


def _take_rating_in_prose(draft: Draft, body: list[Line]) -> None:
    """ "I give it three and a half sheep." """
    for line in body:
        for found in ratings.every(line.text):
            if _RATES.search(found.text) and _GIVEN.search(line.text.partition(found.text)[0]):
                draft.rating = found
                draft.page.claim(line, "reviews.rating_text")
                return
