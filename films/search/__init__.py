"""Search over films and people: `search("twilight director:hardwicke", user)` gives ids, the best first.

text -> query (words, operators) -> full text of the database (some hundred candidates) -> find (ranked in Python)
"""

from .find import Results, search

__all__ = ["Results", "search"]
