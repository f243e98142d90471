"""Joining two films, or two people, that turn out to be one; taking it back as one step; and finding such pairs.

    a pair -> move (everything that hangs on one, onto the other) -> journal (each change, as it was before) -> undo

The one that goes stays as an empty row: its address leads on, and what cannot stand twice stays there.
"""

from .find import look
from .join import CannotJoin, join, keep_apart, undo

__all__ = ["CannotJoin", "join", "keep_apart", "look", "undo"]
