"""A document as numbered lines, and the account of what became of each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from .text import clean, plain, squeeze

FURNITURE, HEADING = "furniture", "heading"
LONG = 140  # characters; longer than any heading, caption or list of names on one line

_SENTENCE_END = re.compile(r"[.!?…]['\"’”)\]]*$")
_BULLET = re.compile(r"^[•*‣◦·▪►\-–—]\s+(?=\S)")


@dataclass(frozen=True)
class Line:
    """One line that is not empty. `gap`: an empty line stands before it; `open`: the document ends in it, perhaps cut.

    `indent` is how far to the right it stands. `key` is for comparing: lower case, straight quotes, no punctuation at
    the end.
    """

    number: int
    text: str
    raw: str
    gap: bool
    open: bool
    indent: int = 0

    @cached_property
    def key(self) -> str:
        return plain(self.text).casefold().strip(" .:!?»>-•*|[]()")

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads like sentences rather than like a heading, a caption or a fact."""
        return len(self.text) > LONG or (self.is_ended and len(self.text.split()) > 4)

    @cached_property
    def is_ended(self) -> bool:
        return bool(_SENTENCE_END.search(self.text))

    @cached_property
    def unbulleted(self) -> str:
        return _BULLET.sub("", self.text)


@dataclass
class Page:
    """The lines of a document; a reader says of every line that it understood which facts it gave.

    `named`: the film's title as whoever imports the page knows it, for a page that does not give one.
    """

    lines: list[Line]
    named: str = ""
    account: dict[int, list[str]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, named: str = "") -> Page:
        lines: list[Line] = []
        gap, rows = True, clean(text).split("\n")
        for number, raw in enumerate(rows, 1):
            if words := squeeze(raw):
                indent = len(raw) - len(raw.lstrip())
                lines.append(Line(number, words, raw.strip(), gap, number == len(rows), indent))
            gap = not words
        return cls(lines, named)

    def claim(self, line: Line, *facts: str) -> None:
        """Notes that `line` gave these facts ("film.title", "credits", …) or is FURNITURE or a HEADING."""
        known = self.account.setdefault(line.number, [])
        known.extend(fact for fact in facts if fact not in known)

    def is_claimed(self, line: Line) -> bool:
        return line.number in self.account

    def free(self) -> Iterator[Line]:
        """The lines of which nothing is known yet."""
        return (line for line in self.lines if line.number not in self.account)

    def doubt(self, line: Line, why: str) -> None:
        """Notes a line that is left out, and why, for whoever imports the document."""
        shown = line.text if len(line.text) <= 60 else line.text[:57] + "…"
        note = f"Line {line.number} ({shown}): {why}"
        self.warnings += [note] if note not in self.warnings else []

    def leave_cut(self, line: Line) -> None:
        """Leaves out what stands at the very end without a line end, where a part of it may be missing."""
        self.doubt(
            line,
            "the document ends here without a line end, so its end was left out; if it is whole, end the line.",
        )


def paragraphs(lines: list[Line]) -> str:
    """The lines as one text: lines that follow each other stay together, an empty line parts paragraphs."""
    parts = [("\n\n" if line.gap else "\n") + line.text for line in lines]
    return "".join(parts).strip()
