"""Pictures that members suggest: sent from the film's page, held, decided in the queue, shown on the film."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import storages
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from films.models import Film, Still
from reviews.models import Case, Status, Suggestion
from reviews.tests.factories import a_film, a_member, client_of
from reviews.tests.moderation_factories import a_moderator, decide, undo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept_in(settings, tmp_path):
    """Both storages in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    private = storages["private"]
    before, private._location = private._location, str(tmp_path / "private")
    for name in ("base_location", "location"):
        private.__dict__.pop(name, None)
    yield tmp_path
    private._location = before
    for name in ("base_location", "location"):
        private.__dict__.pop(name, None)


def a_file(name="still.png", size=(60, 40), colour="teal"):
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    file.seek(0)
    file.name = name
    return file


def send(client, film, **changed):
    sent = {"place": "still", "picture": a_file(), "alt": "The sea at noon", "body": "At last", "credit": "Ada Brook"}
    sent |= {"may_share": "on", **changed}
    return client.post(reverse("reviews:suggest", args=[film.slug]), {k: v for k, v in sent.items() if v is not None})


def a_suggestion(film, author=None, **changed):
    assert send(client_of(author or a_member()), film, **changed).status_code == 302
    return Suggestion.objects.latest("pk")


def case_of(suggestion):
    return Case.objects.open().of(suggestion).get()


def published(suggestion, moderator=None):
    client = client_of(moderator or a_moderator(f"mo{suggestion.pk}"))
    assert decide(client, case_of(suggestion), "publish").status_code == 302
    suggestion.refresh_from_db()
    return suggestion


class Suggest:
    def test_is_offered_on_the_films_page_and_asks_to_log_in(self, client):
        film = a_film()
        address = reverse("reviews:suggest", args=[film.slug])
        assert f'href="{address}"' in client.get(film.get_absolute_url()).text
        assert client.get(address)["Location"].startswith(reverse("account_login"))

    def test_holds_the_picture_and_tells_why(self):
        author, film = a_member(), a_film()
        suggestion = a_suggestion(film, author)
        assert suggestion.status == Status.PENDING
        assert case_of(suggestion).reason == "picture"
        page = client_of(author).get(suggestion.get_absolute_url()).text
        assert "A moderator looks at it, and you get a notice" in page
        assert not film.stills.exists()

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"alt": ""}, "alt"),
            ({"picture": None}, "picture"),
            ({"may_share": None}, "may_share"),
        ],
    )
    def test_says_what_is_lacking_beside_the_field_and_keeps_the_words(self, changed, field):
        response = send(client_of(a_member()), a_film(), **changed)
        assert list(response.context["form"].errors) == [field]
        assert 'value="Ada Brook"' in response.text
        assert f'href="#id_{field}' in response.text

    def test_refuses_what_is_no_picture(self):
        response = send(client_of(a_member()), a_film(), picture=io.BytesIO(b"<svg/>"))
        assert "not a picture that we can read" in response.text
        assert not Suggestion.objects.exists()

    def test_takes_one_form_once(self):
        author, film, key = a_member(), a_film(), "8b3f9c1e-5a57-4bb4-9d8a-0d3c6ad0a111"
        for _ in range(2):
            send(client_of(author), film, key=key)
        assert Suggestion.objects.count() == 1

    def test_takes_no_more_than_ten_that_wait(self):
        author, film = a_member(), a_film()
        for _ in range(10):
            a_suggestion(film, author)
        refused = send(client_of(author), film, alt="The eleventh").text
        assert "ten of your pictures wait" in refused
        assert 'value="The eleventh"' in refused
        assert Suggestion.objects.count() == 10

    def test_takes_no_more_than_thirty_a_day_even_of_those_that_were_taken_back(self):
        author, film = a_member(), a_film()
        sent = a_suggestion(film, author)
        others = [Suggestion(author=author, film=film, alt="Sea", status=Status.REJECTED) for _ in range(29)]
        Suggestion.objects.bulk_create(others)
        assert "thirty pictures" in client_of(author).get(reverse("reviews:suggest", args=[film.slug])).text
        sent.withdraw()
        assert "thirty pictures" in send(client_of(author), film).text
        with time_machine.travel(timezone.now() + timedelta(days=2)):
            a_suggestion(film, author)

    def test_puts_pictures_of_staff_who_edit_films_up_at_once(self):
        film = a_film()
        a_suggestion(film, a_member(is_staff=True, is_superuser=True))
        assert film.stills.count() == 1

    def test_works_where_comments_are_closed(self):
        assert a_suggestion(a_film(comments_open=False)).status == Status.PENDING


class Secrecy:
    def test_what_waits_can_be_seen_by_its_author_and_moderators_only(self, client):
        author = a_member()
        suggestion = a_suggestion(a_film(), author)
        pages = [suggestion.get_absolute_url(), reverse("reviews:suggestion_file", args=[suggestion.pk])]
        for page in pages:
            assert client.get(page).status_code == 404
            assert client_of(a_member()).get(page).status_code == 404
            assert client_of(author).get(page).status_code == 200
        response = client_of(a_moderator()).get(pages[1])
        assert Image.open(io.BytesIO(response.getvalue())).size == (60, 40)
        assert response["Cache-Control"] == "private, no-cache"

    def test_its_file_lies_where_no_address_leads(self, client, kept_in):
        suggestion = a_suggestion(a_film())
        assert client.get(f"/media/{suggestion.picture.name}").status_code == 404
        assert not (kept_in / "media").exists()

    @pytest.mark.parametrize("action", ["reject", "remove"])
    def test_what_was_turned_down_is_not_shown_to_others(self, client, action):
        suggestion = a_suggestion(a_film())
        decide(client_of(a_moderator()), case_of(suggestion), action, "other")
        assert client.get(suggestion.get_absolute_url()).status_code == 404


class Decided:
    def test_a_moderator_sees_it_small_in_the_queue_and_with_its_words_in_the_case(
        self, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            suggestion = a_suggestion(a_film(), picture=a_file(size=(1800, 1200)))
        client, file = client_of(a_moderator()), reverse("reviews:suggestion_file", args=[suggestion.pk])
        assert f'src="{file}?width=160"' in client.get(reverse("moderation:queue")).text
        page = client.get(reverse("moderation:case", args=[case_of(suggestion).pk])).text
        assert f'src="{file}?width=960" alt="The sea at noon"' in page
        assert "Ada Brook" in page
        shown = [Image.open(io.BytesIO(client.get(f"{file}{query}").getvalue())).width for query in ("?width=960", "")]
        assert shown == [960, 1800]

    def test_its_small_pictures_can_be_made_anew(self, kept_in, capsys):
        suggestion = a_suggestion(a_film(), picture=a_file(size=(1800, 1200)))
        small = kept_in / "private" / Path(suggestion.picture.name).with_name("960.jpg")
        assert not small.exists()
        for made in (1, 0):
            call_command("rebuild_pictures")
            assert f"{made} pictures made" in capsys.readouterr().out
            assert small.exists()

    def test_words_on_the_list_are_found_in_caption_description_and_credit(self):
        from reviews.moderation.models import Rule

        Rule.objects.create(kind=Rule.Kind.PHRASE, text="cheap pills")
        suggestion = a_suggestion(a_film(), credit="Cheap pills here")
        assert "phrase" in [finding["reason"] for finding in suggestion.trace]

    def test_published_it_is_a_still_of_the_film_with_caption_and_credit(
        self, client, django_capture_on_commit_callbacks
    ):
        film = a_film()
        before = client.get(film.get_absolute_url()).text
        with django_capture_on_commit_callbacks(execute=True):
            published(a_suggestion(film))
        page = client.get(film.get_absolute_url()).text
        assert "The sea at noon" not in before
        assert 'alt="The sea at noon"' in page and "Image by Ada Brook" in page and "At last" in page
        assert "image/avif" in page

    def test_removed_later_it_is_gone_from_the_film_and_undone_it_is_back(
        self, kept_in, django_capture_on_commit_callbacks
    ):
        film, senior = a_film(), a_moderator()
        with django_capture_on_commit_callbacks(execute=True):
            suggestion = published(a_suggestion(film), senior)
        client = client_of(senior)
        client.post(reverse("moderation:text", args=["suggestion", suggestion.pk]))
        with django_capture_on_commit_callbacks(execute=True):
            decide(client, case_of(suggestion), "remove", "other")
        assert not film.stills.exists()
        assert not list((kept_in / "media").rglob("*.*"))
        undo(client)
        assert film.stills.get().caption == "At last"

    def test_a_poster_takes_the_place_of_another_and_gives_it_back(self, kept_in, django_capture_on_commit_callbacks):
        film = a_film()
        first, second = a_suggestion(film, place="poster", alt="One"), a_suggestion(film, place="poster", alt="Two")
        with django_capture_on_commit_callbacks(execute=True):
            published(first), published(second)
        assert Film.objects.get().poster_alt == "Two"
        with django_capture_on_commit_callbacks(execute=True):
            second.withdraw()
        assert Film.objects.get().poster_alt == "One"
        assert Film.objects.get().poster.sizes
        with django_capture_on_commit_callbacks(execute=True):
            first.withdraw()
        assert not Film.objects.get().poster
        assert not list((kept_in / "media").rglob("*.*"))

    def test_a_poster_from_below_the_pile_leaves_no_hole(self, kept_in, django_capture_on_commit_callbacks):
        film = a_film()
        first, second = a_suggestion(film, place="poster", alt="One"), a_suggestion(film, place="poster", alt="Two")
        with django_capture_on_commit_callbacks(execute=True):
            published(first), published(second)
            first.withdraw()
            second.refresh_from_db()
        assert Film.objects.get().poster_alt == "Two"
        with django_capture_on_commit_callbacks(execute=True):
            second.withdraw()
        assert not Film.objects.get().poster
        assert not list((kept_in / "media").rglob("*.*"))

    def test_a_member_who_leaves_takes_the_pictures_along(self, django_capture_on_commit_callbacks):
        author, film = a_member(), a_film()
        with django_capture_on_commit_callbacks(execute=True):
            published(a_suggestion(film, author))
            author.leave()
        assert not Still.objects.exists()

    def test_taking_back_is_for_its_author(self):
        author, film = a_member(), a_film()
        suggestion = published(a_suggestion(film, author))
        page = reverse("reviews:suggestion_delete", args=[suggestion.pk])
        assert client_of(a_member()).post(page).status_code == 404
        assert client_of(author).get(page).status_code == 200
        assert client_of(author).post(page).status_code == 302
        assert not film.stills.exists()

    def test_after_its_time_the_file_is_erased_too(self, kept_in, django_capture_on_commit_callbacks):
        suggestion = a_suggestion(a_film())
        suggestion.withdraw()
        later = timezone.now() + timedelta(days=400)
        with time_machine.travel(later, tick=False), django_capture_on_commit_callbacks(execute=True):
            call_command("moderation_upkeep")
        suggestion.refresh_from_db()
        assert (suggestion.alt, suggestion.credit, suggestion.picture.name) == ("", "", "")
        assert not list((kept_in / "private").rglob("*.*"))

    def test_deleting_the_film_leaves_no_file(self, kept_in, django_capture_on_commit_callbacks):
        film = a_film()
        with django_capture_on_commit_callbacks(execute=True):
            published(a_suggestion(film)), a_suggestion(film)
            film.delete()
        assert not list(kept_in.rglob("*.*"))


class InTheAdmin:
    def test_lists_and_shows_suggestions(self, admin_client):
        suggestion = a_suggestion(a_film())
        assert "The sea at noon" in admin_client.get(reverse("admin:reviews_suggestion_changelist")).text
        page = reverse("admin:reviews_suggestion_change", args=[suggestion.pk])
        assert admin_client.get(page).status_code == 200
