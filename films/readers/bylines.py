"""Who made a page: "Words by A | Images by B | Edited by C", "Review by A on 6 May 2016", "By A"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from . import names
from .text import squeeze

_WORDS = r"(?:words|text|reviewer|critic|author)"
_BY_ONLY = r"(?:(?:film |movie )?review|reviewed|article|report|posted|interview|story)"
_IMAGES = r"(?:images?|pictures?|photos?|photographs?|photography|stills?|illustrations?|artwork)"
_OTHER = (
    r"(?:edited|editing|editor|edit|styling|styled|layout|design|designed|translated|translation|video"
    r"|published|additional \w+)"
)
_LINK = r"(?:\s+(?:by|courtesy of|from|credits?:?|©)\b\s*:?|\s*[:©]|\s+[–—-])\s*"
_PART = re.compile(
    rf"(?:(?P<words>{_WORDS}{_LINK})|(?P<kind>{_BY_ONLY})\s+by\b:?\s*|(?P<written>written){_LINK}|"
    rf"(?P<images>{_IMAGES}){_LINK}|(?P<other>{_OTHER}){_LINK}|(?P<by>by)\s+)(?P<who>.+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\s*[|•·;]\s*|\s+[/–—-]\s+|(?:,\s*|\s+and\s+|\s{{2,}}|\s+)(?=(?:{_WORDS}|{_BY_ONLY}|written|{_IMAGES}"
    rf"|{_OTHER})\s*(?:by\b|courtesy of\b|:|©))",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"(?:words|text)\s+(?:and|&|\+)\s+(?:images|pictures|photos|photographs|photography)\s*(?:by|:)\s*(?P<who>.+)",
    re.IGNORECASE,
)
# What is done for a film and not for a page: "Story by A / Directed by B / Starring C" is a line of the film's credits.
_FOR_FILMS = re.compile(
    r"(?:(?:written|produced) and )?(?:directed|screenplay|produced|music|score|cinematography) by\b"
    r"|(?:also )?starring\b",
    re.IGNORECASE,
)
_BARE_BOTH = re.compile(
    r"(?:Words|Text)\s(?!by\b)(?P<words>\w.+?)\s(?:Pictures|Images|Photos|Photography|Photographs)\s(?!by\b)(?P<images>\w.+)"
)
_BARE = re.compile(
    r"^((?i:words|text|images|pictures|photos|photography))\s+(?=[A-Z])(?!(?i:by|courtesy|from|credit)\b)"
)
_DATE = re.compile(
    r"[\s,|–—-]*\b(?:on|published|posted)?\s*(?:\w+day,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+\w+"
    r"|\w+\.?\s+\d{1,2}(?:st|nd|rd|th)?),?\s+\d{4}.*$"
)
_LEADING_DATE = re.compile(
    r"^(?:posted on |on )?(?:\w+\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)? \w+),? \d{4}[\s,|–—-]*"
    r"(?=(?:posted )?by\b)",
    re.IGNORECASE,
)
_FOR = re.compile(r"\s+(?:for|of|at)\s+(?=(?:the\s)?[A-Z])", re.IGNORECASE)
LONGEST = 300  # characters of a byline


@dataclass(frozen=True)
class Byline:
    """`words` wrote it, for `publication`; `rest` is what else stands in the line, as printed ("Edited by C")."""

    words: str = ""
    images: str = ""
    rest: str = ""
    publication: str = ""
    is_plain: bool = False


@lru_cache(maxsize=1024)
def parse(text: str, *, is_last: bool = False) -> Byline | None:
    """The byline that the whole text is, or None.

    Films are written too: "Written by A" is a byline only beside images or an editor, or where it `is_last` on a page.
    """
    if len(text) > LONGEST:
        return None
    parts = _parts(_LEADING_DATE.sub("", squeeze(text)))
    found = [_PART.fullmatch(part) for part in parts]
    if not parts or not found[0] or (not found[0]["words"] and any(_FOR_FILMS.match(part) for part in parts)):
        return None
    several = sum(1 for part in found if part and (part["images"] or part["other"]))
    if found[0]["written"] and not (several or is_last):
        return None
    authors = _authors([part for part in found if part])
    words = " and ".join(part["who"] for part in authors)
    who, publication = _who(words)
    if words and not (who and all(names.may_be_person(name) for name in names.split(who))):
        return None
    images = " | ".join(p["who"] for p in found if p and p["images"]).strip(" .")
    rest = [part for part, p in zip(parts, found, strict=True) if not p or (p not in authors and not p["images"])]
    if len(images) > 120 or sum(map(len, rest)) > 200:
        return None
    return Byline(
        who, images, " | ".join(part for part in rest if not _DATE.fullmatch(part)), publication, bool(found[0]["by"])
    )


def _parts(text: str) -> list[str]:
    """What stands between the strokes of a byline, each part with its "by"."""
    if both := _BOTH.fullmatch(text):
        text = f"Words by {both['who']} | Images by {both['who']}"
    if bare := _BARE_BOTH.fullmatch(text):
        text = f"Words by {bare['words']} | Images by {bare['images']}"
    parts = [part for part in _BETWEEN.split(text) if part]
    return [_BARE.sub(r"\1 by ", part) for part in parts] if len(parts) > 1 else parts


def _authors(parts: list[re.Match[str]]) -> list[re.Match[str]]:
    """Those who wrote the text; beside them an "Interview by C" is another's work, and so is all but the first kind."""
    if plain := [part for part in parts if part["words"] or part["written"]]:
        return plain
    return [part for part in parts if part["by"] or part["kind"]][:1]


def _who(text: str) -> tuple[str, str]:
    """The people, and the publication for which they wrote."""
    text = _DATE.sub("", text).strip(" .,|–—-")
    who, *publication = _FOR.split(text, maxsplit=1)
    return names.spelled(names.tidy(who)), publication[0].strip(" .,") if publication else ""
