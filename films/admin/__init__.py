"""The catalogue in the admin, one module per subject. All is saved through the models, so pages and search follow."""

from . import films, names, people, sources

__all__ = ["films", "names", "people", "sources"]
