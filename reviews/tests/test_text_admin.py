"""Reviews and comments in the admin: found, read, corrected, decided on, never torn out."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import Comment, Decision, Review, Status
from reviews.tests.factories import (
    a_comment,
    a_film,
    a_member,
    a_review,
    client_of,
    everything_is_held,
    nothing_is_held,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def film():
    nothing_is_held()
    return a_film()


@pytest.fixture
def boss():
    return a_member("boss", is_staff=True, is_superuser=True)


@pytest.fixture
def client(boss):
    return client_of(boss)


def listed(kind):
    return reverse(f"admin:reviews_{kind}_changelist")


def act(client, kind, action, *texts, **more):
    data = {"action": action, "_selected_action": [text.pk for text in texts], **more}
    return client.post(listed(kind), data, follow=True)


class Actions:
    @pytest.mark.parametrize("kind", ["review", "comment"])
    def test_publish_reject_and_remove_go_into_totals_and_both_logs(self, client, film, kind):
        everything_is_held()
        make = a_review if kind == "review" else a_comment
        text, other = make(film), make(film)
        act(client, kind, "publish", text)
        act(client, kind, "reject", other, ground="off_topic")
        film.refresh_from_db()
        assert (film.review_count if kind == "review" else film.comment_count) == 1
        act(client, kind, "remove", text, ground="spam")
        film.refresh_from_db()
        assert (film.review_count, film.comment_count, film.rating_count) == (0, 0, 0)
        made = list(Decision.objects.order_by("pk").values_list("action", "ground", "target_id"))
        assert made == [("publish", "", text.pk), ("reject", "off_topic", other.pk), ("remove", "spam", text.pk)]
        assert LogEntry.objects.count() == 3

    def test_nobody_decides_on_an_own_text_where_there_are_others(self, client, film, boss):
        a_member("second", is_staff=True, is_superuser=True)
        own = a_review(film, boss)
        response = act(client, "review", "remove", own, ground="spam")
        assert "messagelist" in response.content.decode()
        own.refresh_from_db()
        assert own.status == Status.PUBLISHED
        assert not Decision.objects.exists()

    def test_staff_without_the_permission_do_not_see_them(self, film):
        text = a_review(film)
        clerk = client_of(a_member("clerk", is_staff=True))
        assert clerk.get(listed("review")).status_code == 403
        act(clerk, "review", "remove", text)
        text.refresh_from_db()
        assert text.status == Status.PUBLISHED


class Lists:
    @pytest.mark.parametrize("kind", ["review", "comment"])
    def test_ask_the_same_queries_however_many_there_are(self, client, film, kind):
        def add():
            review = a_review(film)
            a_comment(film, parent=a_comment(film, review=review), review=review)

        def queries():
            with CaptureQueriesContext(connection) as caught:
                assert client.get(listed(kind)).status_code == 200
            return len(caught)

        add()
        queries()
        few = queries()
        for _ in range(5):
            add()
        assert queries() == few

    @pytest.mark.parametrize("kind", ["review", "comment"])
    def test_are_searched_and_filtered(self, client, film, kind):
        (a_review if kind == "review" else a_comment)(film, a_member("findme"), body="Some words")
        assert "findme" in client.get(listed(kind), {"q": "findme", "status__exact": "published"}).content.decode()
        assert "0 " in client.get(listed(kind), {"q": "nobody"}).content.decode()


class Change:
    def test_a_correction_keeps_the_totals_right(self, client, film):
        review = a_review(film, half_steps=7)
        page = reverse("admin:reviews_review_change", args=[review.pk])
        assert client.get(page).status_code == 200
        words = {"half_steps": "3", "title": "", "body": "*Corrected*", "comments_open": "on", "watched_on": ""}
        client.post(page, words | {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"})
        film.refresh_from_db()
        assert (film.rating_sum, film.review_count) == (3, 1)
        assert Review.objects.get().body_html == "<p><em>Corrected</em></p>"

    def test_shows_what_stands_under_it_and_what_was_decided_on_it(self, client, film):
        review = a_review(film)
        comment = a_comment(film, a_member("talker"), review=review, body="Well said")
        a_comment(film, review=review, parent=comment, body="Said twice")
        act(client, "comment", "remove", comment, ground="abuse")
        page = client.get(reverse("admin:reviews_review_change", args=[review.pk])).content.decode()
        assert "Well said" in page and "talker" in page
        page = client.get(reverse("admin:reviews_comment_change", args=[comment.pk])).content.decode()
        assert "Said twice" in page
        assert f'href="{reverse("admin:reviews_decision_change", args=[Decision.objects.get().pk])}"' in page
        assert "abuse · boss" in page

    @pytest.mark.parametrize("kind", ["review", "comment"])
    def test_nothing_is_added_or_deleted_here(self, client, film, kind):
        text = (a_review if kind == "review" else a_comment)(film)
        assert client.get(reverse(f"admin:reviews_{kind}_add")).status_code == 403
        assert client.post(reverse(f"admin:reviews_{kind}_delete", args=[text.pk]), {"post": "yes"}).status_code == 403
        act(client, kind, "delete_selected", text, post="yes")
        assert (Review if kind == "review" else Comment).objects.count() == 1
