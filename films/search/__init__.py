"""Search over films and people: `search("twilight director:hardwicke", user)` gives both, the best first.

text -> query (words, operators) -> full text of the database (some hundred candidates) -> find (ranked in Python)
"""

from .find import PLENTY, Results, Room, search

__all__ = ["PLENTY", "Results", "Room", "search"]
