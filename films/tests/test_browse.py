"""The list of films."""

import html
import json
import re
from base64 import urlsafe_b64encode
from importlib import import_module
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from films import figures
from films.browse import finder
from films.kept import forget_everything
from films.models import ChangedFilm, Film, Genre
from films.tests.factories import a_credit, a_film, a_person, rated
from films.tests.pages import next_page, titles

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def shown(client, query=""):
    response = client.get(reverse("films:list") + query)
    assert response.status_code == 200
    return titles(response)


def walk(client, query):
    """The titles on all pages of a list, one after the other."""
    found, address = [], query
    while address:
        response = client.get(reverse("films:list") + address)
        found += titles(response)
        address = next_page(response)
    return found


def options(client, query):
    """The options of each field of the filters: chosen!, not to be chosen-."""
    fields = re.findall(r'<select name="(\w+)".*?>(.*?)</select>', client.get(reverse("films:list") + query).text)
    option = re.compile(r'<option value="([^"]+)"( \w+)?>[^<]*?( \(\d+\))?</option>')
    marks = {" selected": "!", " disabled": "-", "": ""}
    return {name: [f"{o[0]}{o[2]}{marks[o[1]]}" for o in option.findall(text)] for name, text in fields}


def some_films():
    a_film("Alpha", 1988, genres=["Drama"], countries=["France"], languages=["French"])
    a_film("Beta", 1999, genres=["Drama", "Comedy"], countries=["Italy"])
    a_film("Gamma", 1999, genres=["Comedy"], countries=["France"], kind="series")
    a_film("The Delta", None, genres=["Drama"])


def counting_later(monkeypatch):
    """Counts a catalogue of three films as a big one: what would count beside the request, with its arguments."""
    threads = []
    monkeypatch.setattr(import_module("films.browse.facets"), "BIG", 2)
    monkeypatch.setattr(
        figures, "Thread", lambda target, args, daemon: mock.Mock(start=lambda: threads.append((target, args)))
    )
    monkeypatch.setattr(figures, "connections", mock.Mock())
    return threads


class List:
    def test_shows_all_films_by_title_without_their_articles(self, client):
        some_films()
        assert shown(client) == ["Alpha", "Beta", "The Delta", "Gamma"]

    @pytest.mark.parametrize(
        ("query", "titles"),
        [
            ("?genre=drama", ["Alpha", "Beta", "The Delta"]),
            ("?genre=drama&country=france", ["Alpha"]),
            ("?genre=comedy&year=1999", ["Beta", "Gamma"]),
            ("?decade=1990s", ["Beta", "Gamma"]),
            ("?decade=1990&kind=series", ["Gamma"]),
            ("?language=french", ["Alpha"]),
            ("?sort=year", ["Gamma", "Beta", "Alpha", "The Delta"]),
            ("?sort=newest", ["The Delta", "Gamma", "Beta", "Alpha"]),
            ("?genre=drama&genre=comedy", ["Beta", "Gamma"]),
            ("?genre=drama&genre=comedy&sort=year", ["Gamma", "Beta"]),
        ],
    )
    def test_combines_filters_and_orders(self, client, query, titles):
        some_films()
        assert shown(client, query) == titles

    def test_filters_by_person(self, client):
        some_films()
        somebody = a_person("Ada Brook")
        a_credit(Film.objects.get(title="Beta"), somebody)
        assert shown(client, "?person=ada-brook") == ["Beta"]
        assert "Ada Brook" in client.get(reverse("films:list") + "?person=ada-brook").content.decode()

    def test_orders_by_the_settled_average_and_asks_for_a_least_one(self, client):
        some_films()
        rated(Film.objects.get(title="Alpha"), 9, votes=40), rated(Film.objects.get(title="Beta"), 10)
        assert shown(client, "?sort=rating")[:2] == ["Alpha", "Beta"]
        assert shown(client, "?rating=8") == ["Alpha"]
        assert shown(client, "?rating=8&genre=drama&sort=rating") == ["Alpha"]

    def test_explains_the_order_by_rating_where_it_is_used(self, client):
        assert "every film starts with 5 ratings of 3 out of 5" in client.get("/films/?sort=rating").text
        assert "<math" not in client.get("/films/").text

    def test_counts_the_films_of_every_choice(self, client):
        some_films()
        page = client.get(reverse("films:list")).content.decode()
        assert "Drama (3)" in page
        assert "Comedy (2)" in page
        assert "1990s (2)" in page

    def test_counts_what_each_choice_would_give_together_with_the_filters_in_force(self, client):
        some_films()
        a_credit(Film.objects.get(title="Beta"), a_person("Ada Brook"))
        assert options(client, "?genre=drama&country=france") == {
            "genre": ["comedy (1)", "drama (1)!"],
            "country": ["france (1)!", "italy (1)"],
            "language": ["french (1)"],
            "decade": ["1980s (1)", "1990s (0)-"],
            "year": ["1988 (1)", "1999 (0)-"],
            "kind": ["film (1)", "series (0)-"],
            "rating": ["9", "8", "7", "6", "5", "4"],
        }
        assert options(client, "?decade=1990s&person=ada-brook")["year"] == ["1999 (1)", "1988 (0)-"]
        assert options(client, "?year=1999")["year"] == ["1988 (1)", "1999 (2)!"]
        assert options(client, "?genre=comedy&language=french")["language"] == ["french (0)!"]

    def test_leaves_out_what_makes_no_sense_and_says_so(self, client):
        some_films()
        response = client.get(reverse("films:list") + "?genre=nonsense&year=x&sort=up&kind=%00&rating=-1&person=%00")
        assert len(titles(response)) == 4
        assert "“nonsense” is nothing that films can be filtered by" in html.unescape(response.content.decode())

    def test_says_which_filter_to_drop_where_nothing_fits(self, client):
        some_films()
        response = client.get(reverse("films:list") + "?genre=comedy&language=french")
        ways = re.findall(r'href="([^"]+)">(without [^<]+)</a>', response.text)
        assert ways == [
            ("?language=french", "without “Comedy”: 1 film"),
            ("?genre=comedy", "without “French”: 2 films"),
        ]

    def test_never_shows_or_counts_a_hidden_film(self, client):
        some_films()
        Film.objects.filter(title="Alpha").publish(False)
        page = client.get(reverse("films:list")).content.decode()
        assert "Alpha" not in page
        assert "France (1)" in page
        assert "French" not in page
        assert shown(client, "?decade=1980s") == ["Beta", "The Delta", "Gamma"]

    def test_shows_hidden_films_to_those_who_edit_films(self, client):
        some_films()
        Film.objects.filter(title="Alpha").publish(False)
        client.force_login(get_user_model().objects.create_superuser("root"))
        assert "Alpha" in shown(client)

    def test_asks_the_same_number_of_queries_for_any_number_of_films(self, client):
        def asked(query):
            forget_everything()
            with CaptureQueriesContext(connection) as queries:
                shown(client, query)
            return len(queries)

        some_films()
        queries = ("", "?genre=drama&sort=rating", "?genre=comedy&year=1999")
        before = [asked(query) for query in queries]
        for number in range(30):
            a_film(f"More {number}", 1999, genres=["Drama", "Comedy"])
        assert [asked(query) for query in queries] == before

    def test_shows_a_big_catalogue_without_counts_until_it_is_counted_and_then_over_restarts(self, client, monkeypatch):
        threads = counting_later(monkeypatch)
        some_films()
        Film.objects.filter(title="Alpha").publish(False)
        page = client.get(reverse("films:list") + "?genre=drama&decade=1990s")
        assert titles(page) == ["Beta"]
        assert b">Drama</option>" in page.content
        assert b"French" not in page.content  # only the hidden one has it
        [(count, arguments)] = threads
        count(*arguments)
        for _restart in range(2):
            page = client.get(reverse("films:list") + "?genre=drama")
            assert b">Drama (2)</option>" in page.content
            forget_everything()
        assert len(threads) == 1

    def test_knows_the_ratings_of_now_though_votes_change_no_other_count(self, client):
        some_films()
        shown(client)
        rated(Film.objects.get(title="Alpha"), 10, votes=7)
        page = client.get(reverse("films:list") + "?rating=7")
        assert titles(page) == ["Alpha"]
        assert ">1 film</span></h1>" in page.text
        assert options(client, "?rating=7")["country"] == ["france (1)", "italy (0)-"]

    @pytest.mark.parametrize("few", [0, 200])
    def test_finds_films_that_came_to_a_big_catalogue_after_it_was_counted(self, client, monkeypatch, few):
        monkeypatch.setattr(finder, "FEW", few)
        threads = counting_later(monkeypatch)
        some_films()
        shown(client)
        for count, arguments in threads:
            count(*arguments)
        a_film("Epsilon", 1991, genres=["Drama"])
        a_film("Zeta", 1971, genres=["Drama"])
        a_film("Eta", 1992, genres=["Comedy"])
        assert shown(client, "?genre=drama&decade=1990s") == ["Beta", "Epsilon"]
        assert shown(client, "?genre=drama&decade=1990s&sort=year") == ["Beta", "Epsilon"]

    @pytest.mark.parametrize("few", [0, 200])
    def test_finds_films_by_what_they_are_now_where_they_changed_after_a_count(self, client, monkeypatch, few):
        monkeypatch.setattr(finder, "FEW", few)
        threads = counting_later(monkeypatch)
        some_films()
        hidden = a_film("Theta", 1994, genres=["Drama"])
        Film.objects.filter(pk=hidden.pk).publish(False)
        shown(client)
        ChangedFilm.objects.all().delete()  # what was noted before the count
        for count, arguments in threads:
            count(*arguments)
        assert shown(client, "?genre=drama&decade=1990s") == ["Beta"]
        for title, year in (("Alpha", 1995), ("Beta", 1988)):
            film = Film.objects.get(title=title)
            film.year = year
            film.save()
        Film.objects.filter(pk=hidden.pk).publish(True)
        assert shown(client, "?genre=drama&decade=1990s") == ["Alpha", "Theta"]
        assert shown(client, "?genre=drama&year=1988") == ["Beta"]

    @pytest.mark.parametrize("sort", ["title", "year", "rating", "reviews", "newest"])
    def test_finds_the_same_films_on_every_way(self, client, monkeypatch, sort):
        for number in range(20):
            a_film(f"Film {number:02}", 1950 + number, genres=["Drama"] if number % 3 else ["War"])
        monkeypatch.setattr(finder, "PAGE", 4)
        for few, steps in [(0, (256,)), (0, (5, 20)), (0, (2,)), (200, (2,))]:
            monkeypatch.setattr(finder, "FEW", few)
            monkeypatch.setattr(finder, "STEPS", steps)
            forget_everything()
            found = walk(client, f"?genre=drama&sort={sort}")
            assert sorted(found) == [f"Film {number:02}" for number in range(20) if number % 3]

    def test_keeps_nothing_under_what_a_reader_makes_up(self, client, monkeypatch):
        monkeypatch.setattr(finder, "FEW", 0)
        some_films()
        shown(client, "?genre=drama")
        kept = len(finder._ways._values)
        for number in range(5):
            place = urlsafe_b64encode(json.dumps(["n", f"zzz{number}", 1]).encode()).decode().rstrip("=")
            shown(client, f"?genre=drama&page={place}")
        assert len(finder._ways._values) == kept > 0

    def test_takes_no_post(self, client):
        assert client.post(reverse("films:list")).status_code == 405

    def test_says_genres_and_countries_in_the_readers_language_in_its_own_order(self, client):
        some_films()
        a_film("Epsilon", 2001, genres=["Weird"], countries=["Austria", "Iran"])
        client.cookies["django_language"] = "de"
        page = client.get(reverse("films:list")).content.decode()
        words = [
            "Drama (3)",
            "Komödie (2)",
            "Weird (1)",
            "Frankreich (2)",
            "Iran (1)",
            "Österreich (1)",
        ]
        assert sorted(words, key=page.index) == words
        assert "Filme: Frankreich" in client.get(reverse("films:list") + "?country=france").content.decode()
        film = client.get(reverse("films:detail", args=["epsilon-2001"])).content.decode()
        assert '?country=austria">Österreich</a>' in film

    def test_shows_a_new_name_of_a_genre_at_once(self, client):
        some_films()
        shown(client)
        genre = Genre.objects.get(name="Drama")
        genre.name = "Tragedy"
        genre.save()
        assert "Tragedy (3)" in client.get(reverse("films:list")).content.decode()
