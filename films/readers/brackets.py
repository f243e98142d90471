"""Who plays whom in brackets: "Milly (Toni Collette)", "Toni Collette (Milly)", "his wife (Freida Pinto)".

Brackets hold much else: an actor's other film, a cinema, a country. What tells them apart is how the text speaks of
both elsewhere, what stands right before, and how the page's other brackets are used; no list of names could.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from itertools import pairwise

import regex as re

from ..titles import fold
from . import names
from .vocabulary import (
    BEFORE_NAMES,
    CRAFTS,
    HONOURS,
    JOBS,
    NOT_PEOPLE_FIRST,
    NOT_PEOPLE_LAST,
    OPENERS,
    PEOPLE,
    THINGS,
    TITLE_WORDS,
)

NAME = r"\p{Lu}[\p{L}\p{M}'’.\-]*"
# Not over the end of a sentence: "thinks about Barbie. Gloria (America Ferrera)", but "Dr. Wong".
_NEXT = r"(?:(?<!\p{L}{2}\.)|(?<=\b(?:Mr|Mrs|Ms|Dr|St|Lt|Sgt|Capt|Cpl|Prof|Rev|Sra|Sr|Jr)\.))\s"
BRACKETS = re.compile(
    rf"(?P<before>{NAME}(?:{_NEXT}{NAME}){{0,3}}?)(?P<own>(?:['’]s|(?<=s)['’])?)\s\((?P<inside>[^()]{{2,60}})\)"
)
_NOUN = re.compile(
    rf"\b(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|{NAME}['’]s?)\s"
    r"(?P<noun>(?:(?!(?:an?|the|his|her|their|my|our)\s)\p{Ll}[\p{L}\-]*,?\s){1,5})\((?P<inside>[^()]{2,60})\)"
)
_PRAISE = re.compile(
    r"(?:(?:played|voiced|portrayed) by\s+)?(?:(?:a|an|the|newcomer|veteran)\s)?(?:\p{Ll}[\p{Ll}\-]*(?:,\s|\s)){0,3}?"
)
_BLAME = re.compile(r",\s\p{Ll}.*$")  # "(Heath Ledger, in his best role)"
_FROM = re.compile(
    r"\b(?:by|from|after|in|at|on|of|for|see|via|as|directed|written|based|who|not|and|or|is|was|with)\s$"
)
# Behind these words stands a place, or another film to compare with.
_NOT_OF_THE_CAST = re.compile(
    r"\b(?:at|in|into|near|to|across|around|outside|throughout|like|unlike|than|recalls?|echoes)\s[\"“‘]?$",
    re.IGNORECASE,
)
_OWNER = re.compile(r"['’]s$|s['’]$")
_FIRST = re.compile(r"(?:^|[.!?]\s|\n)[\"“‘]?$")
_LIST = re.compile(r"(?:,|;|, and|, or| and| or) ")
_HEAD = re.compile(r"\s(?:of|in|from|with|at|on|who|next|across)\s.*$")
_AGENT = re.compile(r"(?:man|woman|boy|girl|mate|hand|guard|ist|ess|ian|eer|ee|ant|(?<!m)ent|er|or)$")


class Pair:
    """`outer` (`inner`), as the text has it; `before` is what stands before the two."""

    def __init__(self, found: re.Match[str], text: str) -> None:
        self.start, self.end = found.span()
        self.outer = without_opener(found["before"], BEFORE_NAMES)
        self.inside, self.inner = found["inside"].strip(), actor(found["inside"])
        self.before = (text[: self.start] + found["before"].removesuffix(self.outer))[-40:]

    @property
    def names(self) -> tuple[str, str]:
        return self.outer, self.inside

    @property
    def is_shaped(self) -> bool:
        """Whether a name may stand in the brackets."""
        return is_name(self.inner)


class Verdict(Enum):
    """What a pair of names says."""

    CHARACTER_FIRST = "Milly (Toni Collette)"
    ACTOR_FIRST = "Toni Collette (Milly)"
    DOUBTFUL = "may be either, or something else"
    NOTHING = "no part"


def without_opener(before: str, openers: frozenset[str] = OPENERS) -> str:
    """The name without a capital word that only begins the sentence: "When Milly", "Enter Jago"."""
    parts = before.split()
    while len(parts) > 1 and parts[0].casefold() in openers:
        parts = parts[1:]
    return " ".join(parts)


def actor(inside: str) -> str:
    """The name in brackets without what is said of it: "the superb Olivia Colman", "Heath Ledger, never better"."""
    inside = _BLAME.sub("", inside.strip())
    praise = _PRAISE.match(inside)
    rest = inside[praise.end() :] if praise else inside
    while rest and rest[0].islower() and " " in rest and not _FROM.search(rest.partition(" ")[0] + " "):
        rest = rest.partition(" ")[2]
    lead = inside[: len(inside) - len(rest)]
    is_played = re.match(r"(?:played|voiced|portrayed) by\s", lead)
    return rest if not lead or is_played or not _FROM.search(lead) else ""


def is_name(text: str) -> bool:
    """Whether the text has the shape of a full name and no word that tells of a place, a firm or an award."""
    words = text.split()
    if not names.is_person(text) or words[0] in NOT_PEOPLE_FIRST or words[-1] in NOT_PEOPLE_LAST:
        return False
    return not set(fold(text).split()) & CRAFTS


@dataclass
class Brackets:
    """The brackets of a `whole` text. `cast` and `crew` are who the page names elsewhere, `title` is its film's."""

    whole: str
    title: str = ""
    cast: set[str] = field(default_factory=set)
    crew: set[str] = field(default_factory=set)
    called: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def pairs(self) -> list[Pair]:
        return list(pairs(self.whole))

    @cached_property
    def firsts(self) -> set[Verdict]:
        """Who stands first in the brackets of which that is sure."""
        return {self._by_itself(pair) for pair in self.pairs} & {Verdict.CHARACTER_FIRST, Verdict.ACTOR_FIRST}

    def judge(self, pair: Pair) -> Verdict:
        """What the pair says, by itself or else by how the page's other brackets are used."""
        verdict = self._by_itself(pair)
        if verdict is Verdict.DOUBTFUL and len(self.firsts) == 1 and not self._has_counterevidence(pair):
            return next(iter(self.firsts))
        return verdict

    def _by_itself(self, pair: Pair) -> Verdict:
        outer, inner = fold(pair.outer), fold(pair.inner)
        if outer in self.cast and pair.inner and not pair.inner.isupper():
            is_called = names.is_person(pair.inner) or self._is_called(pair.inner)
            return Verdict.ACTOR_FIRST if is_called else Verdict.DOUBTFUL
        if inner in self.cast:
            return Verdict.CHARACTER_FIRST
        if self._is_nothing(pair, outer, inner):
            return Verdict.NOTHING
        if " " not in pair.inner:
            return self._single(pair)
        return self._full(pair) if " " in pair.outer else self._named(pair)

    def _is_nothing(self, pair: Pair, outer: str, inner: str) -> bool:
        """Whether either side is of another kind: a craft, a crew, a title in capitals, a surname with its whole."""
        if pair.outer.casefold() in JOBS or not pair.inner or pair.inner.isupper() or not pair.inner[0].isupper():
            return True
        is_surname = outer.rsplit(maxsplit=1)[-1] == inner.rsplit(maxsplit=1)[-1]
        if is_surname or outer in self.crew or (outer == self.title and inner in self.crew):
            return True
        return " " in pair.inner and not pair.is_shaped

    def _named(self, pair: Pair) -> Verdict:
        """ "Milly (Toni Collette)": a part, if Milly is no place, no actor's surname and no film to compare with."""
        if _is_honoured(pair.inner):
            return Verdict.DOUBTFUL
        is_told = self._is_called(pair.inner.rsplit(maxsplit=1)[-1])
        is_told |= self._is_called(pair.outer) and not self._is_surname(pair.outer)
        is_doubtful = pair.names in self.elsewhere or self._is_surname(pair.outer)
        return Verdict.DOUBTFUL if is_doubtful and not is_told else Verdict.CHARACTER_FIRST

    def _full(self, pair: Pair) -> Verdict:
        """Two full names. Critics call actors by their surnames, and characters by their given names."""
        first, *_, last = pair.outer.split()
        if _is_honoured(pair.inner):
            return Verdict.ACTOR_FIRST
        if f" {fold(pair.outer)} " in f" {self.title} ":
            return Verdict.CHARACTER_FIRST
        if _is_honoured(pair.outer) or first in TITLE_WORDS:
            return Verdict.DOUBTFUL if pair.names in self.elsewhere else Verdict.CHARACTER_FIRST
        if self._is_called(pair.inner.rsplit(maxsplit=1)[-1]) or (self._is_called(first) and not self._is_called(last)):
            return Verdict.CHARACTER_FIRST
        return Verdict.ACTOR_FIRST if self._is_called(pair.inner.split()[0]) else Verdict.DOUBTFUL

    def _single(self, pair: Pair) -> Verdict:
        """ "Toni Collette (Milly)", where the text speaks of Milly elsewhere; "Rue (Zendaya)" is in doubt."""
        if _NOT_OF_THE_CAST.search(pair.before):
            return Verdict.NOTHING
        is_part = is_name(pair.outer) and self._is_called(pair.inner) and fold(pair.inner) != self.title
        return Verdict.ACTOR_FIRST if is_part else Verdict.DOUBTFUL

    def _has_counterevidence(self, pair: Pair) -> bool:
        """Whether something speaks against reading the pair as the page's others are read."""
        if Verdict.ACTOR_FIRST in self.firsts:
            return not is_name(pair.outer) or " " not in pair.inner
        last = pair.outer.rsplit(maxsplit=1)[-1]
        is_of_somebody = any(fold(last) in fold(other.inner).split() for other in self.pairs)
        is_actor = is_of_somebody or pair.names in self.elsewhere or self._is_surname(pair.outer)
        return is_actor or (" " in pair.outer and (self._is_called(last) or " " not in pair.inner))

    @cached_property
    def elsewhere(self) -> set[tuple[str, str]]:
        """Pairs behind a word for places and comparisons, or in a list that begins behind one."""
        found: set[tuple[str, str]] = set()
        for above, pair in pairwise([None, *self.pairs]):
            if pair is None:
                continue
            between = self.whole[above.end : pair.start] if above and above.end < pair.start else ""
            goes_on = above is not None and above.names in found and bool(_LIST.fullmatch(between))
            if goes_on or _NOT_OF_THE_CAST.search(pair.before):
                found.add(pair.names)
        return found

    def _is_called(self, name: str) -> bool:
        """Whether the text also calls somebody by this name alone, as it does with people and not with places."""
        if name not in self.called:
            self.called[name] = self._stands_alone(name)
        return self.called[name]

    def _stands_alone(self, name: str) -> bool:
        alone = re.compile(
            rf"(?<!\p{{Lu}}[\p{{L}}’'\-]*\s)(?<!\b\p{{Lu}}\.\s)(?<!\()\b{re.escape(name)}\b(?!\)|\s\(|\s\p{{Lu}}|[-])"
        )
        places = (found.start() for found in alone.finditer(self.whole))
        return any(not _NOT_OF_THE_CAST.search(self.whole[max(0, place - 40) : place]) for place in places)

    def _is_surname(self, name: str) -> bool:
        """Whether the text gives somebody's full name with this one at its end: "Jeremy Renner"."""
        if " " in name:
            return False
        for found in re.finditer(rf"\b(\p{{Lu}}[\p{{L}}’'\-]+)\s{re.escape(name)}\b(?!\s\p{{Lu}}|\s\()", self.whole):
            first = found[1].casefold()
            is_opener = first in BEFORE_NAMES or _FIRST.search(self.whole[: found.start()])
            if not (is_opener or _OWNER.search(found[1]) or _is_honoured(found[1]) or fold(found[0]) in self.title):
                return True
        return False


def _is_honoured(name: str) -> bool:
    return name.split(maxsplit=1)[0].rstrip(".") in HONOURS


def pairs(text: str) -> Iterator[Pair]:
    """Every name with brackets behind it."""
    return (Pair(found, text) for found in BRACKETS.finditer(text))


def bracketed_names(text: str) -> Iterator[str]:
    """Everything of the kind "Milly (Toni Collette)", both sides: names that are not titles."""
    for pair in pairs(text):
        if pair.is_shaped:
            yield re.sub(r"['’]s?$", "", pair.outer)
            yield pair.inner


def nouns(text: str) -> Iterator[tuple[int, str, list[str], bool]]:
    """Where a noun has names in brackets behind it: place, noun, names, and whether it is a noun for people."""
    for found in _NOUN.finditer(text):
        people = [actor(part) for part in names.split(found["inside"])]
        head = _HEAD.sub("", found["noun"].rstrip(" ,")).rsplit(maxsplit=1)[-1].casefold()
        if people and all(map(is_name, people)) and not {head, head.rstrip("s")} & (CRAFTS | JOBS):
            one = head.rstrip("s")
            is_person = one not in THINGS and bool({head, one} & PEOPLE or _AGENT.search(one))
            yield found.start(), found["noun"].strip(" ,"), people, is_person
