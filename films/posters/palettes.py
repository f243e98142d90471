"""Twelve palettes, and the ways in which a poster may use one. `static/flock/css/tokens.css` has the same numbers."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple
from zlib import crc32

WOOL = "#f4f1e6"


class Palette(NamedTuple):
    """`deep` is the page's tint, `glow` its light, `mid` and `spark` stand between."""

    deep: str
    glow: str
    mid: str
    spark: str


class Scheme(NamedTuple):
    """What a poster paints with: the ground, two shapes, a highlight and the ink that reads on the ground."""

    ground: str
    shape: str
    other: str
    spark: str
    ink: str


PALETTES = (
    Palette("#12372a", "#f2b632", "#3f7d5a", "#e8603c"),
    Palette("#3b1424", "#f29ca3", "#a83f5b", "#f6d8a8"),
    Palette("#10304a", "#f5d06f", "#3d7ea6", "#ef7b5a"),
    Palette("#43200f", "#f7a65a", "#b4552a", "#f3dfb0"),
    Palette("#27214b", "#b9a7f2", "#6a58b8", "#f7c873"),
    Palette("#4a1414", "#ffb59b", "#c23b2e", "#f7e3b5"),
    Palette("#0b3a40", "#7fdcd0", "#23808a", "#f5a25d"),
    Palette("#2e2f14", "#dfe07a", "#87893a", "#e2703a"),
    Palette("#1c2430", "#c9d6e8", "#5f7694", "#e9b44c"),
    Palette("#401a3a", "#f4a3d8", "#9c3f87", "#f7d06b"),
    Palette("#1a3520", "#bfe08f", "#5b8f43", "#f4efc9"),
    Palette("#3a2a12", "#ffd45e", "#a9802c", "#e65f3c"),
)


@cache
def schemes(palette: Palette) -> list[Scheme]:
    """Night twice, since a shelf of posters is mostly dark; then glow and wool."""
    deep, glow, mid, spark = palette
    return [
        Scheme(deep, mid, glow, spark, WOOL),
        Scheme(deep, glow, mid, WOOL, WOOL),
        Scheme(glow, deep, mid, WOOL, deep),
        Scheme(WOOL, mid, deep, glow, deep),
    ]


def tint_of(title: str) -> int:
    """The number of the palette that belongs to a title; the class `tint-N` of its page has the same colours."""
    return crc32(title.casefold().encode()) % len(PALETTES)
