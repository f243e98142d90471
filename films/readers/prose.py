"""What running text says plainly enough to be a fact: who plays whom, who directed it, which other films it names."""

from __future__ import annotations

from collections.abc import Iterator

import regex as re

from ..record import Mention
from ..titles import fold
from . import names, titles
from .draft import Draft
from .vocabulary import HONOURS, JOBS, OPENERS

_NAME = r"\p{Lu}[\p{L}\p{M}'’.\-]*"
_FULL = rf"{_NAME}(?:\s(?:(?:de|da|del|della|di|du|la|le|van|von|der|den|bin|al)\s){{0,2}}{_NAME}){{1,3}}"
_BRACKETS = re.compile(
    rf"(?P<before>{_NAME}(?:\s{_NAME}){{0,3}}?)(?P<own>(?:['’]s|(?<=s)['’])?)\s\((?P<inside>[^()]{{2,60}})\)"
)
_AS = re.compile(
    rf"(?P<person>{_FULL})(?:\s\([^()]*\))?\sas\s(?:(?:{_NAME}(?:['’]s?)\s|an?\s|the\s|her\s|his\s|their\s)"
    rf"(?:[\p{{Ll}}\-]+\s){{1,4}}|the\s)?"
    rf"(?P<character>{_NAME}(?:\s{_NAME}){{0,2}})(?=,|\.(?:\s|$)|;|:|\s(?:and|who|in|with|is|gives|–|—)\b|\s[–—(])"
)
_DIRECTED = re.compile(rf"[Dd]irected by (?P<person>{_FULL})(?:\s\([^()]*\))?(?=,)")
_DATED = re.compile(r"[\"“‘*_](?P<title>[^\"“”‘’*_()]{1,80})[\"”’*_],?\s\((?P<year>(?:18|19|20)\d\d)\)")
_LIKENED = re.compile(
    r"\b(?:[Ll]ike|[Uu]nlike|[Rr]eminiscent of|[Ss]equel to|[Rr]emake of|than)\s[\"“](?P<title>[^\"“”]{2,80}?),?[\"”]"
)
_BOTH = re.compile(
    rf"(?P<one>{_FULL}) and (?P<two>{_FULL})(?:\s(?:star|shine|appear))?\s(?:as|play|playing|portray)\s"
    rf"(?:[\p{{L}}\-]+\s){{0,2}}?"
    rf"(?P<first>{_NAME}) and (?P<second>{_NAME})(?=[,.;:]|\s\p{{Ll}})"
)
_DIRECTS = re.compile(
    rf"\b(?:[Dd]irection (?:from|by)|[Dd]irector|[Dd]irected by) (?P<person>{_FULL})(?=[\s,.;:!?)’'])"
)
_PHRASE = r"\p{Lu}[\p{L}\d'’]*(?:\s(?:(?:of|the|and|in)\s){0,2}\p{Lu}[\p{L}\d'’]*){0,5}"
_MEETS = re.compile(
    rf"\b(?:essentially|basically)\s(?P<title>{_PHRASE})\sfor\b(?:[^.!?,]{{0,40}},\sor\s(?P<other>{_PHRASE})\sfor\b)?"
)


def take_cast(draft: Draft, text: str) -> bool:
    """Adds the credits of "Milly (Toni Collette)", "Toni Collette (Milly)", "Dominic Cooper as Milly's husband Kit"."""
    found = [pair for pair in _pairs(draft, text) if draft.credits.add(pair[0], "cast", pair[1])]
    return bool(found)


def bracketed_names(text: str) -> Iterator[str]:
    """Everything of the kind "Milly (Toni Collette)", both sides: names that are not titles."""
    for found in _BRACKETS.finditer(text):
        if names.is_person(found["inside"].strip()):
            yield re.sub(r"['’]s?$", "", _without_opener(found["before"]))
            yield found["inside"].strip()


def _pairs(draft: Draft, text: str) -> Iterator[tuple[str, str]]:
    """Persons and their characters, in the order of the text."""
    pairs = [(found.start(), found["person"], found["character"]) for found in _AS.finditer(text)]
    for found in _BOTH.finditer(text):
        pairs += [(found.start(), found["one"], found["first"]), (found.start() + 1, found["two"], found["second"])]
    for found in _BRACKETS.finditer(text):
        if pair := _bracketed(draft, text, _without_opener(found["before"]), found["inside"].strip()):
            pairs.append((found.start(), *pair))
    crew = {fold(credit.person) for credit in draft.credits.found if credit.department in ("director", "writer")}
    for _, named, character in sorted(pairs):
        person = _without_opener(named)
        if fold(person) not in crew and names.is_person(person):
            yield person, re.sub(r"['’]s$", "", character)


def _bracketed(draft: Draft, text: str, before: str, inside: str) -> tuple[str, str] | None:
    """Person and character of "before (inside)", or None where it may as well be somebody's other film."""
    known = {fold(name) for name in draft.credits.people}
    surnames = {name.split()[-1] for name in known if name}
    if fold(before) in known and len(inside.split()) == 1 and inside[0].isupper() and not inside.isupper():
        return before, inside
    if not names.is_person(inside) or fold(before) in known or fold(before) in surnames:
        return None
    if before.casefold() in JOBS:
        return None
    if fold(inside) in known or len(before.split()) == 1:
        return inside, before
    if before.split(maxsplit=1)[0].rstrip(".") in HONOURS or _alone(inside.rsplit(maxsplit=1)[-1], text):
        return inside, before
    first = re.escape(before.split(maxsplit=1)[0])
    elsewhere = re.search(rf"\b{first}\b(?!\s\p{{Lu}})", text)
    return (inside, before) if elsewhere else None


def _alone(surname: str, text: str) -> bool:
    """Whether the text also calls somebody by this surname, as it does with actors and not with films."""
    return bool(re.search(rf"(?<!\p{{Lu}}[\p{{L}}’'.\-]*\s)\b{re.escape(surname)}\b(?!\))", text))


def _without_opener(before: str) -> str:
    """The name without a capital word that only begins the sentence: "When Milly", "Enter Jago"."""
    words = before.split()
    while len(words) > 1 and words[0].casefold() in OPENERS:
        words = words[1:]
    return " ".join(words)


def take_agreed(draft: Draft, texts: list[str]) -> bool:
    """Adds the cast and the director that visitors' reviews name, if another place on the page names them too."""
    whole, found = "\n\n".join(texts), False
    for person, character in _pairs(draft, whole):
        if len(re.findall(rf"\b{re.escape(person.split()[-1])}\b", whole)) > 1:
            found |= draft.credits.add(person, "cast", character)
    named = {one["person"] for text in texts for one in _DIRECTS.finditer(text) if names.is_person(one["person"])}
    agreed = [person for person in named if sum(person in text for text in texts) > 1]
    if len(agreed) == 1 and not draft.credits.of("director"):
        found |= draft.credits.add(agreed[0], "director")
    return found


def take_director(draft: Draft, text: str) -> bool:
    """Adds the director of "Directed by A (B), TITLE is …" and "TITLE, directed by A,": only of this film."""
    if draft.credits.of("director"):
        return False
    for found in _DIRECTED.finditer(text):
        title = re.escape(draft.film.title)
        after = re.match(rf",\s[\"“‘*_]?{title}\b", text[found.end() :], re.IGNORECASE)
        before = re.search(rf"{title}[\"”’*_]?,\s$", text[: found.start()], re.IGNORECASE)
        if (after or before) and names.is_person(found["person"]):
            return draft.credits.add(found["person"], "director")
    return False


def take_mentions(draft: Draft, text: str) -> bool:
    """Adds the other films that the text names beyond doubt: A (TWILIGHT), "Plush" (2013), like "Thirteen"."""
    found = [(m.start(), Mention(m["title"].strip(), int(m["year"]))) for m in _DATED.finditer(text)]
    found += [(m.start(), Mention(m["title"].strip())) for m in _LIKENED.finditer(text)]
    found += [
        (m.start(), Mention(title)) for m in _MEETS.finditer(text) for title in m.group("title", "other") if title
    ]
    for brackets in _BRACKETS.finditer(text):
        inside = brackets["inside"].strip()
        if titles.is_capitals(inside) and len(inside) > 3 and not re.search(r"\d{4}", inside):
            found.append((brackets.start(), Mention(titles.title_case(inside))))
    known = {fold(mention.title) for mention in draft.film.mentions} | {fold(draft.film.title)}
    new: dict[str, Mention] = {}
    for _, mention in sorted(found, key=lambda pair: pair[0]):
        if fold(mention.title) not in known and not mention.title[0].islower():
            known_year = new.get(fold(mention.title), mention).year
            new[fold(mention.title)] = Mention(mention.title, known_year or mention.year)
    draft.film.mentions.extend(new.values())
    return bool(new)
