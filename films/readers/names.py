"""Names of people: lists of them, parts and notes beside them, and what does not look like one."""

from __future__ import annotations

import regex as re

from .text import squeeze
from .vocabulary import NOT_IN_NAMES, PARTICLES, TITLE_WORDS

_SEPARATOR = re.compile(
    r"\s*(?:[,;|•·]|\s/\s|\s\+\s)\s*(?:(?:and|&|with|plus)\s+)?(?![^()]*\))|\s+(?:and|&|with|plus"
    r"|featuring)\s+(?![^()]*\))",
    re.IGNORECASE,
)
_SLASH = re.compile(r"(?<=\p{L}{2})/(?=\p{L}{2})")
_JUNIOR = re.compile(r",\s*(?=(?:Jr|Sr|III?|IV|Esq|PhD|M\.?D)\b)")
_TAIL = re.compile(
    r"\s*\((?:and\s)?\d+ more(?: credits?)?\).*$"
    r"|(?:\s*\|\s*|\s+|^)(?:see (?:full|all|more)\b.*|full cast\b.*|et al\b\.?|among others\b.*|(?:(?:and"
    r"|&)\s+)?(?:many\s+|\d+\s+)?(?:more|others)\b.*)$|\s*(?:»|>>|…|\.\.\.)\s*$",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"(?:\s+(?:and|&|with|or|by)|[\s,;:|/&\-–—]+)$", re.IGNORECASE)
_LEAD = re.compile(r"^(?:and|&|with|introducing|featuring|starring|by|also starring|co-starring)\s+", re.IGNORECASE)
_BESIDE = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<beside>[^()]*)\)$")
_WORD = re.compile(r"[\p{L}\p{M}][\p{L}\p{M}'’.\-]*")
# Notes that pages put into brackets beside a name; anything else in a cast's brackets is a character.
_NOTE = re.compile(
    r"(?:as\s.+|uncredited|voice|archive footage|screenplay|story|novel|book|characters?|based on .+"
    r"|co-?director|cameo|narrator"
    r"|executive|associate|co-?producer|line producer|written by|created by|play|adaptation|short story"
    r"|adapted .+|inspired by .+|from .+|.+ by|producer|(?:executive|associate|co-?)[ -]?producer|p\.?g\.?a\.?"
    r"|.*\b(?:voice|uncredited)\b.*)",
    re.IGNORECASE,
)


_SIBLINGS = re.compile(
    r"(?P<before>^|[,;]\s)(?P<one>\p{Lu}\p{Ll}+)\s(?:and|&)\s(?P<two>\p{Lu}\p{Ll}+)\s(?P<name>\p{Lu}[\p{L}’'-]+)"
    r"(?=[,;]|\s\()"
)
_GUILD = re.compile(r"^(?P<name>\S+\s.+?),?\s+(?P<beside>p\.?g\.?a\.?|(?:[ab]\.s\.c|a\.c\.e)\.?)$", re.IGNORECASE)


def siblings(text: str) -> str:
    """The names of "Joel and Ethan Coen, Ida Roe" with the family's name printed for both."""
    return _SIBLINGS.sub(r"\g<before>\g<one> \g<name>, \g<two> \g<name>", text)


def split(text: str, *, cut: bool = False) -> list[str]:
    """The names of "A, B and C", "A & B", "A / B". With `cut` the last, perhaps a part of one, is left out."""
    text = squeeze(text)
    if not cut:
        text = _TAIL.sub("", text).rstrip(".") if not re.search(r"\b(?:Jr|Sr|\p{L})\.$", text) else text
    text = _SLASH.sub(" / ", _JUNIOR.sub("\N{NO-BREAK SPACE}", text))
    names = [tidy(part.replace("\N{NO-BREAK SPACE}", ", ")) for part in _SEPARATOR.split(text)]
    if cut:  # "Robert Downey, " may go on with "Jr."
        names = names[: -2 if names[-1] in ("", "J", "Jr", "S", "Sr") else -1]
    return [name for name in names if name]


def tidy(name: str) -> str:
    """A name without what hangs on to it: "and", a closing comma, "introducing"."""
    name = squeeze(name)
    for pattern in (_LEAD, _TAIL, _DANGLING):
        name = pattern.sub("", name)
    return name.strip(' ,;:|/•·"“”*_')


def spelled(name: str) -> str:
    """A full name that is set in capitals, in usual spelling."""
    words = name.split()
    if len(words) < 2 or name != name.upper() or not re.search(r"\p{Lu}{3}", name):
        return name
    return " ".join(re.sub(r"(?<=\p{L})\p{L}+", lambda found: found[0].lower(), word) for word in words)


def family(names: list[str]) -> list[str]:
    """ "Joel" and "Ethan Coen" share the name that is printed once; other lists stay as they are."""
    if len(names) == 2 and " " not in names[0] and re.fullmatch(r"\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?", names[0]):
        _, *rest = names[1].split()
        if rest and is_person(names[1]):
            return [f"{names[0]} {' '.join(rest)}", names[1]]
    return names


def part(text: str) -> tuple[str, str, str]:
    """Name, character and note of "Toni Collette (Milly)", "Toni Collette as Milly" or "Tom McCarthy (screenplay)"."""
    text = squeeze(text)
    if found := _BESIDE.match(text):
        beside = squeeze(found["beside"])
        return (found["name"], "", beside) if _NOTE.fullmatch(beside) else (found["name"], beside, "")
    if guild := _GUILD.match(text):
        return guild["name"], "", guild["beside"]
    name, as_, character = text.partition(" as ")
    if not as_:
        return text, "", ""
    known = _BESIDE.match(name)  # "Ida Roe (THE BIRDS) as Nell": from where one knows her
    return known["name"] if known else name, character, ""


def character(text: str) -> tuple[str, str]:
    """A character and the note beside it: "Sid (voice)" is Sid, with the note "voice"."""
    found = _BESIDE.match(squeeze(text))
    if found and _NOTE.fullmatch(found["beside"]):
        return found["name"], found["beside"]
    return squeeze(text), ""


def may_be_person(text: str) -> bool:
    """Whether a label's value can be a name at all: short, no sentence, no figures, no placeholder."""
    words = re.sub(r"(?<=\p{Ll}) of (?=\p{Lu})", " ", text).split()  # Catherine of Aragon
    if (
        not 0 < len(words) <= 6
        or len(text) > 80
        or re.search(r"[!?:;\"“”<>@=#%]|\d{3}|https?|\p{L}{2}\.\s+\p{Ll}", text)
    ):
        return False
    if len(words) > 1 and any(word in NOT_IN_NAMES for word in words):
        return False
    return bool(re.search(r"\p{L}", text)) and text.casefold() not in (
        "n/a",
        "na",
        "unknown",
        "tba",
        "tbc",
        "none",
        "various",
        "-",
    )


def is_person(text: str) -> bool:
    """Whether the text reads as somebody's full name, in mixed case: for names that only prose gives."""
    words = text.split()
    if not 2 <= len(words) <= 4 or text.isupper() or words[0] in TITLE_WORDS:
        return False
    given = [word for word in words if word.casefold() not in PARTICLES]
    return len(given) > 1 and all(_WORD.fullmatch(w) and w[0].isupper() and w not in TITLE_WORDS for w in given)
