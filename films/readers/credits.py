"""Credits in a row: "Written by A / Directed by B / Starring C, D and E", on one line or on several."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from . import names
from .draft import Draft
from .page import Line

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
    rf"(?:^|(?<=[/|•·;,.–—-])\s*|(?<=\s))(?:(?:{_BY})\s*(?:by\b:?|:)|(?P<cast>(?:and |also )?starring|(?<=[/|•·]\s)with"
    rf"|stars:?|with:|cast:|featuring:?)(?=\s|$))\s*",
    re.IGNORECASE,
)

LONGEST = 400  # characters of a line of credits


class Named(NamedTuple):
    """Somebody in a line of credits; `role` is the place of the words for it in _ROLES, or None for the cast."""

    role: int | None
    person: str
    character: str
    note: str


def is_credits(line: Line) -> bool:
    """Whether the line consists of credits and of nothing else."""
    return len(line.text) <= LONGEST and parse(line.text, cut=line.open) is not None


def roles(line: Line) -> int:
    """How much a line of credits tells: nothing, 2, or 3 where it has the direction, the cast and more in a row."""
    found = parse(line.text, cut=line.open) if len(line.text) <= LONGEST else None
    return 2 + (len({one.role for one in found}) > 2) if found is not None else 0


def take(draft: Draft, line: Line) -> bool:
    """Reads a line that consists of credits; False, and nothing read, for any other line."""
    found = parse(line.text, cut=line.open) if len(line.text) <= LONGEST else None
    if found is None:
        return False
    if line.open:
        draft.page.leave_cut(line)
    draft.page.claim(line, "credits")
    directors = []
    for role, person, character, beside in found:
        _, departments, note = ("", ("cast",), "") if role is None else _ROLES[role]
        for department in departments:
            is_cast = department == "cast"
            draft.credits.add(
                person, department, character if is_cast else "", beside or (not is_cast and character) or note
            )
        directors += [person] if "director" in departments else []
    if directors:
        draft.single("director", ", ".join(directors))
    return True


@lru_cache(maxsize=1024)
def parse(text: str, *, cut: bool) -> tuple[Named, ...] | None:
    """Who does what; None where something in the text is no credit. With `cut` the last name is left out."""
    found = list(_ROLE.finditer(text))
    if not found or found[0].start() > 0:
        return None
    ends = [role.start() for role in found[1:]] + [len(text)]
    named: list[Named] = []
    for role, end in zip(found, ends, strict=True):
        people = _people(role, text[role.end() : end], cut=cut and role is found[-1])
        if people is None:
            return None
        named += people
    return tuple(named)


def _people(role: re.Match[str], value: str, *, cut: bool) -> list[Named] | None:
    parts = names.split(value, cut=cut)
    place = None if role["cast"] else next(n for n in range(len(_ROLES)) if role[f"r{n}"])
    if place is not None:
        parts = names.family(parts)
    people = [Named(place, *names.part(name)) for name in parts]
    if not (people or cut) or not all(names.may_be_person(one.person) for one in people):
        return None
    return None if _goes_on(names.split(value), cut=cut) else people


def _goes_on(parts: list[str], *, cut: bool) -> bool:
    """Words in small letters behind a name go on with a sentence: "starring Ida Roe, it rewards patience"."""
    clauses = [part for part in parts[1:] if part.islower() and (" " in part or (cut and part is parts[-1]))]
    return bool(clauses) and not parts[0].islower()
