"""The pages of people."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from films.kept import forget_everything
from films.models import Credit, Film
from films.tests.factories import a_credit, a_film, a_person

pytestmark = pytest.mark.django_db


def queries_of(client, address):
    forget_everything()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


class Person:
    def test_shows_films_by_department_the_newest_first(self, client):
        somebody = a_person("Ada Brook", born_year=1970)
        for title, year, department, character in (
            ("First", 1999, "cast", "Ann"),
            ("Second", 2005, "cast", "Bea"),
            ("Third", 2001, "director", ""),
        ):
            a_credit(a_film(title, year), somebody, department, character=character)
        page = client.get(somebody.get_absolute_url()).text
        parts = ['>Cast<span class="count">2<', ">Second<", ">Bea<", ">First<", ">Ann<", ">Direction<", ">Third<"]
        places = [page.index(part) for part in parts]
        assert places == sorted(places)
        assert all(words in page for words in ("Ada Brook", "1970"))

    def test_puts_each_persons_own_words_into_the_same_page(self, client):
        for name in ("Ada <i>{0}</i> & Co", "Bo place1-x {name}"):
            somebody = a_person(name)
            a_credit(a_film(f"By {name}"), somebody)
            page = client.get(somebody.get_absolute_url()).text
            assert page.count(escape(name)) == 3
            assert f'name="next" value="{somebody.get_absolute_url()}"' in page
            client.force_login(get_user_model().objects.get_or_create(username="reader")[0])
            assert escape(f"By {name}") in client.get(somebody.get_absolute_url()).text
            client.logout()

    def test_says_nothing_of_hidden_films_and_is_hidden_with_the_last_one(self, client):
        somebody = a_person()
        hidden, shown = a_film("Marked Secret"), a_film("Open")
        a_credit(hidden, somebody), a_credit(shown, somebody)
        Film.objects.filter(pk=hidden.pk).publish(False)
        assert "Marked Secret" not in client.get(somebody.get_absolute_url()).content.decode()
        Film.objects.filter(pk=shown.pk).publish(False)
        assert client.get(somebody.get_absolute_url()).status_code == 404
        assert "Ada Brook" not in client.get(reverse("films:people")).content.decode()

    def test_asks_the_same_number_of_queries_for_any_number_of_films(self, client):
        somebody = a_person()
        a_credit(a_film(), somebody)
        before = queries_of(client, somebody.get_absolute_url())
        for number in range(20):
            a_credit(a_film(f"Film {number}"), somebody)
        assert queries_of(client, somebody.get_absolute_url()) == before

    def test_shows_more_films_than_sqlite_fetches_together(self, client):
        somebody = a_person()
        films = Film.objects.bulk_create(
            Film(title=f"Film {n}", slug=f"film-{n}", match_key=f"film {n}", sort_title=f"{n}") for n in range(1000)
        )
        Credit.objects.bulk_create(Credit(film=film, person=somebody, department="cast") for film in films)
        assert "Film 999" in client.get(somebody.get_absolute_url()).content.decode()

    def test_is_not_there_for_an_unknown_name(self, client):
        assert client.get("/people/nobody/").status_code == 404


class People:
    def test_shows_everybody_with_a_film_by_name(self, client):
        a_credit(a_film(), a_person("Zoe Alder")), a_credit(a_film("Other"), a_person("Ada Brook"))
        a_person("No Film")
        response = client.get(reverse("films:people"))
        assert [somebody.name for somebody in response.context["people"]] == ["Zoe Alder", "Ada Brook"]
        assert "1 film" in response.content.decode()

    def test_asks_the_same_number_of_queries_for_any_number_of_people(self, client):
        film = a_film()
        a_credit(film, a_person())
        before = queries_of(client, reverse("films:people"))
        for number in range(80):
            a_credit(film, a_person(f"Person {number}"))
        assert queries_of(client, reverse("films:people")) == before

    def test_leads_back_to_whose_page_it_was_after_signing_in_whatever_their_name(self, client):
        forget_everything()
        for name in ("Bank Accounts", "Ada Brook"):
            somebody = a_person(name)
            a_credit(a_film(name), somebody)
            address = somebody.get_absolute_url()
            assert f'href="{reverse("account_login")}?next={address}"' in client.get(address).content.decode()
