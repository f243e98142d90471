"""The script of the demo as its files tell it: who the members are, what they say, and what they think of each film."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PREFIX = "demo-"


@dataclass(frozen=True)
class Role:
    """One made-up member. `leaning` in half-steps, `seen` a share from 0 to 1. Newcomers' first texts are held."""

    name: str
    shown: str
    leaning: float
    seen: float
    bio: str
    glyph: str = ""
    theme: str = ""
    newcomer: bool = False

    @property
    def username(self) -> str:
        """The name of the account, which nobody can take for a real one."""
        return PREFIX + self.name


@dataclass(frozen=True)
class Complaint:
    """A report of one member on a text."""

    by: str
    ground: str
    note: str = ""


@dataclass(frozen=True)
class Ruled:
    """What the demo's moderator decided on a text that was held or reported, after how many hours.

    `appeal` are the author's words against it, if any, and `granted` what became of them.
    """

    action: str
    ground: str = ""
    hours: float = 1.5
    appeal: str = ""
    granted: bool = False


@dataclass(frozen=True)
class Line:
    """Something said under a film or a review; `days_ago` where the date is not left to chance."""

    by: str
    text: str
    replies: tuple[Line, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    ruled: Ruled | None = None
    film: str = ""
    days_ago: float | None = None


@dataclass(frozen=True)
class Opinion:
    """One review, with what others say about it; `days_ago` where the date is not left to chance."""

    film: str
    by: str
    half_steps: int
    text: str
    title: str = ""
    comments: tuple[Line, ...] = ()
    comments_open: bool = True
    days_ago: float | None = None


@dataclass(frozen=True)
class Taste:
    """What people think of a film: mean and spread in half-steps, and how well known it is, from 0 to 1."""

    mean: float
    spread: float
    known: float


@dataclass(frozen=True)
class Script:
    """All of it. `tastes` by the address of the film."""

    roles: tuple[Role, ...]
    tastes: dict[str, Taste]
    opinions: tuple[Opinion, ...]
    talk: tuple[Line, ...]


@cache
def script() -> Script:
    """The script, read once."""
    texts = [_table(path) for path in sorted((HERE / "texts").glob("*.toml"))]
    return Script(
        roles=tuple(Role(**role) for role in _table(HERE / "members.toml")["members"]),
        tastes={film: Taste(*taste) for film, taste in _table(HERE / "tastes.toml")["films"].items()},
        opinions=tuple(_opinion(**entry) for table in texts for entry in table.get("reviews", [])),
        talk=tuple(_line(**entry) for table in texts for entry in table.get("talk", [])),
    )


def _table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _opinion(comments: list[dict[str, Any]] | None = None, **entry: Any) -> Opinion:
    return Opinion(comments=tuple(_line(**comment) for comment in comments or []), **entry)


def _line(
    replies: list[dict[str, Any]] | None = None,
    reports: list[dict[str, Any]] | None = None,
    ruled: dict[str, Any] | None = None,
    **entry: Any,
) -> Line:
    return Line(
        replies=tuple(_line(**reply) for reply in replies or []),
        complaints=tuple(Complaint(**report) for report in reports or []),
        ruled=Ruled(**ruled) if ruled else None,
        **entry,
    )
