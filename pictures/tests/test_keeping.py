"""Kept pictures: their sizes, what pages show of them, and that nothing is lost or left over."""

import io
import os
import re
import time

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse
from PIL import Image

from accounts.tests.factories import make_member
from films.models import Film, Still
from pictures.fields import Whole

pytestmark = pytest.mark.django_db
EVERYWHERE = pytest.mark.once  # asks the database for nothing that the two could answer differently


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def certain(django_capture_on_commit_callbacks):
    """`with certain():` what happens in it is committed at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def a_whole(size=(200, 300), colour="tomato", mode="RGB"):
    return Whole(Image.new(mode, size, colour))


def a_film(**fields):
    return Film.objects.create(title="Beaches", year=1988, **fields)


def with_poster(film=None, **picture):
    film = film or a_film()
    film.poster, film.poster_alt = a_whole(**picture), "Two friends"
    film.save()
    return film


def a_still(film, **picture):
    return Still.objects.create(film=film, image=a_whole(**picture), alt="The sea", caption="At last", credit="Ada")


def folders(media):
    return sorted(path.parent for path in media.rglob("whole.*"))


def revision(film):
    return Film.objects.get(pk=film.pk).revision


@EVERYWHERE
class Sizes:
    def test_are_there_in_three_formats_and_never_larger_than_the_picture(self, media, certain):
        with certain():
            with_poster(size=(600, 900))
        (folder,) = folders(media)
        made = {path.name: Image.open(path) for path in folder.iterdir() if path.stem != "whole"}
        assert {name: (picture.format, picture.size) for name, picture in made.items()} == {
            f"{width}.{ending}": (kind, (width, width * 3 // 2))
            for width in (160, 320, 480, 600)
            for ending, kind in (("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG"))
        }

    def test_keep_what_one_can_see_through(self, media, certain):
        with certain():
            with_poster(mode="RGBA", colour=(200, 30, 30, 0))
        for name in ("160.avif", "160.webp", "160.png"):
            assert Image.open(folders(media)[0] / name).convert("RGBA").getpixel((9, 9))[3] == 0

    def test_of_an_avatar_are_square_and_show_the_middle(self, media, certain):
        with certain():
            make_member().change_picture(a_whole(size=(300, 100)))
        assert sorted(Image.open(path).size for path in media.rglob("*.webp")) == [(48, 48), (96, 96), (100, 100)]


class OnPages:
    def test_the_picture_itself_stands_there_until_the_sizes_are_made(self, client):
        film = with_poster()
        film.refresh_from_db()
        page = client.get(film.get_absolute_url()).text
        assert f'<img src="{film.poster.url}" alt="Two friends" width="200" height="300"' in page
        assert "<source" not in page

    def test_a_poster_comes_in_every_size_with_its_colour_behind_it(self, client, certain):
        with certain():
            film = with_poster()
        page = client.get(film.get_absolute_url()).text
        assert re.search(r'<source type="image/avif" srcset="/media/posters/\S+/160\.avif 160w, .*200w"', page)
        assert re.search(r'<img src="\S+/200\.jpg" srcset="\S+ 160w, [^"]+" sizes="[^"]+" alt="Two friends"', page)
        assert '<path fill="#ff6347"' in page
        assert " style=" not in page

    def test_a_cached_page_is_made_anew_when_picture_or_sizes_change(self, client, certain):
        film = a_film()
        before = client.get(film.get_absolute_url()).text
        with certain():
            with_poster(film)
            assert "<picture>" not in before
            assert "<picture>" in client.get(film.get_absolute_url()).text
        assert "image/avif" in client.get(film.get_absolute_url()).text

    def test_cards_show_posters_with_no_query_each(self, client, certain, django_assert_max_num_queries):
        with certain():
            with_poster()
        with django_assert_max_num_queries(30):
            assert "image/avif" in client.get(reverse("films:list")).text

    def test_a_drawn_poster_has_a_new_address_when_what_is_drawn_changes_and_only_then(self, client):
        film = a_film()
        page = film.get_absolute_url()
        address = re.search(r'(/films/beaches-1988/poster.svg\?v=[^"]+)"', client.get(page).text)[1]
        assert "max-age=31536000" in client.get(address)["Cache-Control"]
        Film.objects.filter(pk=film.pk).touch()  # somebody rated it
        assert address in client.get(page).text
        film.title = "Other Beaches"
        film.save()
        assert address not in client.get(page).text

    def test_stills_have_caption_and_credit_and_pages_of_their_own(self, client, certain):
        film = a_film()
        with certain():
            first, second = a_still(film), a_still(film)
        page = client.get(film.get_absolute_url()).text
        assert "Image by Ada" in page and "At last" in page
        assert f'href="{first.get_absolute_url()}"' in page
        alone = client.get(first.get_absolute_url()).text
        assert 'alt="The sea"' in alone and "Still 1 of 2" in alone
        assert f'rel="next" href="{second.get_absolute_url()}"' in alone
        assert client.get(reverse("films:still", args=["beaches-1988", 9999])).status_code == 404

    def test_a_still_of_a_hidden_film_is_not_there(self, client):
        still = a_still(a_film(is_published=False))
        assert client.get(still.get_absolute_url()).status_code == 404


@EVERYWHERE
class Media:
    def test_a_picture_is_served_with_its_kind_for_ever_and_for_nothing_else(self, client):
        response = client.get(with_poster().poster.url)
        assert response["Content-Type"] == "image/jpeg"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "immutable" in response["Cache-Control"]
        assert "sandbox" in response["Content-Security-Policy"]
        assert Image.open(io.BytesIO(response.getvalue())).size == (200, 300)

    def test_what_is_not_a_picture_is_not_served_even_if_it_is_there(self, client, media):
        for name in ("page.html", "drawing.svg", "notes", "archive.webp.html"):
            (media / name).write_text("<script>")
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
    def test_nothing_outside_the_folder_can_be_reached(self, client, settings, media, name):
        settings.MEDIA_ROOT = media / "media"
        settings.MEDIA_ROOT.mkdir()
        (media / "secret.png").write_bytes(b"x")
        assert client.get(f"/media/{name}").status_code == 404

    def test_only_reading_is_possible(self, client):
        assert client.post("/media/a.png").status_code == 405


class Replaced:
    def test_the_old_files_go_when_the_new_ones_are_certain(self, media, certain):
        with certain():
            film = with_poster()
        (old,) = folders(media)
        with certain():
            with_poster(film, colour="blue")
            assert old.exists()
        (new,) = folders(media)
        assert new != old and not old.exists()

    def test_a_picture_taken_away_leaves_nothing(self, media, certain):
        with certain():
            film = with_poster()
        before = revision(film)
        with certain():
            film.poster = ""
            film.save()
        assert not list(media.rglob("*.*"))
        assert revision(film) > before

    @pytest.mark.parametrize("how", ["one by one", "together"])
    def test_deleting_a_film_takes_its_pictures_along(self, media, certain, how):
        with certain():
            film = with_poster()
            a_still(film)
        assert len(folders(media)) == 2
        with certain():
            film.delete() if how == "one by one" else Film.objects.all().delete()
        assert not list(media.rglob("*.*"))

    def test_deleting_a_still_changes_the_films_page(self, media, certain):
        film = a_film()
        with certain():
            still = a_still(film)
        before = revision(film)
        with certain():
            still.delete()
        assert revision(film) > before
        assert not folders(media)

    def test_saving_what_was_read_before_puts_no_old_picture_back(self, media, certain):
        with certain():
            with_poster()
            read_before = Film.objects.get()
            with_poster(Film.objects.get(), colour="blue")
            read_before.tagline = "Friends for life"
            read_before.save()
        film = Film.objects.get()
        assert (film.poster.facts.colour, film.tagline) == ("0000ff", "Friends for life")
        assert [str(folder) for folder in folders(media)] == [str((media / film.poster.name).parent)]

    def test_a_picture_that_was_replaced_while_its_sizes_were_made_is_not_shown(self, certain, monkeypatch):
        film = a_film()
        with certain():
            with_poster(film)
        Film.objects.filter(pk=film.pk).update(poster_made="1-of-another")
        assert Film.objects.get().poster.sizes == []


class RebuildPictures:
    def test_makes_what_is_missing_and_nothing_twice(self, capsys, media):
        with_poster(), a_still(Film.objects.get())
        call_command("rebuild_pictures")
        assert "2 pictures made, 0 could not be read" in capsys.readouterr().out
        assert Film.objects.get().poster.sizes and Still.objects.get().image.sizes
        call_command("rebuild_pictures")
        assert "0 pictures made" in capsys.readouterr().out

    def test_makes_all_anew_and_goes_on_after_an_interruption(self, capsys, certain, monkeypatch):
        with certain():
            with_poster(), a_still(Film.objects.get())
        written = []

        def breaks_off(storage, name, contents):
            written.append(name)
            if len(written) > 7:
                raise KeyboardInterrupt

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr("pictures.keeping.write", breaks_off)
            call_command("rebuild_pictures", "--all")
        assert Film.objects.get().poster.sizes and Still.objects.get().image.sizes  # pages show the old ones meanwhile
        call_command("rebuild_pictures", "--missing")
        assert "1 pictures made" in capsys.readouterr().out

    def test_says_which_pictures_are_lost_and_goes_on(self, capsys, media):
        film = with_poster()
        default_storage.delete(film.poster.name)
        a_still(film)
        call_command("rebuild_pictures")
        assert "1 pictures made, 1 could not be read" in capsys.readouterr().out

    def test_sweeps_what_nothing_shows_after_a_day(self, capsys, media, certain):
        with certain():
            with_poster()
        name = default_storage.save(f"posters/{'a' * 26}-10x10-ff0000/whole.jpg", a_whole())
        call_command("rebuild_pictures", "--sweep")
        assert default_storage.exists(name)  # it may belong to something that is being saved
        for path in media.rglob("whole.jpg"):
            os.utime(path, (time.time() - 100_000,) * 2)
        call_command("rebuild_pictures", "--sweep")
        assert "1 left over pictures deleted" in capsys.readouterr().out
        assert not default_storage.exists(name)
        assert len(folders(media)) == 1


@EVERYWHERE
class InTheAdmin:
    def test_a_poster_needs_words_for_those_who_cannot_see_it(self, admin_client):
        film = a_film()
        page = reverse("admin:films_film_change", args=[film.pk])
        sent = sent_back(admin_client.get(page).context)
        file = io.BytesIO(a_whole().read())
        file.name = "poster.jpg"
        refused = admin_client.post(page, sent | {"poster": file})
        assert "Describe the poster for those who cannot see it." in refused.text
        file.seek(0)
        kept = admin_client.post(page, sent | {"poster": file, "poster_alt": "Two friends"})
        assert kept.status_code == 302, kept.context["errors"]
        assert Film.objects.get().poster.size_shown.width == 200

    def test_the_gate_stands_there_too(self, admin_client):
        page = reverse("admin:films_film_change", args=[a_film().pk])
        file = io.BytesIO(b"<svg><script>alert(1)</script></svg>")
        file.name = "poster.svg"
        refused = admin_client.post(page, sent_back(admin_client.get(page).context) | {"poster": file})
        assert "This is not a picture that we can read" in refused.text


def sent_back(context):
    """The film's form as a browser would send it back, without its rows."""
    forms = [context["adminform"].form, *(s.formset.management_form for s in context["inline_admin_formsets"])]
    values = {bound.html_name: bound.value() for form in forms for bound in form}
    return {name: value for name, value in values.items() if value or value == 0} | {"poster": ""}
