"""The boxes of a fact sheet: "Did You Know?", "Quotes", "Taglines", "Box Office", "User Review"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from ..record import QuoteFact
from . import facts, furniture, labels, titles, user_reviews
from .draft import Draft
from .page import FURNITURE, HEADING, Line

_PREFIX = re.compile(
    r"(?P<kind>trivia|goofs?|quotes?|crazy credits?|connections?|soundtracks?|alternate versions?)\s*:\s*(?P<text>.*)",
    re.IGNORECASE,
)
# What an entry of such a box is called where it stands among the trivia.
_KINDS = {
    "goof": "Goof",
    "crazy credit": "Crazy credit",
    "connection": "Connection",
    "soundtrack": "Soundtrack",
    "alternate version": "Alternate version",
}
_SPEAKER = re.compile(r"(?:\[[^\]]*\]\s*)?(?P<character>[\w.'’ \-]{1,40}?)\s*:\s*(?P<line>\S.*)")
_DIRECTION = re.compile(r"\[[^\]]*\]")  # "[last lines]"
_TEXTS = frozenset(label for label, reader in labels.LABELS.items() if reader in (facts.tagline, facts.synopsis))
# Labels that end a user's review, because they stand in no review.
_AFTER_REVIEW = frozenset(
    {
        "country",
        "language",
        "release date",
        "filming locations",
        "official website",
        "official sites",
        "also known as",
        "budget",
    }
)


def take(draft: Draft, first: int) -> int:
    """Reads the boxes below line `first`; gives the number of the first box's line, or one behind the last line."""
    starts = [len(draft.page.lines) and draft.page.lines[-1].number + 1]
    for heading, lines in list(_boxes(draft, first)):
        starts.append(heading.number)
        draft.page.claim(heading, HEADING)
        BOXES[heading.key](draft, lines)
    for line in draft.page.free():
        if line.number > first and _PREFIX.fullmatch(line.unbulleted):
            _take_trivia(draft, [line])
    return min(starts)


def _boxes(draft: Draft, first: int) -> Iterator[tuple[Line, list[Line]]]:
    """Each box's heading and its lines, up to the next heading or to a line that cannot be part of it."""
    heading: Line | None = None
    inside: list[Line] = []
    for line in draft.page.lines:
        if line.number <= first or draft.page.account.get(line.number) == [FURNITURE]:
            continue
        if line.key in BOXES and not _is_entry(line):
            if heading:
                yield heading, inside
            heading, inside = line, []
        elif heading and _ends(heading, line):
            yield heading, inside
            heading = None
        elif heading:
            inside.append(line)
    if heading:
        yield heading, inside


def _is_entry(line: Line) -> bool:
    found = labels.pair(line.text)
    return found is not None and bool(found[1])


def _ends(heading: Line, line: Line) -> bool:
    found = labels.pair(line.text)
    if BOXES[heading.key] is user_reviews.take:
        is_fact = bool(found and found[0] in _AFTER_REVIEW and found[1] and not line.is_ended)
        return is_fact or furniture.ends_text(line)
    if BOXES[heading.key] is _take_money:
        return not (found or re.search(r"\d", line.text))
    text = facts.without_more(line.text)
    is_entry = text != line.text and text.endswith((".", "!", "?")) and found and found[0] not in _TEXTS
    return (
        bool(found and len(line.text) < 100 and not (line.is_prose or is_entry))
        or (furniture.is_furniture(line) and not line.key.startswith("see more"))
        or furniture.ends_text(line)
    )


def _entries(lines: list[Line]) -> Iterator[tuple[str, list[Line]]]:
    """The texts of a box; a line right under one that stops in mid-sentence belongs to it."""
    entry: list[Line] = []
    for line in lines:
        if entry and (line.gap or entry[-1].is_ended or facts.without_more(entry[-1].text) != entry[-1].text):
            yield " ".join(part.text for part in entry), entry
            entry = []
        entry.append(line)
    if entry:
        yield " ".join(part.text for part in entry), entry


def _take_trivia(draft: Draft, lines: list[Line], kind: str = "trivia") -> None:
    """Entries of all kinds but quotes; what is no trivia says what it is: "Goof: The horn sounds too early."."""
    for printed, entry in _entries(lines):
        found = _PREFIX.fullmatch(printed.lstrip("•* "))
        if found and found["kind"].casefold().startswith("quote"):
            _take_quotes(draft, entry)
        elif text := _text(draft, entry, "film.trivia", found["text"] if found else printed):
            called = _KINDS.get((found["kind"] if found else kind).casefold().removesuffix("s"))
            draft.film.trivia.append(f"{called}: {text}" if called else text)


def _take_quotes(draft: Draft, lines: list[Line]) -> None:
    for line in lines:
        found = _PREFIX.fullmatch(line.unbulleted)
        if _DIRECTION.fullmatch(line.text):
            draft.page.claim(line, FURNITURE)
        elif text := _text(draft, [line], "film.quotes", found["text"] if found else line.unbulleted):
            spoken = _SPEAKER.fullmatch(text)
            words, speaker = (spoken["line"], spoken["character"].strip()) if spoken else (text, "")
            draft.film.quotes.append(QuoteFact(titles.unquoted(words), speaker))


def _take_taglines(draft: Draft, lines: list[Line]) -> None:
    for line in lines:
        if text := _text(draft, [line], "film.tagline", line.unbulleted):
            facts.tagline(draft, text, False)


def _text(draft: Draft, entry: list[Line], fact: str, printed: str) -> str:
    """The entry's text without "See more"; "" where nothing is left of it, or where the document ends in it."""
    text = facts.without_more(printed).strip("•* ")
    last = entry[-1]
    is_cut = last.open and not last.is_ended and (text.endswith(last.text) or last.text.endswith(text))
    if is_cut:
        draft.page.leave_cut(last)
    for line in entry:
        draft.page.claim(line, "cut" if is_cut else fact if text else FURNITURE)
    return "" if is_cut else text


def _take_money(draft: Draft, lines: list[Line]) -> None:
    for line in lines:
        if not labels.take(draft, line) and (fact := facts.money("Box office")(draft, line.text, line.open)):
            draft.page.claim(line, fact)


def _leave(draft: Draft, lines: list[Line]) -> None:
    """Leaves out what the catalogue has no place for, and says so."""
    for line in lines:
        if not furniture.take(draft, line):
            draft.page.doubt(line, "the catalogue has no place for this.")
            draft.page.claim(line, "no place")


BOXES: dict[str, Callable[[Draft, list[Line]], None]] = {
    **dict.fromkeys(("did you know", "trivia"), _take_trivia),
    **{
        kind: partial(_take_trivia, kind=kind)
        for kind in ("goofs", "crazy credits", "soundtracks", "connections", "alternate versions")
    },
    **dict.fromkeys(("quotes", "memorable quotes", "quote"), _take_quotes),
    "taglines": _take_taglines,
    **dict.fromkeys(("frequently asked questions", "faq", "message boards", "recent posts"), _leave),
    **dict.fromkeys(("box office", "box office details"), _take_money),
    **dict.fromkeys(
        ("user review", "user reviews", "featured review", "featured user review", "viewer review"), user_reviews.take
    ),
}
