"""Posters for films that have none, drawn from title, year and director: the same facts give the same picture."""

from __future__ import annotations

from zlib import crc32

from .compositions import COMPOSITIONS
from .dice import Dice
from .lettering import HEIGHT, WIDTH, Lettering
from .monograms import FACES, face_of, initials
from .palettes import PALETTES, schemes, tint_of

__all__ = ["DRAWING", "FACES", "PALETTES", "face_of", "initials", "poster_inline", "poster_svg", "tint_of"]

DRAWING = 2  # raise it when the same facts are drawn differently: browsers keep drawings for a year
BOX = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'


def poster_svg(title: str, year: int | None = None, director: str = "", seed: str = "") -> str:
    """A poster of 240 by 360 as SVG. `seed` tells apart films of one title; without it the year does."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {BOX}>{drawn(title, year, director, seed)}</svg>'


def poster_inline(title: str, year: int | None = None, seed: str = "", director: str | None = None) -> str:
    """The same to stand in a page, decorative: the browser need not open a document for each. Without a director
    (None) small, and without the small print."""
    return f'<svg {BOX} aria-hidden="true" focusable="false">{drawn(title, year, director, seed)}</svg>'


def drawn(title: str, year: int | None, director: str | None, seed: str) -> str:
    """The shapes and the words. Without a director (None) the small print stays away, but not its place."""
    dice = Dice(crc32((seed or f"{title} {year}").encode()))
    compose = dice.choice(COMPOSITIONS)
    colours = dice.choice(schemes(PALETTES[tint_of(title)]))
    lettering = Lettering(title, year, director or "", dice)
    picture = HEIGHT - lettering.height
    y, words_y = (lettering.height, 0) if lettering.on_top else (0, picture)
    return (
        f'<path fill="{colours.ground}" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>'
        f'<g transform="translate(0 {y})">{compose(dice, colours, picture)}</g>'
        f'<path fill="{colours.ground}" d="M0 {words_y}h{WIDTH}v{lettering.height}H0z"/>'  # over what sticks out
        f"{lettering.svg(colours, small=director is not None)}"
    )
