"""A copy of a site that stands by itself: database, pictures, key. `make` writes one, `restore` reads it."""

from __future__ import annotations

from .making import make
from .place import Problem
from .restoring import restore

__all__ = ["Problem", "make", "restore"]
