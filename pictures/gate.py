"""The gate: what is let in of the pictures that strangers send, and how it is drawn anew.

Only the pixels of an upload are ever kept: upright, in the colours of screens, without metadata.
"""

from __future__ import annotations

import io
import math
import warnings
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

# For whoever opens a picture in this process, Django's own form fields included.
warnings.simplefilter("error", Image.DecompressionBombWarning)

MEGABYTE = 1024 * 1024
MAX_PIXELS = 40_000_000
WORKING_SIZE = 2048  # pixels: what is kept of a picture is between this and twice as much, or all of a smaller one
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
ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/gif"
OPENED = [kind for kind in ENDINGS if kind != "MPO"]  # several JPEGs in one file, which telephones make, open as JPEG
# A file that is a picture and a page at once is made for no good, even if its pixels alone would do no harm.
NOT_IN_A_PICTURE = (b"<html", b"<!doctype html", b"<script", b"<iframe", b"<?php", b"%pdf-")
END_OF_ZIP = b"PK\x05\x06"
# With what archives and programs begin: behind the end of a JPEG, where telephones put more pictures and notes.
PROGRAMS = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"\x7fELF", b"MZ")
END_OF_JPEG, END_OF_PNG, END_OF_GIF = b"\xff\xd9", b"IEND\xaeB\x60\x82", b";"
SCREEN = ImageCms.createProfile("sRGB")


def read(upload: File[bytes], megabytes: int) -> Image.Image:
    """The picture in `upload`, upright, RGB or RGBA, less than 4096 pixels wide and high, without metadata.

    Raises ValidationError with a sentence for whoever sent it.
    """
    refuse_size(upload, megabytes)
    contents = upload.read()
    try:
        picture = Image.open(io.BytesIO(contents), formats=OPENED)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels() from error
    except Exception as error:  # a decoder that strangers feed may raise anything
        raise ValidationError(
            _("This is not a picture that we can read: send a JPEG, PNG, WebP, AVIF or GIF file.")
        ) from error
    refuse_disguise(contents)
    refuse_header(picture, upload.name or "")
    refuse_another_end(picture.format or "", contents.rstrip(b"\0"))
    try:
        return drawn_anew(picture)
    except Exception as error:
        raise damaged() from error


def refuse_size(upload: File[bytes], megabytes: int) -> None:
    if not upload.size:
        raise ValidationError(_("The file is empty."))
    if upload.size > megabytes * MEGABYTE:
        raise ValidationError(_("The file is larger than %(megabytes)d MB.") % {"megabytes": megabytes})


def refuse_disguise(contents: bytes) -> None:
    lowered = contents.lower()
    if any(sign in lowered for sign in NOT_IN_A_PICTURE) or END_OF_ZIP in contents[-65_557:]:
        raise more_than_a_picture()


def refuse_another_end(kind: str, contents: bytes) -> None:
    """A file that ends before its format says so, or goes on behind that. `contents`: without zeros at the end, with
    which some programs fill up what they save."""
    is_whole, is_alone = True, True
    match kind:
        case "PNG":
            is_whole = END_OF_PNG in contents
            is_alone = contents.partition(END_OF_PNG)[2] == b""
        case "WEBP":
            said = 8 + int.from_bytes(contents[4:8], "little")
            is_alone = len(contents) <= said + said % 2
        case "GIF":
            is_whole = contents.endswith(END_OF_GIF)
        case "JPEG" | "MPO":
            is_whole = END_OF_JPEG in contents
            is_alone = not any(END_OF_JPEG + sign in contents for sign in PROGRAMS)
    if not is_whole:
        raise damaged()
    if not is_alone:
        raise more_than_a_picture()


def refuse_header(picture: Image.Image, name: str) -> None:
    """What the header alone tells; nothing is decoded yet."""
    if math.prod(picture.size) > MAX_PIXELS:
        raise too_many_pixels()
    kind = picture.format or ""
    if PurePath(name).suffix.lstrip(".").lower() not in ENDINGS[kind]:
        words = {"name": name, "kind": "JPEG" if kind == "MPO" else kind, "ending": ENDINGS[kind][0]}
        raise ValidationError(_("“%(name)s” is a %(kind)s picture; its name has to end in .%(ending)s.") % words)


def more_than_a_picture() -> ValidationError:
    return ValidationError(_("The file holds more than a picture; save the picture anew and send that."))


def damaged() -> ValidationError:
    return ValidationError(_("The picture is damaged or cut off: please send it again or choose another."))


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
    profile = own_colours(picture)
    for top in range(0, height, STRIP * by):
        strip = in_plain_colours(picture.crop((0, top, width, min(top + STRIP * by, height))), profile)
        small.paste(in_screen_colours(strip.reduce(by), profile), (0, top // by))
    return small if picture.has_transparency_data else small.convert("RGB")


def in_plain_colours(picture: Image.Image, profile: ImageCms.ImageCmsTransform | None) -> Image.Image:
    """RGBA with 8 bits a channel, or inks that a profile explains. Greys of 16 bits are scaled, or they turn white."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGBA")
    return picture if profile and picture.mode == "CMYK" else picture.convert("RGBA")


def in_screen_colours(picture: Image.Image, profile: ImageCms.ImageCmsTransform | None) -> Image.Image:
    """RGBA in sRGB; nothing else would know the picture's own profile once its metadata are gone."""
    if profile is None:
        return picture
    shown = profile.apply(picture if picture.mode == "CMYK" else picture.convert("RGB")).convert("RGBA")
    if picture.mode == "RGBA":
        shown.putalpha(picture.getchannel("A"))
    return shown


def own_colours(picture: Image.Image) -> ImageCms.ImageCmsTransform | None:
    """What leads from the picture's own colours to those of screens; None where it has none, or none to make out."""
    mode = "CMYK" if picture.mode == "CMYK" else "RGB"
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
        if profile.profile.xcolor_space.strip() != mode or "sRGB" in ImageCms.getProfileDescription(profile):
            return None
        return ImageCms.buildTransform(profile, SCREEN, mode, "RGB")
    except (KeyError, TypeError, OSError, ValueError, ImageCms.PyCMSError):
        return None
