"""The pages of films and people; one module per subject, this front door for all."""

from .browse import list
from .detail import detail, poster
from .people import people, person
from .search import search, suggest
from .stills import still

__all__ = ["detail", "list", "people", "person", "poster", "search", "still", "suggest"]
