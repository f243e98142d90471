"""The upload corpus: made here, never kept as files. Each sample says what becomes of it.

docs/pictures.md has it as a table; `python -m pictures.tests.corpus` prints that.
"""

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

from PIL import Image

EMPTY = "The file is empty."
LARGE = "The file is larger than 5 MB."
MORE = "The file holds more than a picture; save the picture anew and send that."
NONE = "This is not a picture that we can read: send a JPEG, PNG, WebP, AVIF or GIF file."
BOMB = "The picture has more than 40 million pixels."
HURT = "The picture is damaged or cut off: please send it again or choose another."


@dataclass(frozen=True)
class Sample:
    """One file: what it is, its name, its bytes, and the sentence that its sender reads; or what is kept of it."""

    what: str
    name: str
    contents: bytes
    refused: str = ""
    kept: str = ""


def a_picture(kind="PNG", mode="RGB", size=(40, 30), colour="tomato", **options):
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, kind, **options)
    return file.getvalue()


def an_animation(kind="GIF"):
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "lime", "blue")]
    file = io.BytesIO()
    frames[0].save(file, kind, save_all=True, append_images=frames[1:])
    return file.getvalue()


def a_photograph(orientation=6):
    """Blue with a red upper half, taken with a telephone that notes where it is."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    picture = Image.new("RGB", (300, 200), "blue")
    picture.paste("red", (0, 0, 300, 100))
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif, quality=95, comment=b"SecretComment")
    return file.getvalue()


def with_a_hole():
    """A palette with a transparent upper half."""
    picture = Image.new("P", (50, 50), 1)
    picture.putpalette([0, 0, 0, 250, 10, 10])
    picture.paste(0, (0, 0, 50, 25))
    file = io.BytesIO()
    picture.save(file, "PNG", transparency=0)
    return file.getvalue()


def a_png(width, height, body=b"", bits=8, colour=2):
    """A PNG with a header that says what it likes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def a_deep_png():
    """RGB with 16 bits a channel."""
    row = b"\0" + struct.pack(">HHH", 0xFFFF, 0x8080, 0) * 30
    return a_png(30, 20, zlib.compress(row * 20), bits=16)


def a_zip():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("page.html", "<b>hello</b>")
    return file.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
GIF_PAGE = an_animation()[:-1] + b"\x21\xfe\x1f<HTML><body>hello there</body>\x00;"
NOISE = bytes(range(256)) * 50
CUT_JPEG = a_picture("JPEG", size=(400, 400))[:-900]


def misnamed(name, kind, ending):
    return f"“{name}” is a {kind} picture; its name has to end in .{ending}."


REFUSED = [
    Sample("nothing at all", "me.png", b"", EMPTY),
    Sample("more than 5 MB", "me.png", a_picture() + b"\0" * 5_300_000, LARGE),
    Sample("SVG with a script", "me.svg", SVG, NONE),
    Sample("SVG called PNG", "me.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", NONE),
    Sample("zip called PNG", "me.png", a_zip(), NONE),
    Sample("PNG with a zip behind it", "me.png", a_picture() + a_zip(), MORE),
    Sample("GIF that is also a page", "me.gif", GIF_PAGE, MORE),
    Sample("JPEG with PHP in its comment", "me.jpg", a_picture("JPEG", comment=b"<?php echo 1;"), MORE),
    Sample("PNG with a PDF behind it", "me.png", a_picture() + b"%PDF-1.7", MORE),
    Sample("PNG with anything behind it", "me.png", a_picture() + b"more" * 1000, MORE),
    Sample("JPEG with a RAR behind it", "me.jpg", a_picture("JPEG") + b"Rar!\x1a\x07\0" + NOISE, MORE),
    Sample("JPEG with a program behind it", "me.jpg", a_picture("JPEG") + b"\x7fELF" + NOISE, MORE),
    Sample("WebP with anything behind it", "me.webp", a_picture("WEBP") + b"more" * 1000, MORE),
    Sample("GIF that is also a script", "me.gif", a_picture("GIF")[:-1] + b"*/=1;alert(1)//", HURT),
    Sample("JPEG called PNG", "me.png", a_picture("JPEG"), misnamed("me.png", "JPEG", "jpg")),
    Sample("PNG called HTML", "me.html", a_picture(), misnamed("me.html", "PNG", "png")),
    Sample("PNG without an ending", "me", a_picture(), misnamed("me", "PNG", "png")),
    Sample("BMP", "me.bmp", a_picture("BMP"), NONE),
    Sample("TIFF", "me.tiff", a_picture("TIFF"), NONE),
    Sample("ICO", "me.ico", a_picture("ICO"), NONE),
    Sample("PNG whose header says 169 megapixels", "me.png", a_png(13_000, 13_000), BOMB),
    Sample("PNG whose header says 3.6 gigapixels", "me.png", a_png(60_000, 60_000), BOMB),
    Sample("just over 40 megapixels", "me.png", a_png(6_400, 6_400), BOMB),
    Sample("PNG without its pixels", "me.png", a_png(100, 100, zlib.compress(b"\0" * 50)), HURT),
    Sample("PNG without its end", "me.png", a_picture()[:-12], HURT),
    Sample("animated GIF cut off", "me.gif", an_animation()[:-40], HURT),
    Sample("JPEG cut off", "me.jpg", CUT_JPEG, HURT),
    Sample("WebP cut off", "me.webp", a_picture("WEBP", size=(90, 90))[:40], NONE),
    Sample("AVIF cut off", "me.avif", a_picture("AVIF", size=(90, 90))[:-30], HURT),
    Sample("PNG that turns into noise", "me.png", a_picture()[:20] + NOISE, NONE),
    Sample("GIF that turns into noise", "me.gif", a_picture("GIF")[:13] + NOISE, NONE),
    Sample("noise called JPEG", "me.jpg", NOISE, NONE),
]
TAKEN = [
    Sample("PNG", "me.png", a_picture(), kept="JPEG, 40 × 30"),
    Sample("PNG one can see through", "me.png", a_picture(mode="RGBA", colour=(9, 9, 9, 90)), kept="PNG, 40 × 30"),
    Sample("PNG with a palette with a hole", "me.png", with_a_hole(), kept="PNG, 50 × 50"),
    Sample("PNG with a palette", "me.png", a_picture(mode="P", colour=None), kept="JPEG, 40 × 30"),
    Sample("PNG in greys", "me.png", a_picture(mode="L", colour=90), kept="JPEG, 40 × 30"),
    Sample("PNG in greys one can see through", "me.png", a_picture(mode="LA", colour=(90, 9)), kept="PNG, 40 × 30"),
    Sample("PNG in black and white", "me.png", a_picture(mode="1", colour=1), kept="JPEG, 40 × 30"),
    Sample("PNG in greys of 16 bits", "me.png", a_picture(mode="I;16", colour=32_896), kept="JPEG, 40 × 30"),
    Sample("PNG in colours of 16 bits", "me.png", a_deep_png(), kept="JPEG, 30 × 20"),
    Sample("animated PNG", "me.apng", an_animation("PNG"), kept="JPEG, 20 × 20"),
    Sample("JPEG", "me.JPG", a_picture("JPEG"), kept="JPEG, 40 × 30"),
    Sample("JPEG in inks (CMYK)", "me.jpg", a_picture("JPEG", "CMYK", colour=(0, 255, 255, 0)), kept="JPEG, 40 × 30"),
    Sample("JPEG in greys", "me.jpeg", a_picture("JPEG", "L", colour=90), kept="JPEG, 40 × 30"),
    Sample("JPEG with a broken profile", "me.jpg", a_picture("JPEG", icc_profile=b"nonsense"), kept="JPEG, 40 × 30"),
    Sample("photograph lying on its side", "me.jpg", a_photograph(6), kept="JPEG, 200 × 300"),
    Sample("photograph upside down", "me.jpg", a_photograph(3), kept="JPEG, 300 × 200"),
    Sample("two JPEGs in one file (MPO)", "me.jpg", an_animation("MPO"), kept="JPEG, 20 × 20"),
    Sample("GIF", "me.gif", a_picture("GIF"), kept="JPEG, 40 × 30"),
    Sample("animated GIF", "me.gif", an_animation(), kept="JPEG, 20 × 20"),
    Sample("WebP", "me.webp", a_picture("WEBP"), kept="JPEG, 40 × 30"),
    Sample("animated WebP", "me.webp", an_animation("WEBP"), kept="JPEG, 20 × 20"),
    Sample("AVIF", "me.avif", a_picture("AVIF"), kept="JPEG, 40 × 30"),
    Sample("thin strip", "me.png", a_picture(size=(1, 3000)), kept="JPEG, 1 × 3000"),
    Sample("39.9 megapixels", "me.png", a_picture(mode="1", size=(6_300, 6_333), colour=1), kept="JPEG, 2100 × 2111"),
]


def table():
    """The corpus in Markdown."""
    lines = ["| file | comes as | what it gets |", "|---|---|---|"]
    for sample in (*REFUSED, *TAKEN):
        lines.append(f"| {sample.what} | `{sample.name}` | {sample.refused or f'kept: {sample.kept}'} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())  # noqa: T201
