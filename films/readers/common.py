"""What all four readers do alike: facts that stand on lines of their own, and what the prose of a page gives."""

from __future__ import annotations

from ..record import ReviewFact
from . import beside, bylines, credits, dates, durations, facts, furniture, labels, prose, ratings, roles, strips
from .draft import Draft
from .page import Line, paragraphs


def take_facts(draft: Draft) -> None:
    """Reads every free line that is a fact by itself: labels, credits, a date, a running time, a rating, furniture."""
    lines = draft.page.lines
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        if not draft.page.is_claimed(line):
            take_fact(draft, line, below)


def take_fact(draft: Draft, line: Line, below: Line | None = None) -> bool:
    """Reads one such line; False for a line that is something else."""
    if len(line.text) <= credits.LONGEST and (credits.take(draft, line) or labels.take(draft, line, below)):
        return True
    if furniture.take(draft, line) or strips.take(draft, line) or beside.take(draft, line):
        return True
    if dates.is_date(line.text) and not line.open:
        draft.film.published = draft.film.published or dates.find(line.text)
        draft.page.claim(line, "film.published")
        return True
    if durations.is_duration(line.text):
        return _claimed(draft, line, facts.runtime(draft, line.text, line.open))
    if (rating := ratings.find(line.text)) and len(rating.text) >= len(line.text) - 1:
        return _claimed(draft, line, facts.rating(draft, rating.text, line.open))
    return False


def _claimed(draft: Draft, line: Line, fact: str) -> bool:
    if fact:
        draft.page.claim(line, fact)
    elif line.open:
        draft.page.leave_cut(line)
        draft.page.claim(line, "cut")
    return bool(fact) or line.open


def take_byline(draft: Draft) -> bylines.Byline:
    """Who made the page, from one line or from several; the date beside it is the page's."""
    whole = bylines.Byline()
    for line in draft.page.free():
        found = bylines.parse(line.text, is_last=line is draft.page.lines[-1])
        if not found or (not found.words and labels.pairs(line.text)):
            continue
        draft.page.claim(line, "reviews.byline")
        if line.open and found.words and not (found.images or found.rest):
            draft.page.doubt(line, "the document ends here without a line end; the name may be cut off.")
            if " " not in found.words:
                continue
        if found.words and not found.is_plain:
            draft.single("byline", found.words)
        whole = _joined(whole, found)
        draft.film.published = draft.film.published or dates.find(line.text)
    return whole


def _joined(one: bylines.Byline, other: bylines.Byline) -> bylines.Byline:
    rest = " | ".join(dict.fromkeys(filter(None, (one.rest, other.rest))))
    images = one.images or other.images
    return bylines.Byline(one.words or other.words, images, rest, one.publication or other.publication)


def take_prose(draft: Draft, lines: list[Line], fact: str) -> None:
    """Claims the lines as running text, and reads in it who plays whom and which other films it names."""
    whole = "\n\n".join(line.text for line in lines)
    parts = roles.Roles(draft, whole)
    for line in lines:
        draft.page.claim(line, fact)
        if prose.take_director(draft, line.text) | prose.take_cast(draft, line, parts):
            draft.page.claim(line, "credits")
        if prose.take_mentions(draft, line.text):
            draft.page.claim(line, "film.mentions")
        if line.open and not line.is_ended:
            draft.page.doubt(line, "the document ends in the middle of a sentence.")


def add_own_review(draft: Draft, body: list[Line], byline: bylines.Byline, publication: str, voice: str) -> None:
    """The review that the page itself is."""
    rating = draft.rating or ratings.Rating("", None)
    draft.reviews.append(
        ReviewFact(
            byline=byline.words[:200],
            publication=(byline.publication or publication)[:200],
            voice=voice,
            half_steps=rating.half_steps,
            rating_text=rating.text[:100],
            published=draft.film.published,
            body=paragraphs(body),
            images_by=byline.images[:200],
            also_by=byline.rest[:200],
        )
    )
