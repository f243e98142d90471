"""Films like this one: what the ratings say, worked out by a command."""

import math
import random
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from films.models import ArchivedRating, Film
from reviews.models import Compared, Likeness, Review
from tests.harness import THOROUGH, fewer

from .factories import a_film, a_member, nothing_is_held

pytestmark = pytest.mark.django_db


def likeness(*options):
    out = StringIO()
    call_command("likeness", *options, stdout=out)
    return out.getvalue()


def kept():
    return list(Likeness.objects.ranked().values_list("film", "other", "score", "raters"))


def some_films(count):
    return [a_film(f"Film {n}", 1950 + n) for n in range(count)]


def archived(ratings):
    """Ratings of a data set: {(rater, film's key): half-steps}."""
    ArchivedRating.objects.bulk_create(
        ArchivedRating(data_set=1, rater=rater, film_id=film, half_steps=half_steps)
        for (rater, film), half_steps in ratings.items()
    )


def by_hand(ratings):
    """docs/suggestions.md in plain Python: {(rater, film): half-steps} to {(film, other): (score, n)}."""
    raters = {rater for rater, _ in ratings}
    given = {who: [steps for (rater, _), steps in ratings.items() if rater == who] for who in raters}
    usual = {who: math.floor(2 * (30 + sum(all_)) / (5 + len(all_)) + 0.5) / 2 for who, all_ in given.items()}
    liking = {(who, film): steps - usual[who] for (who, film), steps in ratings.items()}
    films = {film for _, film in ratings}
    length = {film: math.sqrt(sum(x * x for (_, other), x in liking.items() if other == film)) for film in films}
    found = {}
    for one in films:
        for other in films - {one}:
            both = [who for who in raters if (who, one) in liking and (who, other) in liking]
            product = sum(liking[who, one] * liking[who, other] for who in both)
            if len(both) >= 3 and product > 0:
                score = int(10_000 * product / (length[one] * length[other]) * len(both) / (len(both) + 10))
                if score >= 500:
                    found[one, other] = (score, len(both))
    return found


class LikenessCommand:
    def test_says_of_a_small_table_of_ratings_what_the_formula_says(self):
        films = [film.pk for film in some_films(12)]
        dice = random.Random(5)
        ratings = {
            (rater, film): dice.randint(1, 10) for rater in range(1, 15) for film in films if dice.random() < 0.7
        }
        archived(ratings)
        likeness()
        said = {(film, other): (score, raters) for film, other, score, raters in kept()}
        expected = by_hand(ratings)
        assert said.keys() == expected.keys() and len(said) > 20
        assert all(said[pair][1] == n and abs(said[pair][0] - score) <= 1 for pair, (score, n) in expected.items())

    @pytest.mark.parametrize("seed", range(3 if THOROUGH else 1))
    def test_brings_what_changed_in_line_as_if_all_were_worked_out_anew(self, seed):
        dice = random.Random(seed)
        films = [film.pk for film in Film.objects.bulk_create(Film(title=f"F{n}", slug=f"f{n}") for n in range(160))]
        archived({(rater, film): dice.randint(1, 10) for rater in range(60) for film in dice.sample(films, 45)})
        likeness()
        for _ in range(fewer(4)):
            for rating in dice.sample(list(ArchivedRating.objects.all()), 3):
                rating.half_steps = dice.randint(1, 10)
                rating.save() if dice.random() < 0.6 else rating.delete()
            Film.objects.get(pk=films.pop(dice.randrange(len(films)))).delete()
            assert "0 worked out" not in likeness()
            here, digests = kept(), set(Compared.objects.values_list())
            likeness("--all")
            assert kept() == here and set(Compared.objects.values_list()) == digests


@pytest.fixture
def like_minded():
    """Twelve films; ten people like the even ones and not the odd ones, ten others the other way round."""
    nothing_is_held()
    films = some_films(12)
    archived(
        {
            (rater, film.pk): 9 if (n + rater) % 2 else 3
            for rater in range(1, 21)
            for n, film in enumerate(films)
            if (n + rater) % 5
        }
    )
    likeness()
    return films


def even(films):
    return {film.title for film in films[::2]}


class FilmsLike:
    def test_stand_on_the_films_page_with_how_many_people_rated_both(self, client, like_minded):
        page = client.get(like_minded[0].get_absolute_url())
        row = page.text.split("Films like this one")[1].split("</section>")[0]
        assert "people rated both" in row
        assert {film.title for film in like_minded if f">{film.title}<" in row} == even(like_minded[2:])

    def test_are_those_that_visitors_see_after_the_next_run(self, client, like_minded):
        film, other = like_minded[0], a_film("The Newcomer", 2024)
        assert "The Newcomer" not in client.get(film.get_absolute_url()).text
        archived({(rater, other.pk): 9 if rater % 2 else 3 for rater in range(1, 21)})
        likeness()
        assert "The Newcomer" in client.get(film.get_absolute_url()).text
        Film.objects.filter(pk=other.pk).publish(False)
        assert "The Newcomer" not in client.get(film.get_absolute_url()).text

    def test_are_not_guessed_from_the_ratings_of_two(self, client):
        films = some_films(3)
        archived({(rater, film.pk): 9 for rater in (1, 2) for film in films})
        likeness()
        assert "Films like this one" not in client.get(films[0].get_absolute_url()).text

    @pytest.mark.parametrize(("real", "counts"), [(6, True), (16, False)])
    def test_rest_on_made_up_members_only_as_long_as_there_are_more_of_these(self, real, counts):
        """Three films rated by five of the demo's members, 15 ratings; of real ones too few people rated two films."""
        nothing_is_held()
        films = some_films(9)
        for n in range(5):
            author = a_member(f"demo{n}", is_demo=True)
            for film in films[:3]:
                Review.objects.rate(author, film, 9)
        archived({(rater, films[3 + rater % 6].pk): 9 for rater in range(real)})
        likeness()
        assert Likeness.objects.exists() is counts

    def test_count_no_rating_that_is_not_public(self):
        nothing_is_held()
        films = some_films(2)
        for n in range(3):
            member = a_member(f"m{n}")
            for film in films:
                Review.objects.rate(member, film, 9)
        likeness()
        assert len(kept()) == 2
        get_user_model().objects.get(username="m0").leave()
        likeness()
        assert kept() == []


class ForYou:
    @pytest.fixture
    def anna(self, client, like_minded):
        """She likes three even films and dislikes three odd ones."""
        member = a_member("anna")
        for n, film in enumerate(like_minded[:6]):
            Review.objects.rate(member, film, 3 if n % 2 else 9)
        client.force_login(member)
        return member

    def test_are_films_like_those_that_the_member_liked_with_the_reason(self, client, anna, like_minded):
        response = client.get("/suggestions/")
        found = response.context["picks"]
        assert {pick.film.title for pick in found} == even(like_minded[6:])
        assert {pick.because.title for pick in found} <= even(like_minded[:6])
        assert "because you liked" in response.text

    def test_leave_out_what_is_hidden_and_what_was_rated_since(self, client, anna, like_minded):
        Film.objects.filter(pk=like_minded[6].pk).publish(False)
        Review.objects.rate(anna, like_minded[8], 5)
        assert [s.film for s in client.get("/suggestions/").context["picks"]] == [like_minded[10]]

    def test_are_the_members_own(self, client, like_minded):
        assert client.get("/suggestions/")["Location"].startswith("/accounts/login/")
        assert client.post("/suggestions/film-6-1956/not-interested/")["Location"].startswith("/accounts/login/")

    def test_say_how_many_ratings_are_missing(self, client, anna):
        anna.reviews.filter(film__year__gte=1952).delete()
        assert "Rate 3 more films" in client.get("/suggestions/").text

    def test_cost_the_same_number_of_queries_however_many_there_are(
        self, client, anna, like_minded, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(12) as first:
            client.get("/suggestions/")
        for n in range(20):
            film = a_film(f"More {n}", 1990)
            archived({(rater, film.pk): 9 if rater % 2 else 3 for rater in range(1, 21)})
        likeness()
        with django_assert_max_num_queries(len(first)):
            assert len(client.get("/suggestions/").context["picks"]) == 23


class NotInterested:
    @pytest.fixture
    def anna(self, client, like_minded):
        member = a_member("anna")
        for film in like_minded[:10:2]:
            Review.objects.rate(member, film, 9)
        client.force_login(member)
        return member

    def test_takes_the_film_off_the_page_until_that_is_taken_back(self, client, anna):
        response = client.post("/suggestions/film-10-1960/not-interested/", follow=True)
        assert response.context["picks"] == [] and "Film 10" in response.text
        response = client.post("/suggestions/film-10-1960/interested/", follow=True)
        assert [s.film.title for s in response.context["picks"]] == ["Film 10"]

    def test_changes_in_place_where_the_page_can_do_that(self, client, anna):
        answer = client.post("/suggestions/film-10-1960/not-interested/", headers={"HX-Request": "true"})
        assert "<html" not in answer.text and "/interested/" in answer.text
        answer = client.post("/suggestions/film-10-1960/interested/", headers={"HX-Request": "true"})
        assert "because you liked" in answer.text

    def test_is_forgotten_when_the_member_leaves(self, client, anna):
        client.post("/suggestions/film-10-1960/not-interested/")
        anna.leave()
        assert not anna.not_interested.exists()

    def test_is_said_by_post_of_a_film_that_the_member_may_see(self, client, anna, like_minded):
        assert client.get("/suggestions/film-10-1960/not-interested/").status_code == 405
        Film.objects.filter(pk=like_minded[10].pk).publish(False)
        assert client.post("/suggestions/film-10-1960/not-interested/").status_code == 404
