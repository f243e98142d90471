"""The phrases of running text that may be titles: runs of capitalised words, and what stands in quotation marks.

A run may be more than the title ("Nobody in Eight Grade", "Greta Gerwig’s Barbie") or have a shorter title in it that
is another film's, so each comes with its parts; the search tells which of them stand elsewhere by themselves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import regex as re

from ..titles import fold
from .vocabulary import INDEFINITE, OPENERS

BEFORE, AFTER = 60, 180  # characters of what stands around a phrase

_SMALL = r"(?:of|the|and|in|to|a|an|for|on|at|from|by|with|de|la|le|les|du|des|del|à|&|or|vs\.?|et|y|–|-)"
_WORD = r"(?:\p{Lu}|\d)[\p{L}\p{M}\d'’.·\-]*(?:,\s(?=\d))?[!?]?"
_NEXT = r"(?<![\p{L}\p{M}]{4}\.)(?<!\d\.):?\s"  # not over the end of a sentence: "by Ida Marsh. 2012 follows"
_RUN = re.compile(rf"(?<![\p{{L}}\d'’\-])(?P<phrase>{_WORD}(?:{_NEXT}(?:{_SMALL}\s){{0,3}}{_WORD}){{0,9}})")
_LISTED = re.compile(rf"(?<![\p{{L}}\d'’\-]){_WORD}(?:\s{_WORD}){{0,3}},\s{_WORD}(?:\s{_WORD}){{0,3}}(?<!\.)")
_QUOTED = re.compile(
    r"[\"“*_]+(?P<phrase>(?:\p{Lu}|\d)[^\"“”*_]{0,79}?)[,.]?[\"”*_]+|‘(?P<single>(?:\p{Lu}"
    r"|\d)[^‘]{0,79}?)[,.]?’(?=[\s,.;:)])"
)
_WITHIN = re.compile(r"[\p{L}\d,’')]\s$")
_SENTENCE = re.compile(r"\s\p{Ll}+\s\p{Ll}+\s\p{Ll}{4,}")
_PARTED = re.compile(r"\s(?:in|with|at|by|from|on|to|for|and)\s")
OWNED = re.compile(r"(?P<owner>[^:]+?)(?:['’]s|(?<=s)['’])\s(?P<title>(?:\p{Lu}|\d).*)")
_OWNER = re.compile(r"['’]s$|(?<=s)['’]$")
# Behind the name of an owner stands a thing; behind "Breakfast at Tiffany's" a verb, or the end of the sentence.
_GOES_ON = re.compile(r"\s(?:is|was|has|had|does|will|would|can|could|never|isn|\p{Ll}+s)\b|\s?[.,;:!?)–—]|$")


class Phrase(NamedTuple):
    """A phrase with what stands around it. `whole`: the run that it is a part of, "" where it is a run itself."""

    text: str
    before: str
    after: str
    whole: str = ""


class Known:
    """Phrases by what they are called, and parts of runs by their run: long texts have thousands of them."""

    def __init__(self, found: list[Phrase]) -> None:
        self.called: defaultdict[str, list[Phrase]] = defaultdict(list)
        self.parts: defaultdict[str, list[Phrase]] = defaultdict(list)
        for phrase in found:
            self.called[fold(phrase.text)].append(phrase)
            if phrase.whole:
                self.parts[phrase.whole].append(phrase)


def phrases(prose: str, told: set[str]) -> Iterator[Phrase]:
    """Every such phrase; a run without the word that only begins its sentence, unless headings told it with that."""
    for found in _QUOTED.finditer(prose):
        name = "phrase" if found["phrase"] else "single"
        if len(found[name].split()) < 8 and not _SENTENCE.search(found[name]):
            yield _at(prose, *found.span(name))
    listed = Counter(found[0] for found in _LISTED.finditer(prose))
    again = [found.span() for found in _LISTED.finditer(prose) if listed[found[0]] > 1]
    for start, end in again:  # "Goodbye, Dragon Inn", where the text has it so twice
        yield _at(prose, start, end)
    inside = {place for span in again for place in range(*span)}
    for found in _RUN.finditer(prose):
        is_cut = found.end() == len(prose) and not found["phrase"].endswith(".")
        if is_cut or found.start() in inside:
            continue
        is_first = not _WITHIN.search(prose[: found.start()][-2:])
        start = found.end() - len(_without_opener(found["phrase"], told) if is_first else found["phrase"])
        end = found.end()
        if (owned := _OWNER.search(prose[start:end])) and not _GOES_ON.match(prose[end:]):
            end = start + owned.start()
        run = _at(prose, start, end)
        yield run
        yield from _parts(prose, start, run)


def _at(prose: str, start: int, end: int, whole: str = "") -> Phrase:
    return Phrase(prose[start:end], prose[max(0, start - BEFORE) : start], prose[end : end + AFTER], whole)


def _parts(prose: str, start: int, run: Phrase) -> Iterator[Phrase]:
    """What may be the title within a run: behind a colon, behind its maker's name, before or behind a small word."""
    end = start + len(run.text)
    if ": " in run.text:
        yield _at(prose, end - len(run.text.partition(": ")[2]), end, run.text)
    if owned := OWNED.fullmatch(run.text):
        yield _at(prose, start + owned.start("title"), end, run.text)
    for parted in _PARTED.finditer(run.text):
        yield _at(prose, start, start + parted.start(), run.text)
        if run.text[parted.end()].isupper() or run.text[parted.end()].isdigit():
            yield _at(prose, start + parted.end(), end, run.text)


def _without_opener(phrase: str, told: set[str]) -> str:
    words = phrase.split()
    if fold(phrase) in told or len(words) < 2:
        return phrase
    first = words[0].casefold()
    if first in OPENERS or (first in INDEFINITE and words[1].islower()):
        words = words[1:]
        while len(words) > 1 and words[0][0].islower() and words[0] not in ("the", "a"):
            words = words[1:]
    return " ".join(words)
