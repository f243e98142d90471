"""The catalogue in the admin, one module per subject. All is saved through the models, so pages and search follow."""

from . import doubts, films, names, pairs, people, sources

__all__ = ["doubts", "films", "names", "pairs", "people", "sources"]
