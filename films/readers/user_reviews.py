"""The box "User Review" of a fact sheet: a visitor's text, with a name, a date and a rating where they are printed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Literal

from ..record import ReviewFact
from . import dates, furniture, ratings
from .draft import Draft
from .page import FURNITURE, Line, paragraphs
from .prose import take_mentions

_AUTHOR = re.compile(
    r"(?P<label>author|user|reviewer|reviewed by|review by|written by|posted by|by)\b\s*:?\s*(?P<who>.*)", re.IGNORECASE
)
_SIGNED = re.compile(
    r"(?:\d{1,2} \w+ \d{4}|\w+ \d{1,2}, \d{4})\s*(?:[|–—-]\s*)?by (?P<who>.+?)"
    r"(?:\s*[–—|-]\s*see all (?:my|\w+['’]s) reviews.*)?",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s+from\s+.*$|\s*\([^)]*\)|\s+on\s+\d.*$")
_RATED = re.compile(r"(?:(?:my |user |their |user's )?rating|score|rated|stars?)\s*:\s*(?P<rating>.*)", re.IGNORECASE)
HEADING_LENGTH = 80  # characters


@dataclass
class _Review:
    byline: str = ""
    rating: ratings.Rating | None = None
    published: dt.date | None = None
    lines: list[Line] = field(default_factory=list)


def take(draft: Draft, lines: list[Line]) -> None:
    """Reads the box. Another review begins where a name or a rating stands a second time."""
    found = [_Review()]
    for line in lines:
        review = found[-1]
        if author := _author(line):
            title = _title_above(line, review)
            if review.byline or review.lines:
                found.append(review := _Review())
            review.lines += title
            review.byline, review.published = author, review.published or dates.find(line.text)
            draft.page.claim(line, "reviews.byline")
        elif (rating := _rating(draft, line, review, lines)) is not None:
            if review.rating and review.lines:
                found.append(review := _Review())
            review.rating = rating or review.rating
        elif dates.is_date(line.text) and not line.open:
            review.published = dates.find(line.text)
            draft.page.claim(line, "reviews.published")
        elif furniture.is_cut(draft, line) or _is_half_a_heading(draft, review, line):
            continue
        elif furniture.is_furniture(line):
            draft.page.claim(line, FURNITURE)
        else:
            _take_text(draft, review, line)
    draft.reviews.extend(_fact(review) for review in found if review.lines or review.rating)


def _author(line: Line) -> str:
    """The name in "Author: somebody from London"; "By the end …" is no name, and neither is half of one."""
    signed = None if line.open else _SIGNED.fullmatch(line.text)
    if signed:
        return _BESIDE.sub("", signed["who"]).strip()
    found = _AUTHOR.fullmatch(line.text)
    if (
        not found
        or line.open
        or len(line.text) > HEADING_LENGTH
        or ":" in found["who"]
        or (":" not in line.text and (line.is_ended or len(line.text.split()) > 4))
    ):
        return ""
    return _BESIDE.sub("", found["who"]).strip()


def _title_above(line: Line, review: _Review) -> list[Line]:
    """Takes the title of a review, right above "12 May 2014 | by somebody", from the text of the one before."""
    is_title = bool(review.lines and _SIGNED.fullmatch(line.text) and not line.gap)
    return [review.lines.pop()] if is_title and len(review.lines[-1].text) <= HEADING_LENGTH else []


def _is_half_a_heading(draft: Draft, review: _Review, line: Line) -> bool:
    """Leaves out a name, or what may be part of a date above the text, in which the document ends."""
    if not line.open or line.is_ended or len(line.text) > HEADING_LENGTH:
        return False
    is_dated = line.text[0].isdigit() and (not line.gap or len(line.text) < 12)
    if review.lines and not is_dated and not (_AUTHOR.fullmatch(line.text) and ":" in line.text):
        return False
    draft.page.leave_cut(line)
    draft.page.claim(line, "cut")
    return True


def _rating(draft: Draft, line: Line, review: _Review, lines: list[Line]) -> ratings.Rating | Literal[False] | None:
    """The rating that the line is; False for a line that is to hold one but does not, None for any other line."""
    is_first = not review.lines or (bool(review.byline) and [part.is_ended for part in review.lines] == [False])
    if (bare := _bare(line)) and not review.rating and (is_first or line is lines[-1]):
        draft.page.claim(line, "reviews.rating_text")
        if line.open and ratings.may_go_on(line.text):
            draft.page.leave_cut(line)
            return False
        return bare
    found, rating = _RATED.fullmatch(line.text), rated(line.text)
    if not found or (found["rating"] and not rating):
        return None
    if line.open and ratings.may_go_on(line.text):
        draft.page.leave_cut(line)
        rating = None
    draft.page.claim(line, "reviews.rating_text" if rating else FURNITURE)
    return rating or False


def _bare(line: Line) -> ratings.Rating | None:
    """The rating that stands alone on a line: "★★★½", "2/10"."""
    found = ratings.find(line.text)
    return found if found and len(found.text) == len(line.text) else None


def may_be_rated(line: Line) -> bool:
    """Whether the document ends in what may be a rating."""
    return line.open and bool(_RATED.fullmatch(line.text))


def rated(text: str) -> ratings.Rating | None:
    """The rating of "Rating: 7/10"; None for any other text."""
    found = _RATED.fullmatch(text)
    return ratings.whole(found["rating"]) if found and found["rating"] else None


def _take_text(draft: Draft, review: _Review, line: Line) -> None:
    review.lines.append(line)
    draft.page.claim(line, "reviews.body")
    if take_mentions(draft, line.text):
        draft.page.claim(line, "film.mentions")
    if line.open and not line.is_ended:
        draft.page.doubt(line, "the document ends in the middle of a sentence.")


def _fact(review: _Review) -> ReviewFact:
    rating = review.rating or ratings.Rating("", None)
    return ReviewFact(
        byline=review.byline[:200],
        voice="audience",
        half_steps=rating.half_steps,
        rating_text=rating.text[:100],
        published=review.published,
        body=paragraphs(review.lines),
    )
