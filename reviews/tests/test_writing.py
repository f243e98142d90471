"""Rating, writing, editing and deleting one's own review; and what visitors leave before they log in."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from reviews.models import Review, Status
from reviews.tests.factories import a_comment, a_film, a_member, a_moderator, a_review, client_of, nothing_is_held, put

pytestmark = pytest.mark.django_db

IN_PLACE = {"HTTP_HX_REQUEST": "true"}
FROM_HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def film():
    nothing_is_held()
    return a_film()


@pytest.fixture
def member():
    return a_member("ada")


@pytest.fixture
def client(member):
    return client_of(member)


def form(**fields):
    return {"half_steps": "7", "title": "Quiet", "body": "A *quiet* film.", "watched_on": "", **fields}


def url(name, film):
    return reverse(f"reviews:{name}", args=[film.slug])


def only():
    return Review.objects.get()


class Write:
    def test_saves_rating_title_text_and_day_and_shows_them(self, client, film):
        response = client.post(url("write", film), form(watched_on="2020-02-29"), follow=True)
        assert only().half_steps == 7
        assert only().watched_on == dt.date(2020, 2, 29)
        page = response.content.decode()
        assert "A <em>quiet</em> film." in page
        assert "3½ of 5 sheep" in page

    def test_asks_no_more_queries_for_any_other_rating(self, client, film, django_assert_max_num_queries):
        for half_steps, where in (("3", url("write", film)), ("8", url("write", a_film("Moor")))):
            with django_assert_max_num_queries(15):
                client.post(where, form(half_steps=half_steps))

    @pytest.mark.parametrize("half_steps", range(1, 11))
    def test_what_is_saved_is_exactly_what_was_chosen_and_stands_in_the_form_again(self, client, film, half_steps):
        client.post(url("write", film), form(half_steps=str(half_steps)))
        assert only().half_steps == half_steps
        assert (
            f'value="{half_steps}" id="write-{half_steps}" checked' in client.get(url("write", film)).content.decode()
        )

    def test_opens_with_the_rating_that_a_link_names(self, client, film):
        assert 'id="write-9" checked' in client.get(url("write", film) + "?half_steps=9").content.decode()
        assert 'id="write-none" checked' in client.get(url("write", film) + "?half_steps=99").content.decode()

    @pytest.mark.parametrize("alone", [{"half_steps": "3"}, {"title": "Only a title"}, {"body": "Only words"}])
    def test_takes_any_one_of_rating_title_and_text(self, client, film, alone):
        client.post(url("write", film), {"half_steps": "", "title": "", "body": "", **alone})
        assert Review.objects.count() == 1

    @pytest.mark.parametrize(
        "bad",
        [
            {"half_steps": "", "title": " ", "body": "\u200b"},
            {"half_steps": "11"},
            {"half_steps": "0"},
            {"half_steps": "3.5"},
            {"half_steps": "drei"},
            {"title": "x" * 151},
            {"title": "He is ||dead||"},
            {"body": "x" * 50_001},
            {"body": "a\0b"},
            {"watched_on": "2999-01-01"},
            {"watched_on": "yesterday"},
            {"watched_on": "1700-01-01"},
        ],
    )
    def test_says_what_is_wrong_and_keeps_the_input(self, client, film, bad):
        response = client.post(url("write", film), form(**bad))
        assert response.status_code == 200
        assert 'role="alert"' in response.content.decode()
        assert not Review.objects.exists()
        if "body" not in bad:
            assert "A *quiet* film." in response.content.decode()

    def test_an_empty_post_says_what_is_missing(self, client, film):
        assert "Choose a rating, write something, or both." in client.post(url("write", film), {}).content.decode()

    def test_a_megabyte_is_refused_and_not_lost(self, client, film):
        response = client.post(url("write", film), form(body="flock " * 170_000))
        assert not Review.objects.exists()
        assert "flock flock flock" in response.content.decode()

    def test_writing_again_edits_and_says_so(self, client, film):
        client.post(url("write", film), form())
        assert "(edited)" not in client.get(url("of_film", film)).content.decode()
        client.post(url("write", film), form(body="On second thought."))
        assert only().body == "On second thought."
        assert "(edited)" in client.get(url("of_film", film)).content.decode()

    def test_a_new_rating_alone_does_not_make_a_review_edited(self, client, film):
        client.post(url("write", film), form())
        client.post(url("write", film), form(half_steps="2"))
        assert only().edited_at is None

    def test_the_same_form_sent_twice_makes_one_review_that_is_not_edited(self, client, film):
        client.post(url("write", film), form())
        client.post(url("write", film), form())
        assert only().edited_at is None

    def test_status_author_and_film_cannot_be_slipped_in(self, client, film, member):
        other, stranger = a_film("Another"), a_member()
        slipped = {"status": "published", "author": stranger.pk, "film": other.pk, "public_half_steps": 10, "pk": 999}
        client.post(url("write", film), form(**slipped, comment_count=5, created_at="1999-01-01"))
        review = only()
        assert (review.author, review.film, review.comment_count, review.created_at.year > 2000) == (
            member,
            film,
            0,
            True,
        )

    def test_a_held_review_says_why_and_what_happens_next_and_nobody_else_sees_it(self, film):
        from reviews.models import Policy

        Policy(hold_first_texts=1).save()
        client = client_of(a_member())
        page = client.post(url("write", film), form(), follow=True).content.decode()
        assert "Only you see this for now" in page
        assert "You are new here" in page
        assert "A <em>quiet</em> film." in page
        assert Client().get(only().get_absolute_url()).status_code == 404

    def test_a_removed_review_that_is_written_again_waits_for_a_moderator(self, client, film):
        client.post(url("write", film), form())
        put(only(), Status.REMOVED)
        client.post(url("write", film), form(body="Better now."))
        assert only().status == Status.PENDING
        film.refresh_from_db()
        assert (film.rating_count, film.review_count) == (0, 0)

    def test_a_deleted_review_can_be_written_anew(self, client, film):
        client.post(url("write", film), form())
        client.post(reverse("reviews:delete", args=[only().pk]))
        client.post(url("write", film), form(half_steps="4", title="", body="Again."))
        review = only()
        assert (review.half_steps, review.title, review.is_visible, review.edited_at) == (4, "", True, None)

    def test_a_film_that_is_not_shown_has_no_form(self, client):
        assert client.get(url("write", a_film("Hidden", is_published=False))).status_code == 404

    def test_only_takes_get_and_post(self, client, film):
        assert client.put(url("write", film)).status_code == 405

    def test_a_member_needs_the_token(self, film, member):
        client = client_of(member, enforce_csrf_checks=True)
        assert client.post(url("write", film), form(), **FROM_HERE).status_code == 403
        assert not Review.objects.exists()


class Rate:
    def test_saves_and_goes_back_to_the_film(self, client, film):
        response = client.post(url("rate", film), {"half_steps": "7"})
        assert response.url == f"{film.get_absolute_url()}#rate"
        assert only().half_steps == 7

    def test_answers_in_place_with_the_box_and_the_new_totals(self, client, film):
        page = client.post(url("rate", film), {"half_steps": "5"}, **IN_PLACE).content.decode()
        assert 'id="box-5" checked' in page
        assert 'id="members-verdict" hx-swap-oob="true"' in page
        assert "1 rating" in page
        assert "<html" not in page

    def test_leaves_the_text_alone(self, client, film):
        client.post(url("write", film), form())
        client.post(url("rate", film), {"half_steps": "2"})
        assert (only().half_steps, only().body) == (2, "A *quiet* film.")

    def test_can_be_cleared(self, client, film):
        client.post(url("rate", film), {"half_steps": "7"})
        client.post(url("rate", film), {"half_steps": ""})
        film.refresh_from_db()
        assert film.rating_count == 0
        assert (
            'id="box-none" checked' in client.post(url("rate", film), {"half_steps": ""}, **IN_PLACE).content.decode()
        )

    def test_refuses_what_is_no_rating(self, client, film):
        page = client.post(url("rate", film), {"half_steps": "12"}, **IN_PLACE).content.decode()
        assert "Choose a rating" in page
        assert not Review.objects.exists()

    def test_a_rating_without_text_is_not_held_for_being_the_first(self, film):
        from reviews.models import Policy

        Policy(hold_first_texts=3).save()
        client_of(a_member()).post(url("rate", film), {"half_steps": "7"})
        film.refresh_from_db()
        assert film.rating_count == 1

    def test_is_never_done_by_a_link(self, client, film):
        assert client.get(url("rate", film), {"half_steps": "7"}).status_code == 405

    @pytest.mark.parametrize("said", [{}, FROM_HERE, {"HTTP_ORIGIN": "http://testserver"}])
    def test_a_member_needs_the_token(self, film, member, said):
        client = client_of(member, enforce_csrf_checks=True)
        assert client.post(url("rate", film), {"half_steps": "1"}, **said).status_code == 403
        assert not Review.objects.exists()


class VisitorsDraft:
    @pytest.fixture
    def visitor(self):
        return Client(enforce_csrf_checks=True)

    def log_in(self, visitor, name="later"):
        member = a_member(name)
        visitor.force_login(member)
        return member

    def test_choice_and_text_are_in_the_form_after_the_login(self, visitor, film):
        response = visitor.post(url("write", film), form(has_spoilers="on", watched_on="2021-03-04"), **FROM_HERE)
        assert response.url == f"{reverse('account_login')}?next={url('write', film)}"
        assert not Review.objects.exists()
        self.log_in(visitor)
        page = visitor.get(url("write", film)).content.decode()
        assert "before you signed in" in page
        assert 'id="write-7" checked' in page
        assert "A *quiet* film.</textarea>" in page
        assert 'value="2021-03-04"' in page
        assert 'name="has_spoilers"' in page and "checked" in page.split('name="has_spoilers"')[1].split(">")[0]

    def test_a_rating_is_in_the_form_after_the_login(self, visitor, film):
        response = visitor.post(url("rate", film), {"half_steps": "3"}, **FROM_HERE)
        assert response.url == f"{reverse('account_login')}?next={url('write', film)}"
        self.log_in(visitor)
        assert 'id="write-3" checked' in visitor.get(url("write", film)).content.decode()

    def test_a_rating_in_place_says_how_it_is_kept(self, visitor, film):
        page = visitor.post(url("rate", film), {"half_steps": "3"}, **FROM_HERE, **IN_PLACE).content.decode()
        assert 'id="box-3" checked' in page
        assert "Your choice is kept" in page

    def test_survives_the_real_login_form(self, visitor, film):
        visitor.post(url("write", film), form(), **FROM_HERE)
        a_member("later", is_active=True)
        client = Client()
        client.cookies = visitor.cookies
        login = {"login": "later", "password": "correct horse battery"}
        client.post(f"{reverse('account_login')}?next={url('write', film)}", login)
        assert "A *quiet* film.</textarea>" in client.get(url("write", film)).content.decode()

    def test_does_not_overwrite_what_the_member_had_written_before(self, visitor, film):
        author = a_member("before")
        a_review(film, author, 9, body="My old words.")
        visitor.post(url("rate", film), {"half_steps": "3"}, **FROM_HERE)
        visitor.force_login(author)
        page = visitor.get(url("write", film)).content.decode()
        assert 'id="write-3" checked' in page
        assert "My old words.</textarea>" in page
        assert only().half_steps == 9

    def test_is_gone_once_it_is_sent(self, film):
        client = Client()
        client.post(url("write", film), form(), **FROM_HERE)
        self.log_in(client)
        client.post(url("write", film), form())
        assert "before you signed in" not in client.get(url("write", film)).content.decode()

    def test_a_bad_form_is_said_to_be_bad_before_the_login(self, visitor, film):
        response = visitor.post(url("write", film), form(half_steps="99"), **FROM_HERE)
        assert "Choose a rating from" in response.content.decode()

    @pytest.mark.parametrize(
        "said",
        [
            {},
            {"HTTP_SEC_FETCH_SITE": "cross-site"},
            {"HTTP_SEC_FETCH_SITE": "same-site"},
            {"HTTP_SEC_FETCH_SITE": "none"},
            {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"},
            {"HTTP_ORIGIN": "null"},
            {"HTTP_ORIGIN": "http://evil.example"},
            {"HTTP_REFERER": "http://evil.example/http://testserver/"},
            {"HTTP_REFERER": "http://testserver.evil.example/"},
        ],
    )
    def test_is_not_taken_from_other_sites(self, visitor, film, said):
        assert visitor.post(url("rate", film), {"half_steps": "1"}, **said).status_code == 403
        assert "sessionid" not in visitor.cookies

    @pytest.mark.parametrize(
        "said", [FROM_HERE, {"HTTP_ORIGIN": "http://testserver"}, {"HTTP_REFERER": "http://testserver/films/"}]
    )
    def test_is_taken_from_this_site_without_a_token(self, visitor, film, said):
        assert visitor.post(url("rate", film), {"half_steps": "1"}, **said).status_code == 302

    def test_only_a_few_are_kept(self, visitor, film):
        for number in range(9):
            visitor.post(url("write", a_film(f"Film {number}")), form(body="x" * 50_000), **FROM_HERE)
        assert len(visitor.session["drafts"]) == 5

    def test_the_films_page_of_a_visitor_sets_no_cookie_and_holds_no_token(self, film):
        response = Client().get(film.get_absolute_url())
        assert response.status_code == 200
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in response.content.decode()


class Delete:
    def test_asks_first_and_then_takes_the_review_back(self, client, film, member):
        review = a_review(film, member)
        page = reverse("reviews:delete", args=[review.pk])
        assert "Keep it" in client.get(page).content.decode()
        assert client.post(page).url == film.get_absolute_url()
        film.refresh_from_db()
        assert (film.rating_count, film.review_count) == (0, 0)
        assert client.get(review.get_absolute_url()).status_code == 404
        assert client.post(page).status_code == 404

    def test_what_others_wrote_under_it_keeps_its_place(self, client, film, member):
        review = a_review(film, member, body="Secret now.")
        a_comment(film, review=review, body="I stay.")
        client.post(reverse("reviews:delete", args=[review.pk]))
        page = Client().get(review.get_absolute_url()).content.decode()
        assert "The author took this review back." in page
        assert "I stay." in page
        assert "Secret now." not in page

    def test_nobody_else_can(self, film, member):
        page = reverse("reviews:delete", args=[a_review(film, member).pk])
        for stranger in (a_member(), a_moderator()):
            assert client_of(stranger).post(page).status_code == 404
        assert Client().post(page).url.startswith(reverse("account_login"))
        assert only().withdrawn_at is None

    def test_only_takes_get_and_post(self, client, film, member):
        assert client.put(reverse("reviews:delete", args=[a_review(film, member).pk])).status_code == 405
