"""What stands for people without a portrait: their initials on one of a few grounds, chosen by the name."""

from __future__ import annotations

import re
import unicodedata
from zlib import crc32

FACES = 6  # the classes `face-0` to `face-5`; `tint-N` gives them their colours


def face_of(name: str) -> int:
    """The number of the ground that belongs to a name."""
    return crc32(name.casefold().encode()) // 12 % FACES


def initials(name: str) -> str:
    """The first letters of the first and of the last word; one letter where a name is one word."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", name).replace("'", "").replace("’", ""))
    letters = [word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words[:1])]
    return "".join(letters).upper() or name[:1]
