"""Credits in a row: "Written by A / Directed by B / Starring C, D and E", on one line or on several."""

from __future__ import annotations

import re

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
    rf"(?:^|(?<=[/|•·;,.–—-])\s*|(?<=\s))(?:(?:{_BY})\s*(?:by\b:?|:)|(?P<cast>(?:and |also )?starring"
    rf"|stars:?|with:|cast:|featuring:?)(?=\s|$))\s*",
    re.IGNORECASE,
)


def take(draft: Draft, line: Line) -> bool:
    """Reads a line that consists of credits and of nothing else; False, and nothing read, for any other line."""
    found = list(_ROLE.finditer(line.text))
    if not found or found[0].start() > 0:
        return False
    ends = [role.start() for role in found[1:]] + [len(line.text)]
    parts = [(role, line.text[role.end() : end]) for role, end in zip(found, ends, strict=True)]
    read = [_people(role, value, cut=line.open and role is found[-1]) for role, value in parts]
    if not all(people is not None for people in read):
        return False
    if line.open:
        draft.page.leave_cut(line)
    draft.page.claim(line, "credits")
    for (role, _), people in zip(parts, read, strict=True):
        _add(draft, role, people or [])
    return True


def _people(role: re.Match[str], value: str, *, cut: bool) -> list[tuple[str, str, str]] | None:
    """Names, characters and notes; None where one of them is no name, so that the line is something else."""
    parts = names.split(value, cut=cut)
    if not role["cast"]:
        parts = names.family(parts)
    people = [names.part(name) for name in parts]
    if not (people or cut) or not all(names.may_be_person(name) for name, _, _ in people):
        return None
    return people


def _add(draft: Draft, role: re.Match[str], people: list[tuple[str, str, str]]) -> None:
    departments, note = (("cast",), "") if role["cast"] else next(r[1:] for n, r in enumerate(_ROLES) if role[f"r{n}"])
    for department in departments:
        for name, character, beside in people:
            draft.credits.add(name, department, character if department == "cast" else "", beside or note)
    if "director" in departments:
        draft.single("director", ", ".join(name for name, _, _ in people))
