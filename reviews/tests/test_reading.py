"""The pages on which reviews are read: in what order, by whom, and with how many queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.tests.factories import (
    a_comment,
    a_film,
    a_member,
    a_moderator,
    a_review,
    client_of,
    everything_is_held,
    nothing_is_held,
    put,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def film():
    nothing_is_held()
    return a_film()


def queries(client, address):
    client.get(address)  # what a process asks only once
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def bodies(page, words):
    found = [(page.index(word), word) for word in words if word in page]
    return [word for _, word in sorted(found)]


class OfFilm:
    def get(self, film, client=None, **query):
        return (client or Client()).get(reverse("reviews:of_film", args=[film.slug]), query)

    def test_shows_words_as_they_are_that_look_like_places_of_a_template(self, film):
        a_review(film, a_member("ada", display_name="{url}"), title="{pk} & <b>", body="{text__html} {0} {")
        shown = self.get(film).text
        assert all(words in shown for words in (">{url}</a>", "{pk} &amp; &lt;b&gt;", "{text__html} {0} {"))

    def test_sorts_by_newest_highest_lowest_and_most_discussed(self, film):
        a_review(film, half_steps=2, body="Poor film")
        a_review(film, half_steps=10, body="Great film")
        unrated = a_review(film, half_steps=None, body="Unrated film")
        a_comment(film, review=unrated)
        words = ["Poor film", "Great film", "Unrated film"]
        orders = {
            name: bodies(self.get(film, sort=name).content.decode(), words)
            for name in ("newest", "highest", "lowest", "discussed")
        }
        assert orders == {
            "newest": ["Unrated film", "Great film", "Poor film"],
            "highest": ["Great film", "Poor film", "Unrated film"],
            "lowest": ["Poor film", "Great film", "Unrated film"],
            "discussed": ["Unrated film", "Great film", "Poor film"],
        }

    @pytest.mark.parametrize("sort", ["newest", "highest", "lowest", "discussed"])
    def test_pages_by_key_show_every_review_once(self, film, sort):
        for number in range(45):
            a_review(film, half_steps=number % 11 or None, body=f"Review-{number:02}.")
        seen, address = [], f"?sort={sort}"
        while address:
            response = Client().get(reverse("reviews:of_film", args=[film.slug]) + address)
            seen += [review.pk for review in response.context["reviews"]]
            cursor = response.context["page"].next
            address = f"?sort={sort}&page={cursor}" if cursor else ""
        assert len(seen) == len(set(seen)) == 45

    @pytest.mark.parametrize("query", [{"page": "garbage"}, {"page": "A" * 5000}, {"sort": "'; drop"}, {"page": "\0"}])
    def test_takes_any_garbage_in_the_address(self, film, query):
        assert self.get(film, **query).status_code == 200

    def test_ratings_without_text_are_not_listed(self, film):
        a_review(film, half_steps=9, body="")
        assert "No reviews yet" in self.get(film).content.decode()

    def test_the_author_finds_the_own_held_review_above(self, film):
        author = a_member()
        put(a_review(film, author, body="Mine, held"), "pending")
        assert "Mine, held" in self.get(film, client_of(author)).content.decode()
        assert "Mine, held" not in self.get(film).content.decode()

    def test_ones_own_review_that_waits_is_told_of_where_no_others_are(self, film):
        everything_is_held()
        author = a_member()
        a_review(film, author, body="Mine waits.")
        for address in (film.get_absolute_url(), reverse("reviews:of_film", args=[film.slug])):
            mine = client_of(author).get(address).content.decode()
            assert "Mine waits." in mine and "Yours will stand here once a moderator has read it." in mine
            assert "No reviews yet" not in mine and "Somebody has to go first" not in mine
            assert "Somebody has to go first" in Client().get(address).content.decode()

    def test_asks_the_same_queries_however_many_reviews_there_are(self, film):
        address = reverse("reviews:of_film", args=[film.slug])
        for _ in range(3):
            a_review(film)
        few = queries(Client(), address)
        for _ in range(6):
            a_review(film)
        assert queries(Client(), address) == few <= 4

    def test_only_takes_get(self, film):
        assert Client().post(reverse("reviews:of_film", args=[film.slug])).status_code == 405


class Detail:
    def test_shows_the_review_and_the_thread(self, film):
        review = a_review(film, body="Said well.")
        a_comment(film, review=review, body="Said back.")
        page = Client().get(review.get_absolute_url()).content.decode()
        assert "Said well." in page
        assert "Said back." in page

    def test_asks_the_same_queries_however_long_the_thread_is(self, film):
        review = a_review(film)
        for _ in range(2):
            a_comment(film, parent=a_comment(film, review=review), review=review)
        few = queries(Client(), review.get_absolute_url())
        for _ in range(6):
            a_comment(film, parent=a_comment(film, review=review), review=review)
        assert queries(Client(), review.get_absolute_url()) == few <= 5

    @pytest.mark.parametrize("status", ["pending", "rejected", "removed"])
    def test_is_there_for_author_and_moderators_only_while_not_published(self, film, status):
        review = put(a_review(film), status)
        seen = [
            client_of(who).get(review.get_absolute_url()).status_code
            for who in (None, a_member(), review.author, a_moderator())
        ]
        assert seen == [404, 404, 200, 200]

    def test_an_unknown_number_is_not_found(self):
        assert Client().get("/reviews/99999999999999999999/").status_code == 404


class ByMember:
    def test_lists_what_the_member_has_written(self, film):
        author = a_member("ada")
        a_review(film, author, body="By Ada.")
        a_review(film, body="By another.")
        page = Client().get(reverse("reviews:by_member", args=["ada"])).content.decode()
        assert "By Ada." in page
        assert "By another." not in page

    def test_finds_the_name_in_any_case(self):
        a_member("ada")
        assert Client().get(reverse("reviews:by_member", args=["ADA"])).url == reverse(
            "reviews:by_member", args=["ada"]
        )

    def test_asks_the_same_queries_however_many_reviews_there_are(self, film):
        author = a_member("ada")
        address = reverse("reviews:by_member", args=["ada"])
        for number in range(3):
            a_review(a_film(f"Film {number}"), author)
        few = queries(Client(), address)
        for number in range(6):
            a_review(a_film(f"More {number}"), author)
        assert queries(Client(), address) == few <= 4

    def test_a_member_who_left_has_no_page(self):
        a_member("gone", is_active=False)
        assert Client().get(reverse("reviews:by_member", args=["gone"])).status_code == 404


class Feeds:
    def test_tell_of_reviews_without_giving_anything_away(self, film):
        author = a_member("ada")
        a_review(film, author, title="The end", body="She dies at ||the end||.", half_steps=7)
        for address in (
            reverse("reviews:feed_of_film", args=[film.slug]),
            reverse("reviews:feed_by_member", args=["ada"]),
        ):
            feed = Client().get(address).content.decode()
            assert "ada on The Lamp Room: 3½ of 5 sheep" in feed
            assert "She dies at [spoiler] ." in feed
            assert "the end|" not in feed
