"""Search over films and people: `search("twilight director:hardwicke", user)` gives both, the best first.

text -> query (words, operators) -> full text of the database (some hundred candidates) -> find (ranked in Python)
"""

from .find import Results, Room, search

__all__ = ["Results", "Room", "search"]
