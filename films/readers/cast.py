"""The cast as a list, one person a line: "Toni Collette - Milly", "Joanna Bobin -", "Tyson Ritter … Ace"."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..titles import fold
from . import labels, names
from .draft import Draft
from .furniture import is_furniture
from .page import Line
from .vocabulary import CAST_HEADINGS

_DASH = re.compile(
    r"(?P<person>.+?)(?:\s+(?:-+|–|—|\.{2,}|…|\t)(?:\s+|$)|\s*(?:\t|\s{3,}|\.{3,}|…)\s*|(?<=\w)[–—](?=\w))"
    r"(?P<character>.*)"
)
_AS = re.compile(r"(?P<person>.+?)\s+as\s+(?P<character>.+)")


_SMALL = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_]+\.[^\W\d_]|(?:de|von|van|af|di|da)\s|d['’]")  # k.d., will.i.am, de Vos


_STARS = frozenset({"stars", "starring", "cast"})


class Part(NamedTuple):
    """Who plays whom; `character` is "" where the line names none."""

    person: str
    character: str


def dashed(line: Line, *, is_listed: bool = False) -> Part | None:
    """The part that a line with a dash gives; None for a line that is something else.

    Where it `is_listed` among others, a character may be told in a sentence.
    """
    found = _DASH.fullmatch(line.raw.replace("\xa0", " "))
    if not found or len(line.text) > 120 or labels.pairs(line.text):
        return None
    return _part(found["person"], found["character"], is_listed=is_listed)


def _part(person: str, character: str, *, is_listed: bool = False) -> Part | None:
    person = person.strip(" *•·\t")
    is_small = person[0].islower() and not _SMALL.match(person)
    good = names.may_be_person(person.partition(" (")[0]) and not is_small and len(person.split()) <= 6
    is_sentence = len(character.split()) > 8 and character.endswith(".") and not is_listed
    return Part(person, " ".join(character.split()).strip("-–— ")) if good and not is_sentence else None


def take(draft: Draft, first: int) -> None:
    """Reads the cast below line `first`: any line that can be one under a heading, elsewhere two with a dash."""
    lines = [line for line in draft.page.lines if line.number > first]
    for block in _blocks(draft, lines):
        for line in block:
            part = dashed(line, is_listed=True) or _plain(line)
            if line.open:
                draft.page.leave_cut(line)
                draft.page.claim(line, "cut")
            elif part and _add(draft, part):
                draft.page.claim(line, "credits")


def _blocks(draft: Draft, lines: list[Line]) -> list[list[Line]]:
    """Runs of lines that are cast: between the first and the last with a dash, or from a heading on."""
    blocks: list[list[Line]] = []
    current: list[Line] = []
    before: list[Line] = []  # names without a character, which may be the beginning of the list
    headed, stars = False, _stars(draft.page.lines)
    for line in lines:
        before = [] if line.gap else before
        if line.key in CAST_HEADINGS:
            current, headed = [], True
            blocks.append(current)
        elif draft.page.is_claimed(line) or is_furniture(line) or labels.pairs(line.text):
            current, headed = [], False
        elif dashed(line, is_listed=bool(current) and not line.gap) or (_plain(line) and (headed or current)):
            if not current and not headed:
                current = [] if line.gap else before
                blocks.append(current)
            current.append(line)
        else:
            current, headed = [], False
            before = [*before, line] if _plain(line) else []
            if len(before) > 1 and any(fold(one.text) in stars for one in before):
                blocks.append(current := before)
    return [block for block in blocks if _is_cast(block)]


def _stars(lines: list[Line]) -> set[str]:
    """The names behind "Stars:": a list of names that has one of these is a list of the cast."""
    found = [value for line in lines for label, value in labels.pairs(line.text) if label in _STARS]
    return {fold(name) for value in found for name in names.split(value)}


def _is_cast(block: list[Line]) -> bool:
    """One dash may stand in anything; two lines with one are a list, and so is what a heading says to be one."""
    parts = [dashed(line, is_listed=True) for line in block]
    return sum(part is not None for part in parts) > 1 or (
        bool(block) and all(part is None or " " in part.person for part in parts)
    )


def _plain(line: Line) -> Part | None:
    """A line of the list without a dash: a name alone, or "A as B"."""
    if len(line.text) > 80 or (line.is_ended and not re.search(r"\b(?:Jr|Sr|[A-Z])\.$", line.text)):
        return None
    found = _AS.fullmatch(line.text)
    if found:
        return _part(found["person"], found["character"])
    return Part(line.text, "") if names.is_person(names.part(line.text)[0]) else None


def _add(draft: Draft, part: Part) -> bool:
    person, _, note = names.part(part.person) if "(" in part.person else (part.person, "", "")
    character, beside = names.character(part.character)
    return draft.credits.add(person, "cast", character, beside or note)
