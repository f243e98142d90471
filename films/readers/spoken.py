"""Lines spoken in the film that stand by themselves: "Ace: You and your scars are beautiful.", "“Fold it.” – Nell"."""

from __future__ import annotations

import regex as re

from ..record import QuoteFact
from . import labels, titles
from .draft import Draft
from .page import LONG
from .text import plain
from .vocabulary import EDITORIAL, PARTICLES

_SPEAKER = re.compile(r"(?P<character>\p{Lu}[\p{L}\p{M}\d.'’\-]*(?: [\p{L}\p{M}\d.'’\-]+){0,3})\s?:\s+(?P<line>\S.*)")
_SPOKEN = re.compile(
    r"[“\"](?P<line>[^”\"]+)[”\"]\s*(?:[–—-]+|\()?\s*(?P<character>\p{Lu}[\p{L}\p{M}\d.'’ \-]{1,40})?\)?"
)
_QUOTED = re.compile(r"[“\"‘'].*[”\"’'][.!?]?")


def take(draft: Draft) -> None:
    """Reads the spoken lines. What the page itself says behind a colon ("Note: …") stays a part of its text."""
    above, text = True, " ".join(line.text for line in draft.page.lines if line.is_prose)
    for line in draft.page.free():
        found = _SPEAKER.fullmatch(line.text)
        if found and not _is_said_by(draft, found["character"], found["line"], text, above=above):
            found = None
        found = found or _SPOKEN.fullmatch(line.text)
        if line.open and line.text[0] in '“"' and len(line.text) <= LONG:
            draft.page.leave_cut(line)  # the end of the words, or who says them, may be missing
            draft.page.claim(line, "cut")
        elif not found or len(line.text) > 2 * LONG or labels.pair(line.text):
            above = above and not line.is_prose
        elif line.open and not line.is_ended:
            draft.page.leave_cut(line)
            draft.page.claim(line, "cut")
        else:
            draft.film.quotes.append(QuoteFact(_unquoted(found["line"]), (found["character"] or "").strip()))
            draft.page.claim(line, "film.quotes")


def _is_said_by(draft: Draft, name: str, words: str, text: str, *, above: bool) -> bool:
    """Whether somebody in the film says the words: they are quoted, or are said by a character of this page.

    Above the text a name is enough, since it is the line which such a blog begins with.
    """
    parts = [part for part in name.split() if part.casefold() not in PARTICLES]
    if set(name.casefold().split()) & EDITORIAL or not all(part[0].isupper() for part in parts):
        return False
    if _QUOTED.fullmatch(words):
        return True
    known = {part for credit in draft.credits.found for part in credit.character.split()}
    is_known = bool(known & set(parts)) or all(_is_somebody(part, text) for part in parts)
    return not words[0].islower() and (above or is_known)


def _is_somebody(name: str, text: str) -> bool:
    """Whether the text has the word as a name: in the middle of a sentence, with a capital."""
    return bool(re.search(rf"(?<=[\p{{Ll}},;] ){re.escape(name)}\b", text))


def _unquoted(line: str) -> str:
    """The spoken words without the quotation marks around them."""
    return titles.unquoted(line) if plain(line).count('"') <= 2 else line.strip()
