"""What a member's page shows of reviews, and what a member takes along on leaving."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse

from films.models import Film
from reviews.models import Status

from .factories import a_comment, a_film, a_member, a_moderator, a_review, nothing_is_held, put

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _open():
    nothing_is_held()


@pytest.fixture
def anna():
    return a_member("anna")


def page(client):
    return client.get("/members/anna/")


class TestMembersPage:
    def test_it_counts_ratings_reviews_and_comments(self, client, anna):
        for n, half_steps in enumerate([10, 7, 7]):
            a_review(a_film(f"Film {n}", 1990 + 10 * n), anna, half_steps, body="Good." if n else "")
        a_comment(a_film("Other"), anna)
        numbers = page(client).context["numbers"]
        assert (numbers.films, numbers.average, numbers.reviews, numbers.comments) == (3, 8.0, 2, 1)
        assert [(bar.half_steps, bar.votes) for bar in numbers.bars if bar.votes] == [(7, 2), (10, 1)]
        assert [(decade.year, decade.films) for decade in numbers.decades] == [(1990, 1), (2000, 1), (2010, 1)]

    def test_a_member_who_has_done_nothing_has_a_page_too(self, client, anna):
        assert page(client).status_code == 200

    @pytest.mark.parametrize("status", ["pending", "rejected", "removed"])
    def test_what_is_not_published_is_for_its_author_and_moderators_only(self, client, anna, status):
        put(a_review(a_film(), anna, body="The secret words."), status)
        assert "secret words" not in page(client).text
        client.force_login(a_member())
        assert "secret words" not in page(client).text
        client.force_login(a_moderator())
        assert "secret words" in page(client).text

    def test_a_film_that_is_not_shown_is_not_shown_here_either(self, client, anna):
        a_review(a_film("The Hidden Film"), anna)
        Film.objects.update(is_published=False)
        response = page(client)
        assert "The Hidden Film" not in response.text
        assert response.context["numbers"].films == 0

    def test_twice_as_many_reviews_cost_no_more_queries(self, client, anna, django_assert_max_num_queries):
        for n in range(5):
            a_review(a_film(f"Film {n}"), anna)
        with django_assert_max_num_queries(12) as first:
            page(client)
        for n in range(5, 20):
            a_review(a_film(f"Film {n}"), anna)
        with django_assert_max_num_queries(len(first)):
            page(client)


class TestNames:
    def test_a_new_name_moves_the_pages_of_the_films_where_it_stands(self, anna):
        film, other = a_film(), a_film("Other")
        a_review(film, anna)
        before = {f.pk: f.revision for f in Film.objects.all()}
        anna.change_profile(display_name="Anna B.", bio="")
        film.refresh_from_db()
        other.refresh_from_db()
        assert film.revision > before[film.pk]
        assert other.revision == before[other.pk]


class TestLeaving:
    def test_totals_are_right_when_a_member_has_left(self, client, anna, capsys):
        film = a_film()
        a_review(film, anna, 10)
        a_review(film, half_steps=4)
        a_comment(film, anna)
        client.force_login(anna)
        client.post(reverse("accounts:leave"), {"password": "correct horse battery"})
        film.refresh_from_db()
        assert (film.rating_count, film.rating_sum, film.review_count, film.comment_count) == (1, 4, 1, 0)
        call_command("recount", "--check")

    def test_what_the_member_wrote_is_nowhere_any_more(self, client, anna):
        review = a_review(a_film(), anna, body="The parting words.")
        anna.leave()
        review.refresh_from_db()
        assert not review.is_visible


class TestMembers:
    def test_each_shows_how_many_films_were_rated_and_the_last_of_them(self, client, anna):
        bert = a_member("bert")
        for n in range(6):
            a_review(a_film(f"Film {n}"), anna, 7, body="")
        put(a_review(a_film("Gone"), anna, 9), Status.REMOVED)
        a_review(a_film("Not for all", is_published=False), bert, 3)
        page = client.get(reverse("accounts:members")).text
        assert "6 films rated" in page
        assert [n for n in range(6) if f"Film {n} (" in page] == [2, 3, 4, 5]
        assert "Gone" not in page
        assert "Not for all" not in page

    def test_twice_as_many_members_and_ratings_cost_no_more_queries(self, client, django_assert_num_queries):
        film, other = a_film(), a_film("Another")
        for _ in range(2):
            for _ in range(3):
                member = a_member()
                a_review(film, member)
                a_review(other, member)
            with django_assert_num_queries(5):
                client.get(reverse("accounts:members"))

    def test_who_rated_last_stands_before_all_others_where_there_are_many(
        self, client, anna, django_assert_num_queries
    ):
        zoe, yves = a_member("zoe"), a_member("yves")
        a_review(a_film("First"), zoe)
        a_review(a_film("Second"), anna)
        a_review(a_film("Not for all", is_published=False), yves)
        get_user_model().objects.bulk_create(get_user_model()(username=f"m{n:03}x") for n in range(30))
        first = client.get(reverse("accounts:members")).text
        lately, by_name = first.split('id="by-name"')
        assert re.findall(r"/members/(\w+)/", lately) == ["anna", "zoe"]
        assert "/members/anna/" in by_name
        assert 'id="lately"' not in client.get(reverse("accounts:members"), {"after": "m010x"}).text
