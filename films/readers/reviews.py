"""Reviews by others in a row, each under a heading: "★★★½ review by Lucy on Letterboxd", whole or in pieces."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from ..record import ReviewFact
from . import dates, labels, names, ratings, review_ends, user_reviews
from .draft import Draft
from .furniture import is_cut, is_furniture
from .page import Line, Page, paragraphs
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
_UNRATED = re.compile(r"no (?:rating|stars?)|not (?:yet )?rated|unrated|without (?:a )?rating", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<!\b\w)(?<!\b[JS]r)[.!?]$")
_STARS = re.compile(r"[★⭐✭✮☆½\s]*")
_SAID = ("review by", "reviewed by", "watched by", "rated by", "by")
_NAME = re.compile(r"(?:by\s)?(?P<who>.{1,60}?)\s(?:on|at|via)\s(?P<where>.{1,60})", re.IGNORECASE)


def heading(line: Line, *, is_sure: bool = False) -> ReviewFact | None:
    """The review that begins under this line, still without its text; None where no review begins.

    Where it `is_sure` that one does, what stands before "review by" may be anything.
    """
    found = _HEADING.fullmatch(line.unbulleted) if len(line.text) <= 160 else None
    if not found:
        return None
    printed = (found["rating"] or found["stars"] or "").strip(" :,|–—-")
    printed = "" if _UNRATED.fullmatch(printed) else printed
    rating = ratings.Rating(printed, None) if set(printed) <= _NO_STARS else ratings.whole(printed)
    if not rating and is_sure:
        rating = ratings.Rating("", None)
    who = (found["who"] or found["name"]).rstrip(" :")
    if not rating or (not printed and _SENTENCE.search(who)):
        return None
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


@dataclass
class _Begun:
    """A review whose heading was found; `is_piece` while only a part of it was."""

    heading: Line
    fact: ReviewFact
    is_piece: bool = False
    lines: list[Line] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Whether the name may come on the next line."""
        return self.is_piece and not self.lines and not self.fact.byline


class _Pieces:
    """Tells the pieces of headings that a page has among its whole ones."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stars: set[int] = set()  # lines that belong to the name above them

    @cached_property
    def whole(self) -> dict[int, ReviewFact]:
        """The whole headings by their lines' numbers."""
        whole = {line.number: fact for line in self.page.lines if (fact := heading(line))}
        indents = {line.number: line.indent for line in self.page.lines if line.number in whole}
        out = min(indents.values(), default=0) + 1  # what is set in further is a part of somebody's text
        whole = {number: fact for number, fact in whole.items() if indents[number] <= out}
        whole |= self.unrated(whole)
        named = [pair for pair in pairwise(self.page.lines) if self.is_name_over_stars(*pair)]
        for above, stars in named if len(named) > 1 else []:
            rating = ratings.whole(stars.unbulleted) or ratings.Rating(stars.unbulleted, None)
            whole[above.number] = ReviewFact(
                above.unbulleted, voice="audience", half_steps=rating.half_steps, rating_text=rating.text
            )
            self.stars.add(stars.number)
        return whole

    def unrated(self, whole: dict[int, ReviewFact]) -> dict[int, ReviewFact]:
        """Headings that stand as the others do and name the same publication, with something else than a rating."""
        places = {fact.publication.casefold() for fact in whole.values()} - {""}
        bulleted = {line.unbulleted != line.text for line in self.page.lines if line.number in whole}
        found = {}
        for line in self.page.lines:
            fact = None if line.number in whole else heading(line, is_sure=True)
            if fact and fact.publication.casefold() in places and (line.unbulleted != line.text) in bulleted:
                found[line.number] = fact
                self.page.doubt(line, "what stands before “review by” is no rating and was left out.")
        return found

    def is_name_over_stars(self, above: Line, stars: Line) -> bool:
        """Whether a name stands by itself with nothing but stars right under it; two such pairs are no accident."""
        if not above.gap or stars.gap or self.page.is_claimed(above) or above.key in labels.LABELS:
            return False
        is_name = len(above.text) <= 60 and names.may_be_person(above.unbulleted) and not is_furniture(above)
        return is_name and bool(_STARS.fullmatch(stars.unbulleted))

    @cached_property
    def starts(self) -> list[int]:
        """The numbers of the lines that may be headings, whole or in pieces."""
        return [n for line in self.page.lines if (n := line.number) in self.whole or self.is_piece(line)]

    def is_piece(self, line: Line) -> bool:
        return not self.page.is_claimed(line) and bool(self.begun(line) or self.named(line, below=True))

    @cached_property
    def publications(self) -> set[str]:
        return {fact.publication.casefold() for fact in self.whole.values()} - {""}

    @cached_property
    def are_bulleted(self) -> bool:
        return any(line.unbulleted != line.text for line in self.page.lines if line.number in self.whole)

    def may_begin(self, line: Line) -> bool:
        """Whether the line stands as the page's headings do, and so is no line of a text."""
        return line.unbulleted != line.text if self.are_bulleted else line.gap

    def begun(self, line: Line) -> ReviewFact | None:
        """What "★★★½ review by", "★★★½ rev", "★★★½" or "review by" tells of the review under it."""
        stars = _STARS.match(line.unbulleted)
        printed = stars[0].strip() if stars else ""
        said = line.unbulleted[len(printed) :].strip(" :,|–—-").casefold()
        if not any(words.startswith(said) for words in _SAID) or not (
            printed or said in _SAID[:-1] or (said and line.open)
        ):
            return None
        if not said and not self.may_begin(line):
            return None
        rating = ratings.whole(printed) or ratings.Rating(printed, None)
        return ReviewFact(voice="audience", half_steps=rating.half_steps, rating_text=rating.text)

    def named(self, line: Line, *, below: bool) -> ReviewFact | None:
        """What "Otto Brandt on Letterboxd" tells, which may stand on a line of its own `below` the stars."""
        found = _NAME.fullmatch(line.unbulleted.rstrip(":"))
        if not found or not (below or self.may_begin(line)) or found["where"].casefold() not in self.publications:
            return None
        is_name = names.may_be_person(found["who"])
        return ReviewFact(found["who"].strip(), found["where"].strip(), "audience") if is_name else None


def take(draft: Draft) -> None:
    """Reads all such reviews with their texts, which reach to the next heading or to a button."""
    pieces, begun, below = _Pieces(draft.page), list[_Begun](), False
    outside = review_ends.claim(draft, pieces.starts)
    for line in draft.page.lines:
        if line.number in pieces.stars:
            _take_stars(draft, begun, line)
            continue
        found = None if draft.page.is_claimed(line) else _opened(pieces, begun, line)
        if found and line.open:
            draft.page.leave_cut(line)
            draft.page.claim(line, "cut")
        elif found:
            draft.page.claim(line, "reviews.byline", "reviews.publication", "reviews.rating_text")
            begun[:] = [one for one in begun if one is not found] + [found]
        if not found and below and user_reviews.may_be_rated(line):
            draft.page.leave_cut(line)
            draft.page.claim(line, "cut")
        if not found and (is_cut(draft, line) or _is_half_a_name(draft, pieces, begun, line)):
            continue
        below = bool(found) or (below and line.number not in outside and not draft.page.is_claimed(line))
        if below and not found:
            begun[-1].lines.append(line)
            draft.page.claim(line, "reviews.body")
    draft.reviews.extend(_with_text(draft, one) for one in begun if _is_review(draft, one))


def _opened(pieces: _Pieces, begun: list[_Begun], line: Line) -> _Begun | None:
    """The review that begins under the line, or the one above, of whose heading the line is the rest."""
    if whole := pieces.whole.get(line.number):
        return _Begun(line, whole)
    last = begun[-1] if begun else None
    if named := pieces.named(line, below=bool(last and last.waits)):
        if last and last.waits:
            last.fact = replace(last.fact, byline=named.byline, publication=named.publication)
            last.is_piece = False
            return last
        return _Begun(line, named, is_piece=True)
    piece = pieces.begun(line)
    return _Begun(line, piece, is_piece=True) if piece else None


def _take_stars(draft: Draft, begun: list[_Begun], line: Line) -> None:
    """Claims the stars under a name; where the document ends in them, the review is left out with them."""
    if line.open:
        draft.page.leave_cut(line)
        begun.pop()
    draft.page.claim(line, "cut" if line.open else "reviews.rating_text")


def _is_half_a_name(draft: Draft, pieces: _Pieces, begun: list[_Begun], line: Line) -> bool:
    """Leaves out what may be the name of the next review, or the beginning of one, where the document ends in it."""
    is_below = bool(begun and begun[-1].waits and line.open and not line.is_ended)
    may_be_next = bool(pieces.stars and begun and begun[-1].lines) and line.gap and line is draft.page.lines[-1]
    is_above = may_be_next and names.may_be_person(line.text)
    if not (is_below or is_above) or draft.page.is_claimed(line):
        return False
    draft.page.leave_cut(line)
    draft.page.claim(line, "cut")
    return True


def _is_review(draft: Draft, one: _Begun) -> bool:
    """Says of a piece of a heading what became of it; without a text under it nothing is left of the review."""
    if one.is_piece:
        became = "the text under it became a review of its own" if one.lines else "no review stands under it"
        draft.page.doubt(one.heading, f"it is a part of a review's heading; {became}.")
    return not one.is_piece or bool(one.lines)


def first(page: Page) -> int:
    """The number of the first review's line; one behind the last line where there is none."""
    return min(_Pieces(page).starts, default=page.lines[-1].number + 1)


def _with_text(draft: Draft, one: _Begun) -> ReviewFact:
    if not one.fact.rating_text and one.lines and (rated := user_reviews.rated(one.lines[0].text)):
        one.fact = replace(one.fact, rating_text=rated.text, half_steps=rated.half_steps)
        draft.page.claim(one.lines.pop(0), "reviews.rating_text")
    for line in one.lines:
        if take_mentions(draft, line.text):
            draft.page.claim(line, "film.mentions")
        if line.open and not line.is_ended:
            draft.page.doubt(line, "the document ends in the middle of a sentence.")
    return replace(one.fact, body=paragraphs(one.lines))
