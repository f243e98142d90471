"""Who sees what, reduced to what decides it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

PERMISSIONS = ("films.change_film", "films.change_person")


@dataclass(frozen=True)
class Eyes:
    """Takes a user's place in `visible_to`: two users who may see the same have equal ones. So a prepared query, which
    is compiled once for each shape, can be asked on behalf of anybody."""

    permissions: tuple[str, ...] = ()

    @classmethod
    def of(cls, user: Any) -> Eyes:
        return cls(tuple(name for name in PERMISSIONS if user.has_perm(name)))

    def has_perm(self, name: str) -> bool:
        return name in self.permissions
