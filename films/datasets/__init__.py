"""Data sets in: one reader per source, all ending in rows with a FilmRecord or the reason why there is none."""

from .sources import SOURCES, Row, RowSource

__all__ = ["SOURCES", "Row", "RowSource"]
