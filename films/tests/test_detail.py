"""A film's page, its poster and its former addresses."""

import json
import re

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from films.models import (
    BoxOffice,
    ExternalReview,
    ExternalScore,
    Film,
    FormerAddress,
    Genre,
    Link,
    Location,
    Mention,
    OtherTitle,
    Quote,
    Tagline,
    Trivia,
)
from films.tests.factories import a_credit, a_film, a_person, rated

pytestmark = pytest.mark.django_db


def the_film():
    """A film with every kind of fact."""
    film = a_film(
        "The Lamp Room",
        2011,
        genres=["Drama"],
        countries=["Norway"],
        languages=["Norwegian"],
        original_title="Lamperommet",
        tagline="Keep it lit.",
        synopsis="Two sisters mind a lighthouse.",
        runtime_minutes=97,
        certificate="PG",
    )
    film.locations.add(Location.objects.create(name="Bodø, Norway"))
    OtherTitle.objects.create(film=film, title="Die Lampenkammer", region="Germany")
    Tagline.objects.create(film=film, text="The dark is patient.")
    Trivia.objects.create(film=film, text="The lamp was real.")
    Quote.objects.create(film=film, line="Leave it burning.", character="Ingrid")
    Link.objects.create(film=film, label="Official site", url="https://example.org/lamp")
    BoxOffice.objects.create(film=film, label="Budget", text="$2,000,000")
    Mention.objects.create(film=film, title="The Wick", year=1999)
    ExternalScore.objects.create(film=film, kind="audience", source="Elsewhere", value="6.60", out_of=10, votes=567)
    ExternalScore.objects.create(film=film, kind="critics", source="Round-up", value=46, out_of=100)
    for voice, steps, printed in (("house", 7, "3.5 out of 5 Stars"), ("press", 6, "★★★"), ("press", 8, "★★★★")):
        ExternalReview.objects.create(
            film=film, voice=voice, byline=f"By {steps}", publication="Paper", half_steps=steps, rating_text=printed,
            summary="Warm and slow.",
        )  # fmt: skip
    a_credit(film, a_person("Ada Brook"), "director")
    a_credit(film, a_person("Eva Stream"), "cast", character="Ingrid")
    a_credit(film, a_person("Ole Score"), "music")
    return Film.objects.get(pk=film.pk)


def page_of(client, film):
    response = client.get(film.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def queries_of(client, film):
    with CaptureQueriesContext(connection) as queries:
        page_of(client, film)
    return len(queries)


class Detail:
    @pytest.mark.parametrize(
        "fact",
        [
            "The Lamp Room", "Lamperommet", "2011", "Keep it lit.", "Two sisters mind a lighthouse.", "97 minutes",
            "PG", "Drama", "Norway", "Norwegian", "Bodø, Norway", "Die Lampenkammer", "The dark is patient.",
            "The lamp was real.", "Leave it burning.", "Ingrid", "Official site", "$2,000,000", "The Wick", "567 votes",
            "3.5 out of 5 Stars", "Warm and slow.", "Ada Brook", "Eva Stream", "Ole Score", "Music",
        ],
    )  # fmt: skip
    def test_shows_every_fact(self, client, fact):
        assert fact in page_of(client, the_film())

    def test_puts_the_verdicts_side_by_side_on_their_own_scales(self, client):
        film = the_film()
        verdicts = client.get(film.get_absolute_url()).context["page"].verdicts
        assert [(v.who, v.note, v.figure, v.out_of) for v in verdicts] == [
            ("The house", "Paper", "3.5", "5"),
            ("Critics", "Round-up", "46", "100"),
            ("The press", "2 reviews", "3.5", "5"),
            ("Audience elsewhere", "Elsewhere, 567 votes", "6.6", "10"),
        ]

    def test_asks_for_a_rating_before_it_tells_what_others_say(self, client):
        page = client.get(the_film().get_absolute_url()).content.decode()
        assert page.index('id="members-verdict"') < page.index('id="rate"') < page.index('class="verdicts"')

    def test_tells_search_engines_the_same(self, client):
        page = page_of(client, rated(the_film(), 7, votes=3))
        data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
        assert data["name"] == "The Lamp Room"
        assert data["director"] == [
            {"@type": "Person", "name": "Ada Brook", "url": "http://127.0.0.1:8000/people/ada-brook/"}
        ]
        assert data["aggregateRating"]["ratingValue"] == 3.5
        assert data["aggregateRating"]["ratingCount"] == 3

    def test_shows_how_its_settled_rating_comes_about(self, client):
        page = page_of(client, rated(the_film(), 7, votes=3))
        assert "Settled rating: 3.19 of 5" in page and "<mn>3.50</mn>" in page

    def test_lets_no_title_break_out_of_the_data(self, client):
        page = page_of(client, a_film("</script><script>alert(1)</script>"))
        assert "<script>alert" not in page

    def test_shows_a_change_of_the_film_a_person_or_a_genre_at_once(self, client):
        film = the_film()
        page_of(client, film)
        film.synopsis = "Three brothers."
        film.save()
        genre, person = Genre.objects.get(), film.credits.get(department="director").person
        genre.name, person.name = "Tragedy", "Ada Rivers"
        genre.save(), person.save()
        page = page_of(client, film)
        assert all(words in page for words in ("Three brothers.", "Tragedy", "Ada Rivers"))

    def test_leads_to_films_of_its_people_first_and_then_of_its_genres(self, client):
        film = the_film()
        a_film("Of The Genre", genres=["Drama"])
        a_credit(a_film("By The Director"), film.credits.get(department="director").person, "director")
        hidden = a_film("Hidden One", genres=["Drama"])
        Film.objects.filter(pk=hidden.pk).publish(False)
        more = client.get(film.get_absolute_url()).context["page"].more_films
        assert [other.title for other in more] == ["By The Director", "Of The Genre"]

    def test_is_not_there_for_visitors_when_hidden(self, client):
        film = the_film()
        page_of(client, film)
        Film.objects.filter(pk=film.pk).publish(False)
        assert client.get(film.get_absolute_url()).status_code == 404
        assert client.get(reverse("films:poster", args=[film.slug])).status_code == 404
        client.force_login(get_user_model().objects.create_superuser("root"))
        assert client.get(film.get_absolute_url()).status_code == 200

    def test_asks_the_same_number_of_queries_for_any_number_of_credits(self, client):
        client.force_login(get_user_model().objects.create_user("anna"))
        few, many = the_film(), a_film("Crowd", 2012)
        page_of(client, few)
        for number in range(40):
            a_credit(many, a_person(f"Person {number}"), "cast")
            Trivia.objects.create(film=many, text=f"Fact {number}")
        a_credit(many, a_person("Somebody"), "director")
        few.save(), many.save()
        assert queries_of(client, many) <= queries_of(client, few)

    def test_asks_four_queries_the_second_time(self, client):
        film = the_film()
        client.force_login(get_user_model().objects.create_user("anna"))
        page_of(client, film)
        assert queries_of(client, film) == 4

    def test_leads_on_from_an_address_it_once_had(self, client):
        film = a_film("The Lamp Room", 2011)
        film.title, film.slug = "The Lantern Room", ""
        film.save()
        response = client.get("/films/the-lamp-room-2011/")
        assert (response.status_code, response["Location"]) == (301, "/films/the-lantern-room-2011/")

    def test_keeps_no_former_address_where_the_title_alone_leads_there(self, client):
        film = a_film("The Lamp Room", None)
        film.year, film.slug = 2011, ""
        film.save()
        response = client.get("/films/the-lamp-room/")
        assert (response.status_code, response["Location"]) == (301, "/films/the-lamp-room-2011/")
        assert not FormerAddress.objects.exists()

    def test_leads_on_from_a_title_without_its_year_where_one_film_has_it(self, client):
        a_film("Twilight", 2008)
        assert client.get("/films/twilight/")["Location"] == "/films/twilight-2008/"
        a_film("Twilight", 1998)
        assert client.get("/films/twilight/").status_code == 404

    def test_says_that_there_is_no_such_film(self, client):
        assert client.get("/films/nothing-like-it/").status_code == 404

    def test_takes_no_post(self, client):
        assert client.post(the_film().get_absolute_url()).status_code == 405


class Poster:
    def test_is_drawn_from_the_facts(self, client):
        response = client.get(reverse("films:poster", args=[the_film().slug]))
        assert response["Content-Type"] == "image/svg+xml"
        assert "LAMP" in response.content.decode().upper()
        assert "max-age" in response["Cache-Control"]
