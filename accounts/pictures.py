"""Pictures from strangers: what is let in, and how it is drawn anew.

Only the pixels of an upload are ever kept. Nothing here knows of members, so that the apps above this one can take
films' pictures in by the same door: members' suggestions in `reviews`, the admin's forms through `config`.
"""

from __future__ import annotations

import io
import math
import warnings
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

# For whoever opens a picture in this process, Django's own form fields included.
warnings.simplefilter("error", Image.DecompressionBombWarning)

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 40_000_000
WORKING_SIZE = 1024  # pixels: what is kept of a picture is between this and twice as much, or all of a smaller one
STRIP = 64  # pixels of what is kept that are worked on at once

# The formats that are let in, and the endings under which they come.
ENDINGS = {
    "JPEG": ("jpg", "jpeg", "jpe", "jfif"),
    "MPO": ("jpg", "jpeg", "mpo"),
    "PNG": ("png", "apng"),
    "WEBP": ("webp",),
    "AVIF": ("avif", "avifs"),
    "GIF": ("gif",),
}
OPENED = [kind for kind in ENDINGS if kind != "MPO"]  # several JPEGs in one file, which telephones make, open as JPEG
# A file that is a picture and a page at once is made for no good, even if its pixels alone would do no harm.
NOT_IN_A_PICTURE = (b"<html", b"<!doctype html", b"<script", b"<iframe", b"<?php", b"%pdf-")
END_OF_ZIP = b"PK\x05\x06"


def read(upload: UploadedFile) -> Image.Image:
    """The picture in `upload`, upright, RGB or RGBA, less than 2048 pixels wide and high, without metadata.

    Raises ValidationError with a sentence for whoever sent it.
    """
    refuse_size(upload)
    contents = upload.read()
    refuse_disguise(contents)
    try:
        picture = Image.open(io.BytesIO(contents), formats=OPENED)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels() from error
    except Exception as error:  # a decoder that strangers feed may raise anything
        raise ValidationError(
            _("This is not a picture that we can read: send a JPEG, PNG, WebP, AVIF or GIF file.")
        ) from error
    refuse_header(picture, upload.name or "")
    try:
        return drawn_anew(picture)
    except Exception as error:
        raise ValidationError(
            _("The picture is damaged or cut off: please send it again or choose another.")
        ) from error


def refuse_size(upload: UploadedFile) -> None:
    if not upload.size:
        raise ValidationError(_("The file is empty."))
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than %(megabytes)d MB.") % {"megabytes": MAX_BYTES // 1024**2})


def refuse_disguise(contents: bytes) -> None:
    lowered = contents.lower()
    if any(sign in lowered for sign in NOT_IN_A_PICTURE) or END_OF_ZIP in contents[-65_557:]:
        raise ValidationError(_("The file holds more than a picture; save the picture anew and send that."))


def refuse_header(picture: Image.Image, name: str) -> None:
    """What the header alone tells; nothing is decoded yet."""
    if math.prod(picture.size) > MAX_PIXELS:
        raise too_many_pixels()
    kind = picture.format or ""
    if PurePath(name).suffix.lstrip(".").lower() not in ENDINGS[kind]:
        words = {"name": name, "kind": "JPEG" if kind == "MPO" else kind, "ending": ENDINGS[kind][0]}
        raise ValidationError(_("“%(name)s” is a %(kind)s picture; its name has to end in .%(ending)s.") % words)


def too_many_pixels() -> ValidationError:
    return ValidationError(
        _("The picture has more than %(millions)d million pixels.") % {"millions": MAX_PIXELS // 10**6}
    )


def drawn_anew(picture: Image.Image) -> Image.Image:
    """The first frame, upright. What a camera noted, the orientation too, goes with `info`."""
    picture.draft("RGB", (WORKING_SIZE, WORKING_SIZE))
    picture.seek(0)
    picture.load()
    shown = made_smaller(picture)
    shown.info = picture.info
    shown = ImageOps.exif_transpose(shown)
    shown.info = {}
    return shown


def made_smaller(picture: Image.Image) -> Image.Image:
    """Strip by strip, so that a large picture is in the memory once and not three times."""
    by = max(1, max(picture.size) // WORKING_SIZE)
    width, height = picture.size
    small = Image.new("RGBA", (math.ceil(width / by), math.ceil(height / by)))
    for top in range(0, height, STRIP * by):
        strip = in_plain_colours(picture.crop((0, top, width, min(top + STRIP * by, height))))
        small.paste(strip.reduce(by), (0, top // by))
    return small if picture.has_transparency_data else small.convert("RGB")


def in_plain_colours(picture: Image.Image) -> Image.Image:
    """RGBA with 8 bits a channel. Greys of 16 bits have to be scaled, or they turn white."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGBA")
    return picture.convert("RGBA")


def square_webp(picture: Image.Image, size: int) -> bytes:
    """The middle of `picture` as a WebP file, `size` pixels wide and high. All browsers since 2020 read WebP."""
    file = io.BytesIO()
    ImageOps.fit(picture, (size, size), Image.Resampling.LANCZOS).save(file, "WEBP", quality=82, method=4)
    return file.getvalue()
