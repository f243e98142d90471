"""Names of kept pictures. A name tells what a page has to know before the picture is there, so no page asks for more.

`posters/3kq…-1200x1800-a04b2c/whole.jpg` is a picture of 1200 by 1800 pixels with the mean colour #a04b2c; everything
that is made of it lies beside it. A changed picture has a new name, and no name can be guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.crypto import get_random_string
from PIL import Image

NAME = re.compile(r".+/([a-z0-9]{26})-(\d+)x(\d+)-([0-9a-f]{6})/whole\.(jpg|png)")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True)
class Facts:
    """What a name says. `colour` is six hexadecimal digits; `ending` is "png" where one can see through."""

    token: str
    width: int
    height: int
    colour: str
    ending: str

    @property
    def is_clear(self) -> bool:
        """Whether one can see through it somewhere."""
        return self.ending == "png"


def facts_of(name: str) -> Facts | None:
    """The facts in a name; None for a file that did not come through the gate."""
    found = NAME.fullmatch(name)
    return Facts(found[1], int(found[2]), int(found[3]), found[4], found[5]) if found else None


def new_name(folder: str, picture: Image.Image) -> str:
    """A name that no picture has had."""
    ending = "png" if picture.mode == "RGBA" else "jpg"
    width, height = picture.size
    return renamed(f"{folder}/_-{width}x{height}-{mean_colour(picture)}/whole.{ending}", folder)


def renamed(name: str, folder: str) -> str:
    """A new name in `folder` for a copy of a kept picture."""
    facts = PurePosixPath(name).parent.name.partition("-")[2]
    return f"{folder}/{get_random_string(26, LETTERS)}-{facts}/{PurePosixPath(name).name}"


def beside(name: str, file: str) -> str:
    """The name of a file that is made of a kept picture."""
    return str(PurePosixPath(name).with_name(file))


def mean_colour(picture: Image.Image) -> str:
    """The colour that stands where the picture will be."""
    red, green, blue = picture.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return f"{red:02x}{green:02x}{blue:02x}"
