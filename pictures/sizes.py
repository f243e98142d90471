"""The sizes of a picture: which there are, and how they are made."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps

from .names import Facts

RECIPE = 1  # raise it when sizes or qualities change; `rebuild_pictures` then makes all anew

# Best first; browsers take the first that they can read. What all of them read comes last.
KINDS = {"avif": "image/avif", "webp": "image/webp"}
HOW = {
    "avif": {"format": "AVIF", "quality": 58, "speed": 8},
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "jpg": {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
    "png": {"format": "PNG", "optimize": True},
}
WHOLE = {"jpg": {"format": "JPEG", "quality": 95, "subsampling": 0}, "png": {"format": "PNG", "compress_level": 4}}


@dataclass(frozen=True)
class Size:
    """One size, in pixels."""

    width: int
    height: int


def sizes(facts: Facts, widths: tuple[int, ...], *, is_square: bool) -> list[Size]:
    """The sizes in which a picture is offered, small to large; none is larger than the picture."""
    most = min(facts.width, facts.height) if is_square else facts.width
    offered = [width for width in widths if width < most] + ([min(most, max(widths))] if widths else [])
    return [Size(w, w if is_square else max(1, round(facts.height * w / facts.width))) for w in offered]


def made_of(whole: Image.Image, facts: Facts, wanted: list[Size]) -> Iterator[tuple[str, bytes]]:
    """Every file that is made of a picture: its name and contents."""
    for size in wanted:
        small = ImageOps.fit(whole, (size.width, size.height), Image.Resampling.LANCZOS)
        for ending in (*KINDS, facts.ending):
            yield f"{size.width}.{ending}", encoded(small, HOW[ending])


def encoded(picture: Image.Image, how: dict[str, object]) -> bytes:
    """The picture as the bytes of a file."""
    file = io.BytesIO()
    picture.save(file, **how)  # type: ignore[arg-type]
    return file.getvalue()
