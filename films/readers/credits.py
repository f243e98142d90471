"""Credits in a row: "Written by A / Directed by B / Starring C, D and E / Rated PG", on one line or on several."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from . import beside, names
from .draft import Draft
from .page import Line
from .vocabulary import NOT_BESIDE_NAMES

_ROLES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        r"(?:written(?:,| and|,? &| /)? (?:and )?directed|directed(?: and|,? &| /) written|writer[/-]director)",
        ("writer", "director"),
        "",
    ),
    (r"(?:directed|direction|dir\.?|director)", ("director",), ""),
    (r"(?:adapted)", ("writer",), "adaptation"),
    (r"(?:story)", ("writer",), "story"),
    (r"(?:written|screenplay|script|screenwriter|writer)", ("writer",), ""),
    (r"(?:executive[ -]produced)", ("producer",), "executive"),
    (r"(?:produced)", ("producer",), ""),
    (r"(?:music|score|original music|scored)", ("music",), ""),
    (r"(?:cinematography|photographed|shot)", ("photography",), ""),
    (r"(?:edited)", ("editing",), ""),
    (r"(?:production design)", ("production design",), ""),
    (r"(?:costumes?|costume design)", ("costume design",), ""),
    (r"(?:casting)", ("casting",), ""),
)
_BY = "|".join(f"(?P<r{place}>{role})" for place, (role, _, _) in enumerate(_ROLES))
_ROLE = re.compile(
    rf"(?:^|(?<=[/|•·;,.–—-])\s*|(?<=\s))(?:(?:{_BY})\s*(?:by\b:?|:)"
    r"|(?:(?:and |also )?(?:starring|featuring|with) )?(?:the )?(?P<voice>voices? of|voiced by)"
    r"|(?P<narrator>narrated by|narration by)"
    r"|(?P<cast>(?:and |also |co-?)?starring|(?:^|(?<=[/|•·,]\s))(?:with|introducing)|stars:?|with:|cast:|featuring:?)"
    r"(?=\s|$))\s*",
    re.IGNORECASE,
)
# Where one part of a row ends: at a sign between parts, or before words that name nobody.
_BEHIND = (
    r"rated\s|(?:PG(?:-?13)?|NC-?17|12A|TV-\w+)\b|opens\b|opening\b|in (?:cinemas|theat)|now (?:show|play|stream)"
    r"|running time|runtime|run time|\d+\s?(?:min|h\b|hr)|a film (?:by|from)|with \w+ sub-?titles"
)
_FROM = r"based (?:up)?on|adapted from|inspired by|from the (?:novel|book|play|story|memoir|comic)"
_SIGN = re.compile(r"\s*[|•·]\s*|\s+/\s*|/\s+")
_PART = re.compile(
    rf"{_SIGN.pattern}|\s+[–—-]+\s+|[,.;]\s+(?:and\s+)?(?=(?:{_BEHIND}))|[,;]?\s+(?:and\s+)?(?=(?:{_FROM})\b)",
    re.IGNORECASE,
)
_NAMELESS = re.compile(rf"(?:{_BEHIND}|(?:{_FROM})\b)", re.IGNORECASE)
LONGEST_REST = 80  # characters of a part that is not understood; more is a text

LONGEST = 400  # characters of a line of credits


class Named(NamedTuple):
    """Somebody in a row of credits, in one or two departments."""

    departments: tuple[str, ...]
    person: str
    character: str
    note: str


class Row(NamedTuple):
    """What a row of credits says: who does what, and its parts that are no credits."""

    named: tuple[Named, ...]
    rest: tuple[str, ...] = ()


def is_credits(line: Line) -> bool:
    """Whether the line is a row of credits, perhaps with other facts between them."""
    return len(line.text) <= LONGEST and parse(line.text, cut=line.open) is not None


def roles(line: Line) -> int:
    """How much a row of credits tells: nothing, 2, or 3 where it has the direction, the cast and more."""
    found = parse(line.text, cut=line.open) if len(line.text) <= LONGEST else None
    return 2 + (len({one.departments for one in found.named}) > 2) if found is not None else 0


def take(draft: Draft, line: Line) -> bool:
    """Reads a row of credits; False, and nothing read, for any other line."""
    found = parse(line.text, cut=line.open) if len(line.text) <= LONGEST else None
    if found is None:
        return False
    if line.open:
        draft.page.leave_cut(line)
    draft.page.claim(line, "credits")
    directors = []
    for departments, person, character, note in found.named:
        for department in departments:
            is_cast = department == "cast"
            draft.credits.add(person, department, character if is_cast else "", note or ("" if is_cast else character))
        directors += [person] if "director" in departments else []
    if directors:
        draft.single("director", ", ".join(directors))
    for part in found.rest:
        _take_rest(draft, line, part)
    return True


def _take_rest(draft: Draft, line: Line, part: str) -> None:
    """Reads a part that is no credit for the facts that it is; what is not understood names nobody."""
    read = [reader(draft, value, False) for reader, value in beside.every(part)]
    if not read or not all(read) or "no place" in read:
        draft.page.doubt(line, f"of this row it was not understood, and left out: {part}.")
    draft.page.claim(line, *[fact for fact in read if fact and fact != "no place"])


@lru_cache(maxsize=1024)
def parse(text: str, *, cut: bool) -> Row | None:
    """What the text says as a row of credits; None where it is none. With `cut` the last name or part is left out.

    Signs between the parts show that it is a row: there a part may be anything. Elsewhere each has to be understood.
    """
    parts = [part for part in _PART.split(text) if part and names.tidy(part)]
    named: list[Named] = []
    rest: list[str] = []
    people: list[Named] | None = None
    has_role = False
    for place, part in enumerate(parts):
        is_cut = cut and place == len(parts) - 1
        above, people = people, _people_of_part(part, is_first=not place, cut=is_cut)
        has_role |= people is not None
        if people is None and above and not is_cut:
            people = _more_people(above, part)
        if people is None and not place and not (beside.every(part) or _has_roles(parts)):
            return None
        named += people or []
        rest += [part] if people is None and not is_cut else []
    is_row = has_role and not any(len(part) > LONGEST_REST for part in rest)
    return Row(tuple(named), tuple(rest)) if is_row and (_SIGN.search(text) or all(map(_is_known, rest))) else None


def _has_roles(parts: list[str]) -> bool:
    """Whether two parts of a row begin with what somebody did: then it is one, whatever it begins with."""
    return sum(1 for part in parts[1:] if (found := _ROLE.match(part)) and found[0].strip()) > 1


def _is_known(part: str) -> bool:
    """Whether the part surely belongs into a row of credits, though it names nobody."""
    return bool(beside.every(part) or _NAMELESS.match(part))


def _people_of_part(text: str, *, is_first: bool, cut: bool) -> list[Named] | None:
    """The people of "Written and directed by A", or of "Written by A, directed by B"; None for other parts."""
    found = list(_ROLE.finditer(text))
    if not found or found[0].start() > 0 or (is_first and found[0][0].casefold().strip() in ("with", "introducing")):
        return None
    ends = [role.start() for role in found[1:]] + [len(text)]
    named: list[Named] = []
    for role, end in zip(found, ends, strict=True):
        people = _people(role, text[role.end() : end], cut=cut and role is found[-1])
        if people is None:
            return None
        named += people
    return named


def _more_people(named: list[Named], part: str) -> list[Named] | None:
    """One more name of "Starring A / B / C"; None where the part may be something else, as behind "A, B and C"."""
    name, character, note = names.part(names.tidy(part))
    if len(named) != 1 or not names.is_person(name) or not _may_be_name(name) or beside.every(part):
        return None
    return [Named(named[-1].departments, name, character, note)]


def _people(role: re.Match[str], value: str, *, cut: bool) -> list[Named] | None:
    departments, said = _role(role)
    parts = names.split(value, cut=cut)
    if departments != ("cast",):
        parts = names.family(parts)
    people = [names.part(name) for name in parts]
    if not (people or cut) or not all(names.may_be_person(name) and _may_be_name(name) for name, _, _ in people):
        return None
    if _goes_on(names.split(value), cut=cut):
        return None
    return [Named(departments, name, character, note or said) for name, character, note in people]


def _role(role: re.Match[str]) -> tuple[tuple[str, ...], str]:
    """The departments of a role, and the note that its words give."""
    for sort in ("voice", "narrator"):
        if role[sort]:
            return ("cast",), sort
    _, departments, note = next((r for n, r in enumerate(_ROLES) if role[f"r{n}"]), ("", ("cast",), ""))
    return departments, note


def _may_be_name(text: str) -> bool:
    """Whether none of the words tells that it is something else: "Opens Friday", "English subtitles"."""
    words = text.casefold().replace(".", "").split()
    return words[0] not in ("in", "on", "now") and not NOT_BESIDE_NAMES.intersection(words)


def _goes_on(parts: list[str], *, cut: bool) -> bool:
    """Words in small letters behind a name go on with a sentence: "starring Ida Roe, it rewards patience"."""
    clauses = [part for part in parts[1:] if part.islower() and (" " in part or (cut and part is parts[-1]))]
    return bool(clauses) and not parts[0].islower()
