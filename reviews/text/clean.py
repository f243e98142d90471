"""Takes the invisible tricks out of a text before anything else looks at it."""

from __future__ import annotations

import unicodedata

import regex

# Controls, surrogates and unassigned noise; marks that reorder text; letters that take no room. Tabs and newlines stay,
# and so do the joiners that emoji and several scripts are written with, except where they hide inside Latin words.
_UNSEEN = regex.compile(
    r"[\p{Cc}--[\t\n]]|\p{Cs}|[\u202a-\u202e\u2066-\u2069]"
    r"|[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\uffff]"
    r"|[\U000e0000-\U000e0fff]"
    r"|(?<=\p{Latin})[\u200c-\u200f]|[\u200c-\u200f](?=\p{Latin})",
    regex.V1,
)
_PILED_MARKS = regex.compile(r"(\p{M}{4})\p{M}+")


def clean(text: str) -> str:
    """The text composed, with plain newlines, without controls, bidi overrides, zero-width letters or piled marks."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _PILED_MARKS.sub(r"\1", _UNSEEN.sub("", text)).strip()
