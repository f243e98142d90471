"""The home page, and what search engines ask for."""

from unittest.mock import Mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from films.kept import forget_everything
from films.models import Film
from films.tests.factories import a_credit, a_film, a_person, rated
from reviews.tests.factories import a_review, nothing_is_held, put

pytestmark = pytest.mark.django_db


class Home:
    def test_shows_what_is_loved_discussed_and_new(self, client):
        nothing_is_held()
        rated(a_film("Loved"), 10, votes=9)
        a_review(a_film("Discussed"), body="We have to talk about it.")
        context = client.get(reverse("home")).context
        assert context["loved_films"][0].title == "Loved"
        assert [review.film.title for review in context["talk"]] == ["Discussed"]
        assert [film.title for film in context["new_films"]] == ["Discussed", "Loved"]
        assert context["totals"] == {"films": 2, "people": 0, "ratings": 10, "reviews": 1}

    def test_welcomes_where_there_is_nothing_yet(self, client):
        assert "empty meadow" in client.get(reverse("home")).content.decode()

    @pytest.mark.parametrize("state", ["pending", "rejected", "removed"])
    def test_shows_no_review_that_is_not_published(self, client, state):
        nothing_is_held()
        put(a_review(a_film(), body="Marked secret."), state)
        assert "Marked secret" not in client.get(reverse("home")).content.decode()

    def test_shows_nothing_of_a_hidden_film(self, client):
        nothing_is_held()
        film = rated(a_film("Marked Secret"), 9)
        a_review(film, body="Marked words.")
        Film.objects.filter(pk=film.pk).publish(False)
        page = client.get(reverse("home")).content.decode()
        assert "Marked" not in page

    def test_asks_the_same_number_of_queries_for_any_number_of_films(self, client):
        nothing_is_held()

        def fill(number):
            for n in range(number):
                a_review(rated(a_film(f"Film {number} {n}"), 8))

        def asked():
            forget_everything()
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("home"))
            return len(queries)

        fill(3)
        before = asked()
        fill(9)
        assert asked() == before

    def test_does_not_wait_for_figures_that_take_long_to_count(self, client, monkeypatch):
        monkeypatch.setattr("config.views.HUGE", 1)
        monkeypatch.setattr("films.figures.Thread", thread := Mock())
        a_film("Open"), a_film("Closed")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("home")).context["totals"] == {"films": 0}
        assert not [query for query in queries if "COUNT" in query["sql"]]
        thread.return_value.start.assert_called_once()


class Sitemap:
    def test_lists_every_page_that_everybody_may_see(self, client):
        film, hidden = a_film("Open"), a_film("Marked Secret")
        a_credit(film, a_person("Ada Brook")), a_credit(hidden, a_person("Sekrit Person"))
        Film.objects.filter(pk=hidden.pk).publish(False)
        index = client.get(reverse("sitemap")).content.decode()
        blocks = [reverse("sitemap_block", args=[section, film.pk // 10_000]) for section in ("films", "people")]
        assert all(f"http://127.0.0.1:8000{block}" in index for block in blocks)
        pages = "".join(client.get(block).content.decode() for block in blocks)
        assert film.get_absolute_url() in pages
        assert "/people/ada-brook/" in pages
        assert "secret" not in pages
        assert "sekrit" not in pages

    def test_knows_no_other_sections(self, client):
        assert client.get("/sitemap-members-0.xml").status_code == 404
        assert client.get("/sitemap-films-99999999999999999999.xml").status_code == 404

    def test_is_named_in_robots_txt(self, client):
        assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").content.decode()
