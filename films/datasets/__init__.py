"""Data sets in: one reader per source, all ending in rows with a FilmRecord or the reason why there is none."""

from .rows import Reading, Row
from .sources import SOURCES, RowSource

__all__ = ["SOURCES", "Reading", "Row", "RowSource"]
