"""Printed ratings and scores: stars, sheep, "3½ out of 5", "two and a half stars", "6.6/10 (1,234 voted)"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import regex as re

from ..record import ScoreFact
from .text import squeeze

_ONES = {"no": 0, "zero": 0, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_ONES |= {"six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_FRACTIONS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
_FULL, _EMPTY = "★⭐✭✮✯✪🌟🐑", "☆✩⚝✰"

_ONE = r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten)"
_AND = r"[\s-]*(?:and|plus|[&+])[\s-]*"
_NUMBER = (
    rf"(?P<number>(?:\d+(?:[.,]\d+)?|{_ONE})(?:{_AND}|\s|-)?[½¼¾⅓⅔]|(?:\d+|{_ONE})(?:{_AND}|\s|-)(?:1/2|1/4|3/4)(?!\d)"
    rf"|(?:\d+|{_ONE}){_AND}(?:(?:an?|one)[\s-]+)?half(?:\san?(?=\s))?|[½¼¾⅓⅔]|1/2(?=\s(?:an?\s)?(?:star|sheep))(?:\san?)?"
    rf"|(?:half an?|(?:an?|one)[\s-]half)(?=\s)|\d+(?:[.,]\d+)?|{_ONE}|(?:an?|no)(?=\s(?:star|sheep)))"
)
_OUT_OF = (
    rf"(?P<scale>\s?/\s?|\s+(?:stars?\s+|sheep\s+)?\(?out\s+of\s+(?:a\s+possible\s+)?)(?P<out_of>\d+(?:\.0)?"
    rf"|{_ONE})(?![\d.,]*\d)"
)
_UNIT = r"(?:-|\s)*(?P<unit>(?:solid\s|woolly\s)?(?:stars?|sheep)\b|%|percent\b|points?\b)"
_GLYPHS = (
    rf"(?P<glyphs>[{_FULL}](?:\s?[{_FULL}])*|\*{{1,10}}(?![*\w]))\s?(?P<part>[½✬⯨]|1/2|\.5)?"
    rf"(?P<empty>(?:\s?[{_EMPTY}])*)"
)

# From the most to the least telling; the first that fits anywhere in the text is what was printed.
_RATING = re.compile(
    rf"(?:{_GLYPHS}|(?P<half>½)(?P<empty>[{_EMPTY}]+)"
    rf"|(?<![\w.,/]){_NUMBER}(?:{_OUT_OF}\)?(?:{_UNIT})?|\sof\s(?P<out_of>\d+|{_ONE})(?=\s){_UNIT}"
    rf"|{_UNIT}(?P<more>\s(?:and|&|\+)\s(?:an?\s)?(?:half|½)(?![\w-])|\s?½)?(?:\s*{_OUT_OF}\)?)?))",
    re.IGNORECASE,
)
# A number right before a rating changes it, in a way that is not understood: "3 to 4 sheep", "3 and three 1/8 sheep".
_BEFORE = re.compile(
    rf"(?:\d|[½¼¾⅓⅔]|\b(?:{_ONE}|half|quarters?|thirds?|point|minus|eleven|twelve|\w+teen|\w+ty|hundred)\b)[\s-]*(?:(?:and|plus|or|to|of|by|[&+–/])[\s-]*)?$",
    re.IGNORECASE,
)
_ONLY_NUMBER = re.compile(r"[½¼¾]|\d+(?:[.,]\d+)?\s?½?")
_GRADE = re.compile(r"[A-F][+\-–−]?")
_VOTES = re.compile(
    r"(?<!\d)(?<!\d[.,'’])(?P<count>\d+(?:[.,'’ \u202f]\d{3})*)(?![\d.,KkMm])\s*(?:\w+\s)?(?:voted|votes?|voters?"
    r"|ratings?|users?|people|reviews?)\b",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"(?P<value>\d+(?:[.,]\d+)?)\s*(?:(?:/|out of)\s*(?P<out_of>\d+)(?![\d.,]*\d)|(?P<percent>%))?", re.IGNORECASE
)


@dataclass(frozen=True)
class Rating:
    """A rating as printed, and its half-steps (1-10) where it falls exactly on one."""

    text: str
    half_steps: int | None


def find(text: str) -> Rating | None:
    """The first rating printed in the text, or None."""
    return next(every(text), None)


def every(text: str) -> Iterator[Rating]:
    """All ratings printed in the text, in its order, without those whose number may go on to the left."""
    for found in _RATING.finditer(text):
        if found["number"] and _BEFORE.search(text[: found.start()]):
            continue
        value, out_of = _glyphs(found) if found["number"] is None else _numbers(found)
        yield Rating(squeeze(found[0]), _half_steps(value, out_of))


def whole(text: str) -> Rating | None:
    """The rating that the whole text is; "½", "B+" and "3.5" count here, in a longer text they would not."""
    text = squeeze(text).rstrip(".!")
    rating = find(text)
    if rating and len(rating.text) >= len(text) - 1:
        return rating
    if _ONLY_NUMBER.fullmatch(text):
        return Rating(text, _half_steps(_amount(text), Fraction(5)))
    return Rating(text, None) if _GRADE.fullmatch(text) else None


def may_go_on(text: str) -> bool:
    """Whether more of a rating might follow where the text is cut off: "★★★" may be the beginning of "★★★½"."""
    return bool(re.search(rf"(?:[{_FULL}\d*]|and|\ba|\bstar)$", text)) and not re.search(
        r"(?:/|\bof)\s?(?:5|10)$", text
    )


def _glyphs(found: re.Match[str]) -> tuple[Fraction, Fraction]:
    empty = len("".join((found["empty"] or "").split()))
    if found["half"]:
        return Fraction(1, 2), Fraction(max(5, empty + 1))
    full, part = len("".join(found["glyphs"].split())), bool(found["part"])
    return full + Fraction(part, 2), Fraction(max(5, full + part + empty if empty else 5))


def _numbers(found: re.Match[str]) -> tuple[Fraction, Fraction]:
    out_of = found["out_of"]
    scale = Fraction(_ONES.get(out_of.casefold(), 0) or Fraction(out_of)) if out_of else None
    if not scale:
        scale = Fraction(100 if (found["unit"] or "").casefold() in ("%", "percent") else 5)
    return _amount(found["number"]) + (Fraction(1, 2) if found["more"] else 0), scale


def _amount(text: str) -> Fraction:
    """The number behind "3.5", "3,5", "3½", "3+1/2", "two and a half", "2 & a half" or "half a"."""
    text = re.sub(r"\b(?:an?|one)[\s-]half|half(?:\san?)?\b", "½", text.casefold().replace(",", "."))
    text = re.sub(r"(?<=½|/2)\san?$|\b(?:and|plus)\b|[&+-]", " ", text)
    for sign, parts in _FRACTIONS.items():
        text = text.replace(sign, f" {parts} ")
    return sum((Fraction(_ONES.get(word, word)) for word in text.split()), Fraction(0))


def _half_steps(value: Fraction, out_of: Fraction) -> int | None:
    steps = value * 10 / out_of if out_of else Fraction(0)
    return int(steps) if steps.denominator == 1 and 1 <= steps <= 10 else None


def score(text: str, kind: str, source: str = "", *, cut: bool = False) -> ScoreFact | None:
    """The score printed in the text on its own scale; with `cut` nothing that a missing end could change is taken."""
    found = _SCORE.match(squeeze(text))
    if not found or (cut and found.end() >= len(squeeze(text).rstrip(" .,/")) and not found["percent"]):
        return None
    value = Decimal(found["value"].replace(",", "."))
    out_of = Decimal(found["out_of"] or (100 if found["percent"] or value > 10 or kind == "critics" else 10))
    if not 0 < out_of <= 1000 or value > out_of:
        return None
    value = value.quantize(Decimal("0.01")) if -value.as_tuple().exponent > 2 else value  # type: ignore[operator]
    return ScoreFact(kind, value, out_of, None if cut and not text.rstrip().endswith(")") else votes(text), source)


def votes(text: str) -> int | None:
    """The number of votes printed in the text, with any thousands separator."""
    found = _VOTES.search(squeeze(text))
    number = int(re.sub(r"\D", "", found["count"])) if found else 0
    return number if 0 < number < 2**31 else None
