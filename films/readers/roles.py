"""Who plays whom, as running text says it: "Milly (Toni Collette)", "Toni Collette as Milly", "A plays B".

A pair counts only with evidence; whoever imports the page is told of the pairs that are in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex as re

from ..titles import fold
from . import brackets, names
from .brackets import NAME, Verdict, without_opener
from .draft import Draft
from .vocabulary import CRAFTS

FULL = rf"{NAME}(?:\s(?:(?:de|da|del|della|di|du|la|le|van|von|der|den|bin|al)\s){{0,2}}{NAME}){{1,3}}"
_AS = re.compile(
    rf"(?P<person>{FULL})(?:\s\([^()]*\))?(?:,?\sas|(?P<sure>,?\s(?:plays|playing|portrays)))\s"
    rf"(?:(?:{NAME}(?:['’]s?)\s|an?\s|the\s|her\s|his\s|their\s)(?:[\p{{Ll}}\-]+\s){{1,4}}|the\s)?"
    rf"(?P<character>{NAME}(?:\s{NAME}){{0,2}})(?<!['’]s?)(?=,|\.(?:\s|$)|;|:|\s\p{{Ll}}|\s[–—(])"
)
_BOTH = re.compile(
    rf"(?P<one>{FULL}) and (?P<two>{FULL})(?:\s(?:star|shine|appear))?\s(?:as|play|playing|portray)\s"
    rf"(?:[\p{{L}}\-]+\s){{0,2}}?"
    rf"(?P<first>{NAME}) and (?P<second>{NAME})(?=[,.;:]|\s\p{{Ll}})"
)
_PLAYED = re.compile(rf"(?P<character>{NAME}(?:\s{NAME}){{0,2}}),?\s(?:played|voiced) by\s(?P<person>{FULL})")
_LIST = re.compile(r",?(?: and)? |; ")  # between two parts of one list
_STARRING = re.compile(r"(?:\b(?:starring|stars|featuring|cast includes)\b[^.!?]*|\b[Ww]ith\s)$", re.IGNORECASE)
_HONOURED = re.compile(
    r"\b(?:names?|named|voted|crowned|chose|nominated|honou?red|hailed|described|credited|remembers?|known|for)\s"
    r"(?:[\p{Ll}]+\s)?$"
)

Part = tuple[int, str, str]  # where it stands, who, and whom they play


class Roles:
    """The parts that a page's `whole` text tells of, and the phrases that may tell of one."""

    def __init__(self, draft: Draft, whole: str) -> None:
        people = draft.credits.found
        self.whole = whole
        self.cast = {fold(credit.person) for credit in people if credit.department == "cast"}
        self.crew = {fold(credit.person) for credit in people if credit.department in ("director", "writer")}
        self.brackets = brackets.Brackets(whole, fold(draft.film.title), self.cast, self.crew)
        self.doubts: list[str] = []

    def of(self, text: str) -> list[tuple[str, str]]:
        """Persons and their characters, in the order of a part of the text."""
        found = [*self._said(text), *self._bracketed(text), *self._behind_nouns(text)]
        return [
            (without_opener(person), re.sub(r"['’]s$", "", character))
            for _, person, character in sorted(found)
            if names.is_person(without_opener(person)) or fold(person) in self.cast
        ]

    def _said(self, text: str) -> Iterator[Part]:
        """ "A as B": where A is surely somebody, or where several such parts stand in a list."""
        parts = [part for part in _AS.finditer(text) if not set(fold(part["character"]).split()) & CRAFTS]
        for place, part in enumerate(parts):
            before, behind = parts[place - 1 : place], parts[place + 1 : place + 2]
            in_list = any(_LIST.fullmatch(text[one.end() : part.start()]) for one in before)
            in_list |= any(_LIST.fullmatch(text[part.end() : one.start()]) for one in behind)
            if _HONOURED.search(text[: part.start()]) or fold(part["person"]) in self.crew:
                continue
            if in_list or part["sure"] or self._is_somebody(without_opener(part["person"]), text[: part.start()]):
                yield part.start(), part["person"], part["character"]
            elif names.is_person(without_opener(part["person"])):
                self.doubts.append(part[0])
        for both in _BOTH.finditer(text):
            yield both.start(), both["one"], both["first"]
            yield both.start() + 1, both["two"], both["second"]
        for played in _PLAYED.finditer(text):
            yield played.start(), played["person"], without_opener(played["character"])

    def _is_somebody(self, person: str, before: str) -> bool:
        last = re.escape(person.rsplit(maxsplit=1)[-1])
        recurs = re.search(rf"(?<!\p{{Lu}}[\p{{L}}’'\-]*\s)\b{last}\b", self.whole)
        return fold(person) in self.cast or bool(_STARRING.search(before) or recurs)

    def _bracketed(self, text: str) -> Iterator[Part]:
        for pair in brackets.pairs(text):
            verdict = self.brackets.judge(pair)
            if verdict is Verdict.ACTOR_FIRST:
                yield pair.start, pair.outer, pair.inner
            elif verdict is Verdict.CHARACTER_FIRST:
                yield pair.start, pair.inner, pair.outer
            elif verdict is Verdict.DOUBTFUL:
                self.doubts.append(f"{pair.outer} ({pair.inside})")

    def _behind_nouns(self, text: str) -> Iterator[Part]:
        """ "his wife (Freida Pinto)": somebody of the cast whose character has no name here."""
        for start, noun, people, is_person in brackets.nouns(text):
            if not is_person:
                self.doubts.append(f"{noun} ({', '.join(people)})")
            for person in people if is_person else []:
                if fold(person) not in self.crew:
                    yield start, person, ""
