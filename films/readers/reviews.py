"""Reviews by others in a row, each under a heading: "★★★½ review by Lucy on Letterboxd"."""

from __future__ import annotations

import re

from ..record import ReviewFact
from . import dates, ratings
from .draft import Draft
from .furniture import is_cut, is_furniture
from .page import Line, paragraphs
from .prose import take_mentions

_HEADING = re.compile(
    r"(?P<rating>.{0,40}?)[\s:,|–—-]*\b(?:a\s)?(?:review(?:ed)?|watched|rated)\s+by\s+(?P<who>.+)|"
    r"(?P<stars>[★⭐✭✮☆½]+(?:\s?½)?)\s+by\s+(?P<name>.+)",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\s+(?:on|at|via|for|from)\s+(?=\S)(?!\d)(?P<where>(?:(?!\s(?:on|at)\s).)+)$", re.IGNORECASE)
_WHEN = re.compile(
    r"[\s,|·•(–—-]*(?:\bon\s+)?(?:\w+day,?\s)?(?:\d{1,2}(?:st|nd|rd|th)?\s\w{3,9}\.?,?\s\d{4}"
    r"|\w{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|\d{4}-\d\d-\d\d)\)?$"
)
_NO_STARS = frozenset("☆✩")


def heading(line: Line) -> ReviewFact | None:
    """The review that begins under this line, still without its text; None where no review begins."""
    found = _HEADING.fullmatch(line.unbulleted) if len(line.text) <= 160 else None
    if not found:
        return None
    printed = (found["rating"] or found["stars"] or "").strip(" :,|–—-")
    rating = ratings.Rating(printed, None) if set(printed) <= _NO_STARS else ratings.whole(printed)
    if not rating:
        return None
    who = (found["who"] or found["name"]).rstrip(" :")
    published = dates.find(who)
    who = _WHEN.sub("", who)
    where = _WHERE.search(who)
    return ReviewFact(
        byline=_WHERE.sub("", who).strip()[:200],
        publication=where["where"].strip()[:200] if where else "",
        voice="audience",
        half_steps=rating.half_steps,
        rating_text=rating.text,
        published=published,
    )


def take(draft: Draft) -> None:
    """Reads all such reviews with their texts, which reach to the next heading or to a button."""
    texts: list[tuple[ReviewFact, list[Line]]] = []
    below = False
    for line in draft.page.lines:
        found = None if draft.page.is_claimed(line) else heading(line)
        if found and line.open:
            draft.page.leave_cut(line)
            draft.page.claim(line, "cut")
        elif found:
            texts.append((found, []))
            draft.page.claim(line, "reviews.byline", "reviews.publication", "reviews.rating_text")
        if not found and is_cut(draft, line):
            continue
        below = bool(found) or (below and not draft.page.is_claimed(line) and not is_furniture(line))
        if below and not found:
            texts[-1][1].append(line)
            draft.page.claim(line, "reviews.body")
    draft.reviews.extend(_with_text(draft, review, lines) for review, lines in texts)


def _with_text(draft: Draft, review: ReviewFact, lines: list[Line]) -> ReviewFact:
    for line in lines:
        if take_mentions(draft, line.text):
            draft.page.claim(line, "film.mentions")
        if line.open and not line.is_ended:
            draft.page.doubt(line, "the document ends in the middle of a sentence.")
    return ReviewFact(**{**vars(review), "body": paragraphs(lines)})
