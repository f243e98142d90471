"""Browsing the catalogue: filters in the address, facets with counts, pages by key.

address -> filters (what is asked) -> finder (the quickest way to the rows) -> one page of films
"""

from .facets import Facets, facets
from .filters import Filters, read
from .finder import Found, find
from .sorting import SORTS

__all__ = ["SORTS", "Facets", "Filters", "Found", "facets", "find", "read"]
