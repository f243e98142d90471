"""Folding: the same word written with accents, wide letters, look-alikes or hidden characters becomes one word."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex

# Letters of other alphabets that look like Latin ones in usual typefaces; facts of the shapes, not of any list.
_PAIRS = (
    "аa еe оo рp сc уy хx іi јj ѕs һh ԁd ԛq ԝw кk мm тt вb нh гr "  # Cyrillic
    "αa οo ρp νv ιi κk τt υu χx εe ηn ωw βb γy ςc "  # Greek
    "ıi łl øo đd ħh ɑa ɡg ʟl ɪi ʀr ɴn ᴀa ᴇe ᴏo ᴛt օo ոn սu հh"  # Latin's own, Armenian
)
_ALIKE = {pair[0]: pair[1:] for pair in _PAIRS.split()}
HIDDEN = regex.compile(r"[\p{Cf}\p{Mn}\u034f\u115f\u1160\u3164\uffa0]")
_MIXED = regex.compile(r"\p{L}*(?:\p{Latin}[\p{Cyrillic}\p{Greek}]|[\p{Cyrillic}\p{Greek}]\p{Latin})\p{L}*")
_HIDDEN_INSIDE = regex.compile(r"\w[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+\w")
_REORDERING = regex.compile(r"[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Folded:
    """Folded text; `places[i]` is where in the original its i-th character came from."""

    text: str
    places: list[int] | range

    def span(self, start: int, end: int) -> list[int]:
        """The span of the original that a span of the folded text came from."""
        return [self.places[start], self.places[end - 1] + 1]


def fold(text: str) -> Folded:
    """Small letters, no accents, no width, nothing hidden, look-alikes as the letters that they look like."""
    if text.isascii():
        return Folded(text.lower(), range(len(text)))
    pieces, places = [], []
    for place, character in enumerate(text):
        folded = _one(character)
        pieces.append(folded)
        places.extend([place] * len(folded))
    return Folded("".join(pieces), places)


@lru_cache(maxsize=8192)
def _one(character: str) -> str:
    plain = HIDDEN.sub("", unicodedata.normalize("NFKD", character.casefold())).casefold()
    return "".join(_ALIKE.get(letter, letter) for letter in plain)


def tricks(text: str) -> list[str]:
    """Words that mix alphabets or hide characters, and marks that turn the reading order: at most ten of them."""
    if text.isascii():
        return []
    found = [match.group()[:40] for match in _MIXED.finditer(text)]
    found += [ascii(match.group())[1:-1] for match in _HIDDEN_INSIDE.finditer(text)]
    found += [ascii(match.group())[1:-1] for match in _REORDERING.finditer(text)]
    return found[:10]
