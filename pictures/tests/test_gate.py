"""Pictures from strangers, sent in by the front door: the preferences page."""

from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image, ImageCms

from accounts.tests.factories import make_member, upload
from pictures.names import facts_of

from .corpus import NOISE, REFUSED, TAKEN, a_photograph, a_picture, a_png, an_animation, table, with_a_hole

pytestmark = [pytest.mark.django_db, pytest.mark.once]


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


def kept(member):
    """The picture as it is stored."""
    member.refresh_from_db()
    picture = Image.open(default_storage.open(member.avatar.name))
    picture.load()
    return picture


@pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning")  # as pictures.gate sets it
class Refused:
    @pytest.mark.parametrize("sample", REFUSED, ids=lambda sample: sample.what)
    def test_is_told_to_its_sender_in_a_sentence_and_nothing_is_kept(self, client, member, sample):
        response = send(client, sample.contents, sample.name)
        assert response.context["form"].errors["picture"] == [sample.refused]
        member.refresh_from_db()
        assert not member.avatar
        assert not default_storage.exists("avatars")

    def test_a_bomb_is_refused_before_it_is_decoded(self, client, member, monkeypatch):
        monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda self: pytest.fail("decoded"))
        assert send(client, a_png(13_000, 13_000)).context["form"].errors

    def test_a_refused_picture_leaves_the_rest_of_the_form_filled_in(self, client, member):
        data = {"display_name": "Anna B.", "picture": upload(NOISE)}
        assert 'value="Anna B."' in client.post(reverse("accounts:preferences"), data).text


class Taken:
    @pytest.mark.parametrize("sample", TAKEN, ids=lambda sample: sample.what)
    def test_is_kept_upright_and_whole_in_one_of_two_formats(self, client, member, sample):
        assert send(client, sample.contents, sample.name).status_code == 302
        picture = kept(member)
        assert f"{picture.format}, {picture.width} × {picture.height}" == sample.kept
        facts = facts_of(member.avatar.name)
        assert (facts.width, facts.height) == picture.size

    def test_ink_colours_become_light_colours(self, client, member):
        send(client, a_picture("JPEG", "CMYK", colour=(0, 255, 255, 0)), "me.jpg")
        red, green, blue = kept(member).getpixel((20, 15))
        assert red > 180 and max(green, blue) < 80

    def test_colours_of_a_profile_become_those_of_screens(self, client, member):
        send(client, a_picture("JPEG", colour=(200, 30, 30), icc_profile=swapped()), "me.jpg")
        red, _, blue = kept(member).getpixel((20, 15))
        assert blue > 150 > red

    def test_sixteen_bits_of_grey_stay_grey(self, client, member):
        send(client, a_picture(mode="I;16", colour=128 * 257))
        assert abs(kept(member).convert("L").getpixel((20, 15)) - 128) < 6

    def test_a_palette_with_a_hole_keeps_the_hole(self, client, member):
        send(client, with_a_hole())
        assert kept(member).getpixel((25, 5))[3] == 0
        assert kept(member).getpixel((25, 45))[3] == 255

    def test_of_an_animation_the_first_frame_is_kept(self, client, member):
        send(client, an_animation(), "me.gif")
        assert kept(member).getpixel((10, 10))[0] > 200

    def test_a_photograph_lying_on_its_side_is_turned_upright(self, client, member):
        send(client, a_photograph(orientation=6), "me.jpg")  # what was on top goes to the right
        picture = kept(member)
        assert picture.getpixel((180, 150))[0] > 200
        assert picture.getpixel((20, 150))[2] > 200

    def test_where_and_with_what_it_was_taken_is_not_kept(
        self, client, member, tmp_path, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            send(client, a_photograph(), "me.jpg")
        assert not kept(member).getexif()
        files = [file for file in tmp_path.rglob("*") if file.is_file()]
        assert len(files) == 10
        for file in files:
            assert not [sign for sign in (b"Secret", b"Exif", b"EXIF") if sign in file.read_bytes()]

    def test_the_name_on_disk_says_nothing_about_the_upload(self, client, member):
        send(client, a_picture(), "../../etc/passwd.png")
        member.refresh_from_db()
        assert "passwd" not in member.avatar.name


def swapped():
    """A colour profile in which red and blue have changed places."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile = profile.replace(b"rXYZ", b"tmpX", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"tmpX", b"bXYZ", 1)
    return bytes(profile.replace("sRGB".encode("utf-16-be"), "odd1".encode("utf-16-be")))


def test_the_table_of_the_corpus_in_the_docs_is_this_one():
    assert table() in (Path(site.BASE_DIR) / "docs" / "pictures.md").read_text()
