"""Who plays whom, as running text says it: "Milly (Toni Collette)", "Toni Collette as Milly".

Brackets hold much else: an actor's other film, a cinema, a firm. A name alone does not tell who of the two is the
person, so a pair counts only with evidence; what stays in doubt is left to the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex as re

from ..titles import fold
from . import names
from .draft import Draft
from .given_names import GIVEN_NAMES
from .vocabulary import CRAFTS, HONOURS, JOBS, OPENERS

NAME = r"\p{Lu}[\p{L}\p{M}'’.\-]*"
FULL = rf"{NAME}(?:\s(?:(?:de|da|del|della|di|du|la|le|van|von|der|den|bin|al)\s){{0,2}}{NAME}){{1,3}}"
BRACKETS = re.compile(
    rf"(?P<before>{NAME}(?:\s{NAME}){{0,3}}?)(?P<own>(?:['’]s|(?<=s)['’])?)\s\((?P<inside>[^()]{{2,60}})\)"
)
_AS = re.compile(
    rf"(?P<person>{FULL})(?:\s\([^()]*\))?\sas\s(?:(?:{NAME}(?:['’]s?)\s|an?\s|the\s|her\s|his\s|their\s)"
    rf"(?:[\p{{Ll}}\-]+\s){{1,4}}|the\s)?"
    rf"(?P<character>{NAME}(?:\s{NAME}){{0,2}})(?<!['’]s?)(?=,|\.(?:\s|$)|;|:|\s\p{{Ll}}|\s[–—(])"
)
_BOTH = re.compile(
    rf"(?P<one>{FULL}) and (?P<two>{FULL})(?:\s(?:star|shine|appear))?\s(?:as|play|playing|portray)\s"
    rf"(?:[\p{{L}}\-]+\s){{0,2}}?"
    rf"(?P<first>{NAME}) and (?P<second>{NAME})(?=[,.;:]|\s\p{{Ll}})"
)
_LIST = re.compile(r",?(?: and)? |; ")  # between two parts of one list
_STARRING = re.compile(r"\b(?:starring|stars|featuring|cast includes)\b[^.!?]*$", re.IGNORECASE)
_HONOURED = re.compile(
    r"\b(?:names?|named|voted|crowned|chose|nominated|honou?red|hailed|described|credited|remembers?|known)\s"
    r"(?:[\p{Ll}]+\s)?$"
)
# Behind these words stands a place, or another film to compare with.
_NOT_OF_THE_CAST = re.compile(
    r"\b(?:at|in|into|near|across|around|outside|throughout|like|unlike|than|recalls?|echoes)\s$", re.IGNORECASE
)


class Pair(NamedTuple):
    """`outer` (`inner`), as the text has it; `before` is what stands before the two."""

    start: int
    outer: str
    inner: str
    before: str


def pairs(draft: Draft, text: str, whole: str) -> Iterator[tuple[str, str]]:
    """Persons and their characters, in the order of `text`; `whole` is the text in which evidence is looked for."""
    found = [*_said(draft, text), *_bracketed(draft, text, whole)]
    crew = {fold(credit.person) for credit in draft.credits.found if credit.department in ("director", "writer")}
    for _, named, character in sorted(found):
        person = without_opener(named)
        if fold(person) not in crew and names.is_person(person) and not set(character.casefold().split()) & CRAFTS:
            yield person, re.sub(r"['’]s$", "", character)


def bracketed_names(text: str) -> Iterator[str]:
    """Everything of the kind "Milly (Toni Collette)", both sides: names that are not titles."""
    for pair in _brackets(text):
        if names.is_person(pair.inner):
            yield re.sub(r"['’]s?$", "", pair.outer)
            yield pair.inner


def without_opener(before: str) -> str:
    """The name without a capital word that only begins the sentence: "When Milly", "Enter Jago"."""
    parts = before.split()
    while len(parts) > 1 and parts[0].casefold() in OPENERS:
        parts = parts[1:]
    return " ".join(parts)


def is_named(person: str) -> bool:
    """Whether the name begins with one that people are given."""
    return re.split(r"[\s-]", person, maxsplit=1)[0] in GIVEN_NAMES


def _said(draft: Draft, text: str) -> Iterator[tuple[int, str, str]]:
    """ "A as B": where A is surely somebody, or where several such parts stand in a list."""
    cast = {fold(credit.person) for credit in draft.credits.of("cast")}
    parts = list(_AS.finditer(text))
    for place, part in enumerate(parts):
        before, behind = parts[place - 1 : place], parts[place + 1 : place + 2]
        in_list = any(_LIST.fullmatch(text[one.end() : part.start()]) for one in before)
        in_list |= any(_LIST.fullmatch(text[part.end() : one.start()]) for one in behind)
        person = without_opener(part["person"])
        is_known = fold(person) in cast or is_named(person) or bool(_STARRING.search(text[: part.start()]))
        if (in_list or is_known) and not _HONOURED.search(text[: part.start()]):
            yield part.start(), part["person"], part["character"]
    for both in _BOTH.finditer(text):
        yield both.start(), both["one"], both["first"]
        yield both.start() + 1, both["two"], both["second"]


def _brackets(text: str) -> Iterator[Pair]:
    for found in BRACKETS.finditer(text):
        outer = without_opener(found["before"])
        before = text[: found.start()] + found["before"].removesuffix(outer)
        yield Pair(found.start(), outer, found["inside"].strip(), before[-40:])


def _bracketed(draft: Draft, text: str, whole: str) -> Iterator[tuple[int, str, str]]:
    """The pairs in brackets of which one side is surely a person, and the other a character."""
    everywhere = list(_brackets(whole))
    has_full_names = any(" " in pair.outer and _plays_full(draft, pair, whole) for pair in everywhere)
    has_actors_first = any(_is_actor_first(draft, pair, whole) for pair in everywhere)
    has_actors_first |= sum(_are_both_named(pair) for pair in everywhere) > 1
    for pair in _brackets(text):
        if _is_actor_first(draft, pair, whole) or (has_actors_first and _may_be_actor_first(draft, pair)):
            yield pair.start, pair.outer, pair.inner
        elif _is_character_first(draft, pair, whole, has_full_names=has_full_names):
            yield pair.start, pair.inner, pair.outer


def _may_be_actor_first(draft: Draft, pair: Pair) -> bool:
    """ "Toni Collette (Milly)", where Toni Collette is known to be in the cast, or where both are usual names."""
    is_known = fold(pair.outer) in _cast(draft) and " " not in pair.inner and _is_word(pair.inner)
    return is_known or _are_both_named(pair)


def _are_both_named(pair: Pair) -> bool:
    return " " not in pair.inner and names.is_person(pair.outer) and is_named(pair.outer) and is_named(pair.inner)


def _is_actor_first(draft: Draft, pair: Pair, whole: str) -> bool:
    """The character is called by this name elsewhere too; an actor's other film is not."""
    if " " in pair.inner or not _is_word(pair.inner) or not names.is_person(pair.outer):
        return False
    is_known = fold(pair.outer) in _cast(draft)
    recurs = _alone(pair.inner, whole)
    return (is_known and (recurs or is_named(pair.inner))) or (is_named(pair.outer) and recurs)


def _is_character_first(draft: Draft, pair: Pair, whole: str, *, has_full_names: bool) -> bool:
    known = {fold(name) for name in draft.credits.people}
    surnames = {name.split()[-1] for name in known if name}
    if not names.is_person(pair.inner) or fold(pair.outer) in known | surnames or pair.outer.casefold() in JOBS:
        return False
    if set(fold(pair.outer).split()) & set(fold(pair.inner).split()):
        return False
    if fold(pair.inner) in _cast(draft):
        return True
    if _NOT_OF_THE_CAST.search(pair.before) or _is_surname(pair.outer, whole):
        return False
    if " " in pair.outer:
        return _plays_full(draft, pair, whole) or (has_full_names and is_named(pair.inner) and is_named(pair.outer))
    return is_named(pair.inner) or is_named(pair.outer) or _alone(pair.inner.rsplit(maxsplit=1)[-1], whole)


def _plays_full(draft: Draft, pair: Pair, whole: str) -> bool:
    """ "Mario Sepúlveda (Antonio Banderas)": two full names, and the text uses the second surname alone."""
    if not names.is_person(pair.inner) or fold(pair.outer) in {fold(name) for name in draft.credits.people}:
        return False
    if pair.outer.split(maxsplit=1)[0].rstrip(".") in HONOURS:
        return is_named(pair.inner) or _alone(pair.inner.rsplit(maxsplit=1)[-1], whole)
    first, last = pair.outer.split(maxsplit=1)[0], pair.inner.rsplit(maxsplit=1)[-1]
    return _alone(last, whole) or (is_named(first) and is_named(pair.inner) and _alone(first, whole))


def _cast(draft: Draft) -> set[str]:
    return {fold(credit.person) for credit in draft.credits.of("cast")}


def _is_word(text: str) -> bool:
    return text[0].isupper() and not text.isupper()


def _is_surname(name: str, text: str) -> bool:
    """Whether the text gives somebody's full name with this one at its end: "Jeremy Renner"."""
    if " " in name:
        return False
    firsts = re.findall(rf"\b(\p{{Lu}}[\p{{L}}’'\-]+)\s{re.escape(name)}\b(?!\s\p{{Lu}})", text)
    return any(first in GIVEN_NAMES for first in firsts)


def _alone(name: str, text: str) -> bool:
    """Whether the text also calls somebody by this name alone, as it does with people and not with films."""
    return bool(
        re.search(
            rf"(?<!\p{{Lu}}[\p{{L}}’'\-]*\s)(?<!\b\p{{Lu}}\.\s)(?<!\()\b{re.escape(name)}\b(?!\)|\s\p{{Lu}})", text
        )
    )
