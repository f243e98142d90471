"""Pictures from strangers, sent in by the front door: the preferences page."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from .factories import make_member, picture_bytes, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def member(client):
    member = make_member()
    client.force_login(member)
    return member


def send(client, contents, name="me.png"):
    return client.post(reverse("accounts:preferences"), {"picture": upload(contents, name)})


def why(response):
    """The words beside the field, as somebody reads them."""
    assert response.status_code == 200
    return " ".join(response.context["form"].errors["picture"])


def kept(member):
    """The large picture as it is stored."""
    member.refresh_from_db()
    picture = Image.open(default_storage.open(member.avatar.name))
    picture.load()
    return picture


def png(width, height, body=b"", bits=8, colour=2):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def animated_gif():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "lime", "blue")]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    return file.getvalue()


def with_exif(orientation=6):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    picture = Image.new("RGB", (300, 300), "blue")
    picture.paste("red", (0, 0, 300, 150))  # the upper half
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif, quality=95, comment=b"SecretComment")
    return file.getvalue()


def a_zip():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("page.html", "<b>hello</b>")
    return file.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
GIF_PAGE = animated_gif()[:-1] + b"\x21\xfe\x1f<HTML><body>hello there</body>\x00;"
NOISE = bytes(range(256)) * 50


@pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning")  # as accounts.pictures sets it
class TestRefused:
    @pytest.mark.parametrize(
        ("contents", "name", "words"),
        [
            pytest.param(b"", "me.png", "empty", id="zero bytes"),
            pytest.param(SVG, "me.svg", "more than a picture", id="SVG with a script"),
            pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "me.png", "not a picture", id="SVG called PNG"),
            pytest.param(a_zip(), "me.png", "more than a picture", id="zip called PNG"),
            pytest.param(picture_bytes() + a_zip(), "me.png", "more than a picture", id="PNG with a zip behind it"),
            pytest.param(GIF_PAGE, "me.gif", "more than a picture", id="GIF that is a page"),
            pytest.param(picture_bytes("JPEG"), "me.png", "has to end in .jpg", id="JPEG called PNG"),
            pytest.param(picture_bytes("PNG"), "me.html", "has to end in .png", id="PNG called HTML"),
            pytest.param(picture_bytes("PNG"), "me", "has to end in .png", id="no ending"),
            pytest.param(picture_bytes("BMP"), "me.bmp", "not a picture", id="a format that is not let in"),
            pytest.param(picture_bytes("TIFF"), "me.tiff", "not a picture", id="TIFF"),
            pytest.param(png(13_000, 13_000), "me.png", "million pixels", id="169 megapixels in a PNG's header"),
            pytest.param(png(60_000, 60_000), "me.png", "million pixels", id="3.6 gigapixels"),
            pytest.param(png(6_400, 6_400), "me.png", "million pixels", id="just over 40 megapixels"),
            pytest.param(png(100, 100, zlib.compress(b"\0" * 50)), "me.png", "damaged", id="PNG without its pixels"),
            pytest.param(picture_bytes("JPEG", size=(400, 400))[:-900], "me.jpg", "damaged", id="JPEG cut off"),
            pytest.param(picture_bytes("WEBP", size=(90, 90))[:40], "me.webp", "picture", id="WebP cut off"),
            pytest.param(picture_bytes("AVIF", size=(90, 90))[:-30], "me.avif", "picture", id="AVIF cut off"),
            pytest.param(picture_bytes("PNG")[:20] + NOISE, "me.png", "picture", id="PNG that turns into noise"),
            pytest.param(picture_bytes("GIF")[:13] + NOISE, "me.gif", "picture", id="GIF that turns into noise"),
            pytest.param(NOISE, "me.jpg", "not a picture", id="noise"),
            pytest.param(picture_bytes() + b"\0" * 5_300_000, "me.png", "larger than 5 MB", id="too large a file"),
        ],
    )
    def test_is_refused_with_a_sentence_and_nothing_is_kept(self, client, member, contents, name, words):
        assert words in why(send(client, contents, name))
        member.refresh_from_db()
        assert not member.avatar
        assert not default_storage.exists("avatars")

    def test_a_bomb_is_refused_before_it_is_decoded(self, client, member, monkeypatch):
        monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda self: pytest.fail("decoded"))
        assert "million pixels" in why(send(client, png(13_000, 13_000)))

    def test_a_refused_picture_leaves_the_rest_of_the_form_filled_in(self, client, member):
        data = {"display_name": "Anna B.", "picture": upload(NOISE)}
        response = client.post(reverse("accounts:preferences"), data)
        assert 'value="Anna B."' in response.text


class TestTaken:
    @pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
    def test_every_kind_of_png_becomes_a_square_webp(self, client, member, mode):
        assert send(client, picture_bytes("PNG", mode, colour=None if mode == "P" else 0)).status_code == 302
        picture = kept(member)
        assert (picture.format, picture.size) == ("WEBP", (256, 256))

    @pytest.mark.parametrize(
        ("kind", "name"), [("JPEG", "me.JPG"), ("WEBP", "me.webp"), ("AVIF", "me.avif"), ("GIF", "me.gif")]
    )
    def test_every_format_that_browsers_show_is_taken(self, client, member, kind, name):
        send(client, picture_bytes(kind, colour=(200, 30, 30)), name)
        red, green, _ = kept(member).convert("RGB").getpixel((128, 128))
        assert red > 170 and green < 70

    def test_ink_colours_become_light_colours(self, client, member):
        send(client, picture_bytes("JPEG", "CMYK", colour=(0, 255, 255, 0)), "me.jpg")
        red, green, blue = kept(member).convert("RGB").getpixel((128, 128))
        assert red > 180 and max(green, blue) < 80

    def test_sixteen_bits_of_grey_stay_grey(self, client, member):
        send(client, picture_bytes("PNG", "I;16", colour=128 * 257))
        assert abs(kept(member).convert("L").getpixel((128, 128)) - 128) < 6

    def test_a_palette_with_a_hole_keeps_the_hole(self, client, member):
        picture = Image.new("P", (50, 50), 1)
        picture.putpalette([0, 0, 0, 250, 10, 10])
        picture.paste(0, (0, 0, 50, 25))
        file = io.BytesIO()
        picture.save(file, "PNG", transparency=0)
        send(client, file.getvalue())
        assert kept(member).convert("RGBA").getpixel((128, 20))[3] == 0
        assert kept(member).convert("RGBA").getpixel((128, 230))[3] == 255

    def test_of_an_animation_the_first_frame_is_shown(self, client, member):
        send(client, animated_gif(), "me.gif")
        picture = kept(member)
        assert getattr(picture, "n_frames", 1) == 1
        assert picture.convert("RGB").getpixel((128, 128))[0] > 200

    def test_a_photograph_lying_on_its_side_is_turned_upright(self, client, member):
        send(client, with_exif(orientation=6), "me.jpg")  # what was on top goes to the right
        picture = kept(member).convert("RGB")
        assert picture.getpixel((230, 128))[0] > 200
        assert picture.getpixel((20, 128))[2] > 200

    def test_where_and_with_what_it_was_taken_is_not_kept(self, client, member, tmp_path):
        send(client, with_exif(), "me.jpg")
        assert not kept(member).getexif()
        for file in tmp_path.rglob("*.webp"):
            assert b"Secret" not in file.read_bytes()
            assert b"EXIF" not in file.read_bytes()

    def test_a_thin_strip_is_taken_too(self, client, member):
        send(client, picture_bytes(size=(1, 3000)))
        assert kept(member).size == (256, 256)

    def test_the_name_on_disk_is_random_and_there_is_a_small_one_beside_it(self, client, member):
        send(client, picture_bytes(), "../../etc/passwd.png")
        member.refresh_from_db()
        assert "passwd" not in member.avatar.name
        assert Image.open(default_storage.open(member.small_avatar_url.removeprefix("/media/"))).size == (96, 96)


class TestReplaced:
    def test_the_old_files_go_when_the_new_ones_are_certain(
        self, client, member, tmp_path, django_capture_on_commit_callbacks
    ):
        send(client, picture_bytes())
        old = set(tmp_path.rglob("*.webp"))
        assert len(old) == 2
        with django_capture_on_commit_callbacks(execute=True):
            send(client, picture_bytes(colour="blue"))
        new = set(tmp_path.rglob("*.webp"))
        assert len(new) == 2
        assert not old & new

    def test_a_picture_can_be_taken_away(self, client, member, tmp_path, django_capture_on_commit_callbacks):
        send(client, picture_bytes())
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("accounts:preferences"), {"remove_picture": "on"})
        member.refresh_from_db()
        assert member.avatar_url == member.small_avatar_url == ""
        assert not list(tmp_path.rglob("*.webp"))


class TestMedia:
    def test_a_picture_is_served_with_its_kind_for_ever_and_for_nothing_else(self, client, member):
        send(client, picture_bytes())
        member.refresh_from_db()
        response = client.get(member.avatar_url)
        assert response["Content-Type"] == "image/webp"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "immutable" in response["Cache-Control"]
        assert "sandbox" in response["Content-Security-Policy"]
        assert Image.open(io.BytesIO(response.getvalue())).size == (256, 256)

    def test_what_is_not_a_picture_is_not_served_even_if_it_is_there(self, client, tmp_path):
        for name in ("page.html", "drawing.svg", "notes", "archive.webp.html"):
            (tmp_path / name).write_text("<script>")
            assert client.get(f"/media/{name}").status_code == 404

    @pytest.mark.parametrize(
        "name",
        [
            "../secret.png",
            "a/../../secret.png",
            "%2e%2e/secret.png",
            "..%2fsecret.png",
            "/etc/x.png",
            "no.png",
            "a%00.png",
        ],
    )
    def test_nothing_outside_the_folder_can_be_reached(self, client, settings, tmp_path, name):
        settings.MEDIA_ROOT = tmp_path / "media"
        settings.MEDIA_ROOT.mkdir()
        (tmp_path / "secret.png").write_bytes(picture_bytes())
        assert client.get(f"/media/{name}").status_code == 404

    def test_only_reading_is_possible(self, client):
        assert client.post("/media/a.png").status_code == 405
