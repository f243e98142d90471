"""The catalogue in the admin."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models.fields.files import FieldFile
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from films.models import Credit, Film, Trivia
from films.tests.factories import a_credit, a_film, a_person
from films.tests.pages import titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(get_user_model().objects.create_superuser("shepherd"))
    return client


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def act(admin, action, *films):
    address = reverse("admin:films_film_changelist")
    response = admin.post(address, {"action": action, "_selected_action": [film.pk for film in films]})
    assert response.status_code == 302


def form_of(admin, film):
    """The form as a browser would send it back."""
    page = admin.get(reverse("admin:films_film_change", args=[film.pk])).context
    sent = {}
    for form in [
        page["adminform"].form,
        *(f for s in page["inline_admin_formsets"] for f in [s.formset.management_form, *s.formset.forms]),
    ]:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False and not isinstance(value, FieldFile):
                sent[bound.html_name] = (
                    [getattr(v, "pk", v) for v in value] if isinstance(value, (list, tuple)) else value
                )
    return sent


class FilmAdmin:
    def test_finds_films_as_the_site_does(self, admin):
        a_film("Thirteen", 2003), a_film("Other")
        page = admin.get(reverse("admin:films_film_changelist"), {"q": "thrteen"}).content.decode()
        assert "Thirteen" in page
        assert ">Other<" not in page

    def test_lists_with_a_number_of_queries_that_does_not_grow(self, admin):
        a_film()
        address = reverse("admin:films_film_changelist")
        before = queries_of(admin, address)
        for number in range(20):
            a_film(f"Film {number}")
        assert queries_of(admin, address) == before

    @pytest.mark.filterwarnings("error::DeprecationWarning")
    def test_takes_a_web_address_without_its_scheme_as_a_secure_one(self, admin):
        film = a_film()
        link = {"links-0-label": "Site", "links-0-url": "ferry.example", "links-0-position": 1}
        sent = form_of(admin, film) | {"links-TOTAL_FORMS": 1} | link
        response = admin.post(reverse("admin:films_film_change", args=[film.pk]), sent)
        assert response.status_code == 302 and film.links.get().url == "https://ferry.example"

    def test_opens_a_form_with_a_number_of_queries_that_does_not_grow(self, admin):
        film = a_film()
        a_credit(film, a_person())
        address = reverse("admin:films_film_change", args=[film.pk])
        queries_of(admin, address)  # Django remembers content types from here on
        before = queries_of(admin, address)
        for number in range(20):
            a_credit(film, a_person(f"Person {number}"))
        assert queries_of(admin, address) == before

    def test_saves_through_the_model(self, admin, client):
        film = a_film("Old Title", 2011)
        a_credit(film, a_person(), character="Ann")
        Trivia.objects.create(film=film, text="A fact.")
        sent = form_of(admin, film) | {"title": "New Title", "slug": "new-title-2011", "trivia-0-text": "Another fact."}
        response = admin.post(reverse("admin:films_film_change", args=[film.pk]), sent)
        assert response.status_code == 302, response.context["errors"]
        changed = Film.objects.get(pk=film.pk)
        assert (changed.title, changed.trivia.get().text, changed.revision > film.revision) == (
            "New Title",
            "Another fact.",
            True,
        )
        assert client.get("/films/old-title-2011/")["Location"] == "/films/new-title-2011/"
        assert titles(client.get(reverse("films:search"), {"q": "new title"})) == ["New Title"]

    def test_hides_and_shows_films_and_logs_it(self, admin):
        film, other = a_film(), a_film("Other")
        act(admin, "unpublish", film)
        assert list(Film.objects.visible_to()) == [other]
        act(admin, "publish", film, other)
        assert Film.objects.visible_to().count() == 2
        assert LogEntry.objects.filter(object_id=str(film.pk)).count() == 2
        assert not LogEntry.objects.filter(object_id=str(other.pk)).exists()

    def test_closes_and_opens_comments(self, admin):
        film = a_film()
        film.refresh_from_db()
        act(admin, "close_comments", film)
        assert not Film.objects.get().comments_open
        act(admin, "open_comments", film)
        assert Film.objects.get().comments_open
        assert Film.objects.get().revision == film.revision + 2

    def test_keeps_totals_out_of_reach(self, admin):
        film = a_film()
        fields = admin.get(reverse("admin:films_film_change", args=[film.pk])).context["adminform"].form.fields
        assert not {"rating_count", "votes_1", "review_count", "revision"} & set(fields)

    def test_gives_very_many_credits_a_list_of_their_own(self, admin):
        film = a_film()
        Credit.objects.bulk_create(Credit(film=film, person=a_person(f"P {n}"), department="cast") for n in range(102))
        page = admin.get(reverse("admin:films_film_change", args=[film.pk])).content.decode()
        assert "credits-TOTAL_FORMS" not in page
        assert f"/admin/films/credit/?film__id__exact={film.pk}" in page
        assert admin.get(f"/admin/films/credit/?film__id__exact={film.pk}&q=any").status_code == 200

    def test_is_closed_to_members(self, client):
        client.force_login(get_user_model().objects.create_user("anna"))
        assert client.get(reverse("admin:films_film_changelist")).status_code == 302


class PersonAdmin:
    def test_finds_people_for_credits_while_one_types(self, admin):
        a_person("Ada Brook")
        address = reverse("admin:autocomplete")
        asked = {"app_label": "films", "model_name": "credit", "field_name": "person", "term": "bro"}
        assert [r["text"] for r in admin.get(address, asked).json()["results"]] == ["Ada Brook"]

    def test_deletes_nobody_who_has_credits(self, admin):
        somebody = a_person()
        a_credit(a_film(), somebody)
        assert admin.post(reverse("admin:films_person_delete", args=[somebody.pk]), {"post": "yes"}).status_code == 403


class SourceAdmin:
    def test_is_for_looking_only(self, admin):
        assert admin.get(reverse("admin:films_source_changelist")).status_code == 200
        assert admin.get(reverse("admin:films_source_add")).status_code == 403
