"""Pages for visitors: kept whole, never personal, never out of date."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread

import brotli
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config import beside
from films import kept as memory
from films import shown
from films.models import Film
from films.tests.factories import a_credit, a_film, a_person, rated
from reviews.tests.factories import a_member, a_review, nothing_is_held

pytestmark = pytest.mark.django_db


LISTS = ("/films/?genre=drama", "/people/ada-brook/", "/people/", "/search/?q=lamp", "/search/suggest/?q=lamp")


def some_film():
    film = a_film(genres=["Drama"])
    a_credit(film, a_person("Ada Brook"))
    return film


def texts_of(client):
    return [client.get(path).content.decode() for path in LISTS]


def queries_of(client, film, **options):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(film.get_absolute_url(), **options)
    return response, len(queries)


class VisitorPages:
    def test_answers_with_one_query_when_it_has_the_page(self, client):
        film = a_film()
        first = client.get(film.get_absolute_url())
        second, asked = queries_of(client, film)
        assert (second.content, asked) == (first.content, 1)

    @pytest.mark.parametrize(
        ("taken", "undo"), [("gzip", gzip.decompress), ("gzip, br", brotli.decompress), ("", bytes)]
    )
    def test_sends_the_same_page_in_every_encoding(self, client, taken, undo):
        film = a_film()
        plain = client.get(film.get_absolute_url()).content
        response = client.get(film.get_absolute_url(), headers={"Accept-Encoding": taken})
        assert undo(response.content) == plain
        assert int(response["Content-Length"]) == len(response.content)
        assert {"Accept-Encoding", "Cookie"} <= {name.strip() for name in response["Vary"].split(",")}

    def test_says_not_modified_until_something_changes(self, client):
        film = a_film()
        known = client.get(film.get_absolute_url())["ETag"]
        response, asked = queries_of(client, film, headers={"If-None-Match": known})
        assert (response.status_code, asked, response.content) == (304, 1, b"")
        film.tagline = "Changed."
        film.save()
        response = client.get(film.get_absolute_url(), headers={"If-None-Match": known})
        assert response.status_code == 200
        assert "Changed." in response.content.decode()

    def test_shows_a_new_review_and_rating_at_once(self, client):
        nothing_is_held()
        film = a_film()
        client.get(film.get_absolute_url())
        a_review(film, body="What a lovely lamp.")
        assert "What a lovely lamp." in client.get(film.get_absolute_url()).content.decode()

    def test_holds_nothing_personal(self, client):
        page = client.get(a_film().get_absolute_url())
        assert "csrf" not in page.content.decode()
        assert not page.cookies

    def test_gives_members_their_own_page_and_keeps_nothing_of_it(self, client):
        film, member = a_film(), a_member("anna", display_name="Anna of the Hill")
        of_member = Client()
        of_member.force_login(member)
        assert "Anna of the Hill" in of_member.get(film.get_absolute_url()).content.decode()
        assert "Anna of the Hill" not in client.get(film.get_absolute_url()).content.decode()

    def test_keeps_languages_and_colours_apart(self, client):
        film = a_film()
        english = client.get(film.get_absolute_url()).content
        assert client.get(film.get_absolute_url(), headers={"Accept-Language": "de"}).content != english
        client.cookies["theme"] = "dark"
        assert b'data-theme="dark"' in client.get(film.get_absolute_url()).content

    def test_takes_over_what_another_worker_made(self, client, settings):
        settings.SHARES_PAGES = True
        film = a_film()
        made = client.get(film.get_absolute_url()).content
        memory.forget_everything()  # as in a worker that has not had this film yet
        taken, asked = queries_of(client, film)
        assert (taken.content, asked) == (made, 1)
        film.tagline = "Changed."
        film.save()
        assert "Changed." in client.get(film.get_absolute_url()).content.decode()

    def test_leaves_out_the_body_for_head(self, client):
        film = a_film()
        whole = client.get(film.get_absolute_url())
        response = client.head(film.get_absolute_url())
        assert (response.status_code, response.content) == (200, b"")
        assert response["Content-Length"] == whole["Content-Length"]

    def test_forgets_a_film_that_is_hidden(self, client):
        film = a_film()
        client.get(film.get_absolute_url())
        Film.objects.filter(pk=film.pk).publish(False)
        assert client.get(film.get_absolute_url()).status_code == 404

    def test_leaves_out_the_body_for_head_where_the_page_is_new_too(self, client):
        response = client.head(a_film().get_absolute_url())
        assert (response.status_code, response.content) == (200, b"")

    def test_refuses_a_foreign_host_as_other_pages_do(self, client):
        assert client.get(a_film().get_absolute_url(), headers={"Host": "evil.example"}).status_code == 400


class VisitorLists:
    def test_are_answered_with_one_query_when_they_are_kept(self, client):
        some_film()
        first = texts_of(client)
        with CaptureQueriesContext(connection) as queries:
            assert texts_of(client) == first
        assert len(queries) == len(LISTS)

    def test_lose_a_hidden_film_at_once(self, client):
        film = some_film()
        assert any(film.title in text for text in texts_of(client))
        client.get("/films/?sort=rating")
        Film.objects.filter(pk=film.pk).publish(False)
        assert not any(film.title in text for text in [*texts_of(client), client.get("/films/?sort=rating").text])

    def test_home_loses_a_withdrawn_review_and_a_hidden_film_at_once(self, client):
        nothing_is_held()
        review = a_review(film := some_film(), body="A quiet lamp.")
        assert "A quiet lamp." in client.get("/").text
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        assert len(queries) == 1
        review.withdraw()
        assert "A quiet lamp." not in client.get("/").text
        Film.objects.filter(pk=film.pk).publish(False)
        assert film.title not in client.get("/").text

    def test_show_a_vote_and_a_new_name_at_once(self, client):
        film = some_film()
        texts_of(client)
        rated(film, 9)
        assert [">4.5<" in text for text in texts_of(client)] == [True, True, False, True, False]
        film.title = "The Lamp Hall"
        film.save()
        assert [film.title in text for text in texts_of(client)] == [True, True, False, True, True]

    def test_follow_votes_on_films_that_they_do_not_show_after_a_while(self, client, monkeypatch):
        monkeypatch.setattr(shown, "KEEP", 0)
        other = a_film("The Lantern", 2012)
        rated(some_film(), 9, votes=40)
        assert other.title not in client.get("/films/?rating=7").text
        rated(other, 10, votes=40)
        assert other.title in client.get("/films/?rating=7").text

    def test_are_never_a_members_own(self, client):
        some_film()
        of_member = Client()
        of_member.force_login(a_member("anna", display_name="Anna of the Hill"))
        own = texts_of(of_member)
        assert "Anna of the Hill" in own[0]
        assert not any("Anna of the Hill" in text or "csrf" in text for text in texts_of(client))


class Neighbours:
    def test_hand_a_page_on_that_was_made_once_however_many_ask(self):
        neighbours, made, gate = beside.Neighbours(), [], Barrier(8)

        def make():
            made.append(1)
            return b"page"

        def ask(number):
            gate.wait()
            return neighbours.get(("a film", 1), make)

        with neighbours.settled(), ThreadPoolExecutor(8) as workers:
            assert set(workers.map(ask, range(8))) == {b"page"}
            assert made == [1]
            assert neighbours.get(("a film", 2), lambda: b"changed") == b"changed"

    def test_make_a_page_anew_that_one_of_them_left_half_written(self):
        neighbours = beside.Neighbours()
        with neighbours.settled():
            neighbours.get(("a film", 1), lambda: b"page" * 100)
            [file] = neighbours.folder.iterdir()
            file.write_bytes(file.read_bytes()[:50])
            assert neighbours.get(("a film", 1), lambda: b"page again") == b"page again"
        assert neighbours.get(("a film", 1), lambda: b"alone") == b"alone"


class Kept:
    def test_makes_a_value_once_however_many_ask_at_the_same_time(self):
        kept, made, gate = memory.Kept(size=1000), [], Barrier(16)

        def make():
            made.append(1)
            return b"page"

        def ask():
            gate.wait()
            assert kept.get("key", make) == b"page"

        threads = [Thread(target=ask) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert made == [1]

    def test_lets_go_of_the_longest_unused_where_it_gets_too_much(self):
        kept = memory.Kept(size=20)
        for key in "abc":
            kept.get(key, lambda: b"ten bytes.")
        assert [kept.peek(key) is None for key in "abc"] == [True, False, False]
