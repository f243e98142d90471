"""Posters for films that have none, drawn from title, year and director: the same facts give the same picture."""

from __future__ import annotations

from random import Random
from zlib import crc32

from .compositions import COMPOSITIONS
from .lettering import HEIGHT, WIDTH, Lettering
from .monograms import FACES, face_of, initials
from .palettes import PALETTES, schemes, tint_of

__all__ = ["DRAWING", "FACES", "PALETTES", "face_of", "initials", "poster_svg", "tint_of"]

DRAWING = 1  # raise it when the same facts are drawn differently: browsers keep drawings for a year


def poster_svg(title: str, year: int | None = None, director: str = "", seed: str = "") -> str:
    """A poster of 240 by 360 as SVG. `seed` tells apart films of one title; without it the year does."""
    dice = Random(crc32((seed or f"{title} {year}").encode()))  # noqa: S311 - a picture, not a secret
    compose = dice.choice(COMPOSITIONS)
    colours = dice.choice(schemes(PALETTES[tint_of(title)]))
    lettering = Lettering(title, year, director, dice)
    picture = HEIGHT - lettering.height
    y = lettering.height if lettering.on_top else 0
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colours.ground}"/>'
        f'<svg y="{y}" width="{WIDTH}" height="{picture}">{compose(dice, colours, picture)}</svg>'
        f"{lettering.svg(colours)}</svg>"
    )
