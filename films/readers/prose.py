"""What running text says plainly enough to be a fact: its cast, who directed it, which other films it names."""

from __future__ import annotations

import regex as re

from ..record import Mention
from ..titles import fold
from . import brackets, names, roles, titles
from .draft import Draft
from .page import Line

_DIRECTED = re.compile(rf"[Dd]irected by (?P<person>{roles.FULL})(?:\s\([^()]*\))?(?=,)")
_DATED = re.compile(r"[\"“‘*_](?P<title>[^\"“”‘’*_()]{1,80})[\"”’*_],?\s\((?P<year>(?:18|19|20)\d\d)\)")
_LIKENED = re.compile(
    r"\b(?:[Ll]ike|[Uu]nlike|[Rr]eminiscent of|[Ss]equel to|[Rr]emake of|than)\s[\"“](?P<title>[^\"“”]{2,80}?),?[\"”]"
)
_PHRASE = r"\p{Lu}[\p{L}\d'’]*(?:\s(?:(?:of|the|and|in)\s){0,2}\p{Lu}[\p{L}\d'’]*){0,5}"
_MEETS = re.compile(
    rf"\b(?:essentially|basically)\s(?P<title>{_PHRASE})\sfor\b(?:[^.!?,]{{0,40}},\sor\s(?P<other>{_PHRASE})\sfor\b)?"
)


def take_cast(draft: Draft, line: Line, parts: roles.Roles) -> bool:
    """Adds the credits that a line of the text tells of, and names the parts that are in doubt."""
    found = [pair for pair in parts.of(line.text) if draft.credits.add(pair[0], "cast", pair[1])]
    for doubt in parts.doubts:
        draft.page.doubt(line, f"“{doubt}” may tell who plays whom; that is not sure, so it gave no credit.")
    parts.doubts.clear()
    return bool(found)


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
    for pair in brackets.BRACKETS.finditer(text):
        inside = pair["inside"].strip()
        if titles.is_capitals(inside) and len(inside) > 3 and not re.search(r"\d{4}", inside):
            found.append((pair.start(), Mention(titles.title_case(inside))))
    known = {fold(mention.title) for mention in draft.film.mentions} | {fold(draft.film.title)}
    new: dict[str, Mention] = {}
    for _, mention in sorted(found, key=lambda pair: pair[0]):
        if fold(mention.title) not in known and not mention.title[0].islower():
            known_year = new.get(fold(mention.title), mention).year
            new[fold(mention.title)] = Mention(mention.title, known_year or mention.year)
    draft.film.mentions.extend(new.values())
    return bool(new)
