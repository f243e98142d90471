"""Who sees what, reduced to what decides it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

PERMISSIONS = ("films.change_film", "films.change_person")


@dataclass(frozen=True)
class Audience:
    """Readers who may see the same. It takes a user's place in `visible_to`, so that a prepared query, which is
    compiled once for each shape, can be asked on behalf of anybody."""

    permissions: tuple[str, ...] = ()

    @classmethod
    def of(cls, user: Any) -> Audience:
        return cls(tuple(name for name in PERMISSIONS if user.has_perm(name)))

    def has_perm(self, name: str) -> bool:
        return name in self.permissions
