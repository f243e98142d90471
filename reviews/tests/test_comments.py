"""Comments under films and reviews: written once, answered, edited in time, taken back, closed."""

import re
import uuid

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from reviews.models import Comment, Policy, Status
from reviews.tests.factories import a_comment, a_film, a_member, a_moderator, a_review, client_of, nothing_is_held, put

pytestmark = pytest.mark.django_db

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


def on(film):
    return reverse("reviews:comment", args=[film.slug])


def page_of(film, client=None):
    return (client or Client()).get(reverse("reviews:comments_of_film", args=[film.slug])).content.decode()


def words(**fields):
    return {"body": "I thought *so* too.", "key": str(uuid.uuid4()), **fields}


class CommentOnFilm:
    def test_stands_under_the_film(self, client, film):
        response = client.post(on(film), words())
        assert response.url == f"{film.get_absolute_url()}#comment-{Comment.objects.get().pk}"
        assert "I thought <em>so</em> too." in page_of(film)
        film.refresh_from_db()
        assert film.comment_count == 1

    def test_the_same_form_sent_twice_makes_one_comment(self, client, film):
        sent = words()
        assert client.post(on(film), sent).url == client.post(on(film), sent).url
        assert Comment.objects.count() == 1

    def test_other_words_from_the_same_form_are_another_comment(self, client, film):
        sent = words()
        client.post(on(film), sent)
        client.post(on(film), sent | {"body": "And another thing."})
        assert Comment.objects.count() == 2

    @pytest.mark.parametrize("bad", [{"body": ""}, {"body": "\u200b\u202e"}, {"body": "x" * 10_001}])
    def test_says_what_is_wrong_and_keeps_the_input(self, client, film, bad):
        page = client.post(on(film), words(**bad)).content.decode()
        assert 'role="alert"' in page
        assert not Comment.objects.exists()

    def test_a_form_with_a_forged_number_is_taken_under_a_new_one(self, client, film):
        client.post(on(film), words(key="no uuid"))
        client.post(on(film), words(key=""))
        assert Comment.objects.count() == len({comment.key for comment in Comment.objects.all()}) == 2

    def test_is_held_with_its_reason_where_only_its_author_sees_it(self, client, film):
        Policy(hold_first_texts=1).save()
        client.post(on(film), words())
        assert "You are new here" in page_of(film, client)
        assert "I thought" not in page_of(film)
        assert "I thought" not in page_of(film, client_of(a_member()))

    def test_a_visitors_words_are_there_after_the_login(self, film):
        visitor = Client(enforce_csrf_checks=True)
        response = visitor.post(on(film), words(), **FROM_HERE)
        assert response.url == f"{reverse('account_login')}?next={on(film)}"
        visitor.force_login(a_member())
        assert "I thought *so* too.</textarea>" in visitor.get(on(film)).content.decode()

    def test_a_member_needs_the_token(self, film, member):
        client = client_of(member, enforce_csrf_checks=True)
        assert client.post(on(film), words(), **FROM_HERE).status_code == 403

    def test_is_not_possible_on_a_film_that_is_not_shown(self, client):
        assert client.post(on(a_film("Hidden", is_published=False)), words()).status_code == 404


class Reply:
    def test_stands_under_the_comment(self, client, film):
        first = a_comment(film, body="First!")
        response = client.post(reverse("reviews:reply", args=[first.pk]), words(), follow=True)
        assert response.redirect_chain[-1][0].endswith(f"#comment-{Comment.objects.latest('pk').pk}")
        assert re.search(r"First!.*class=\"replies\".*I thought", page_of(film), re.S)

    def test_an_answer_to_an_answer_stays_on_one_level(self, client, film):
        first = a_comment(film)
        second = a_comment(film, parent=first)
        client.post(reverse("reviews:reply", args=[second.pk]), words())
        assert Comment.objects.latest("pk").parent == first

    @pytest.mark.parametrize("status", ["pending", "rejected", "removed"])
    def test_is_not_possible_to_what_is_not_visible(self, client, film, status):
        first = put(a_comment(film), status)
        assert client.post(reverse("reviews:reply", args=[first.pk]), words()).status_code == 404

    def test_a_withdrawn_comment_with_answers_leaves_a_tombstone_and_without_answers_nothing(self, film):
        first, alone = a_comment(film, body="Gone words"), a_comment(film, body="Gone alone")
        a_comment(film, parent=first, body="The answer")
        first.withdraw()
        alone.withdraw()
        page = page_of(film)
        assert page.count("The author took this comment back.") == 1
        assert "The answer" in page
        assert "Gone" not in page

    def test_a_removed_comment_with_answers_leaves_a_tombstone(self, film):
        first = a_comment(film, body="Bad words")
        a_comment(film, parent=first, body="The answer")
        put(first, Status.REMOVED)
        assert "A moderator removed this comment" in page_of(film)
        assert "Bad words" not in page_of(film)


class CommentEdit:
    def edit(self, client, comment, body="Better words."):
        return client.post(reverse("reviews:comment_edit", args=[comment.pk]), {"body": body})

    def test_changes_the_words_and_says_so(self, client, film, member):
        comment = a_comment(film, member)
        self.edit(client, comment)
        assert "Better words." in page_of(film)
        assert "(edited)" in page_of(film)

    def test_is_possible_only_for_a_while(self, client, film, member, settings):
        settings.COMMENT_EDIT_MINUTES = 15
        comment = a_comment(film, member)
        with time_machine.travel(comment.created_at.timestamp() + 16 * 60):
            client = client_of(member)
            assert "is over" in self.edit(client, comment).content.decode()
            assert "/edit/" not in page_of(film, client)
        comment.refresh_from_db()
        assert comment.body == "I thought so too."

    def test_is_possible_for_ever_where_the_site_says_so(self, film, member, settings):
        settings.COMMENT_EDIT_MINUTES = 0
        comment = a_comment(film, member)
        with time_machine.travel(comment.created_at.timestamp() + 10**7):
            self.edit(client_of(member), comment)
        comment.refresh_from_db()
        assert comment.body == "Better words."

    def test_is_judged_again(self, client, film, member):
        comment = a_comment(film, member)
        Policy(premoderate=True).save()
        self.edit(client, comment)
        assert "Better words." not in page_of(film)

    def test_nobody_else_can(self, film, member):
        comment = a_comment(film, member)
        for stranger in (a_member(), a_moderator()):
            assert self.edit(client_of(stranger), comment).status_code == 404
        assert self.edit(Client(), comment).status_code == 302
        comment.refresh_from_db()
        assert comment.body == "I thought so too."


class CommentDelete:
    def test_asks_first_and_then_takes_it_back(self, client, film, member):
        comment = a_comment(film, member)
        page = reverse("reviews:comment_delete", args=[comment.pk])
        assert "Keep it" in client.get(page).content.decode()
        client.post(page)
        assert "I thought so too." not in page_of(film)
        film.refresh_from_db()
        assert film.comment_count == 0

    def test_nobody_else_can(self, film, member):
        page = reverse("reviews:comment_delete", args=[a_comment(film, member).pk])
        assert client_of(a_member()).post(page).status_code == 404
        assert Client().post(page).status_code == 302
        assert Comment.objects.published().exists()


class OpenComments:
    def switch(self, client, review, is_open=""):
        return client.post(reverse("reviews:open_comments", args=[review.pk]), {"open": is_open})

    def test_the_author_closes_them_and_the_page_says_so_in_place_of_the_form(self, client, film, member):
        review = a_review(film, member)
        assert "<textarea" in client.get(review.get_absolute_url()).content.decode()
        self.switch(client, review)
        page = client_of(a_member()).get(review.get_absolute_url()).content.decode()
        assert "Comments are closed." in page
        assert "<textarea" not in page

    def test_a_comment_that_comes_too_late_is_refused_and_not_lost(self, client, film, member):
        review = a_review(film, member)
        self.switch(client, review)
        page = client.post(reverse("reviews:comment_on_review", args=[review.pk]), words()).content.decode()
        assert "Comments are closed" in page
        assert "I thought *so* too.</textarea>" in page
        assert not Comment.objects.exists()

    def test_can_be_opened_again(self, client, film, member):
        review = a_review(film, member)
        self.switch(client, review)
        self.switch(client, review, "1")
        client.post(reverse("reviews:comment_on_review", args=[review.pk]), words())
        assert Comment.objects.count() == 1

    def test_a_moderator_can_and_a_stranger_cannot(self, film, member):
        review = a_review(film, member)
        assert self.switch(client_of(a_member()), review).status_code == 404
        assert self.switch(Client(), review).status_code == 302
        review.refresh_from_db()
        assert review.comments_open
        self.switch(client_of(a_moderator()), review)
        review.refresh_from_db()
        assert not review.comments_open

    def test_only_a_moderator_closes_a_films_comments(self, client, film):
        page = reverse("reviews:open_film_comments", args=[film.slug])
        assert client.post(page).status_code == 404
        client_of(a_moderator()).post(page)
        assert "Comments are closed." in page_of(film)
        client.post(on(film), words())
        assert not Comment.objects.exists()
        client_of(a_moderator("mia")).post(page, {"open": "1"})
        assert "Comments are closed." not in page_of(film)

    def test_is_never_done_by_a_link(self, client, film, member):
        assert client.get(reverse("reviews:open_comments", args=[a_review(film, member).pk])).status_code == 405


class CommentAt:
    def test_leads_to_the_page_that_has_the_comment(self, film):
        old = a_comment(film, body="Long ago")
        reply = a_comment(film, parent=old, body="Its answer")
        for number in range(40):
            a_comment(film, body=f"Later {number}")
        for comment in (old, reply):
            response = Client().get(comment.get_absolute_url(), follow=True)
            assert f'id="comment-{comment.pk}"' in response.content.decode()
        assert "Long ago" not in page_of(film)

    @pytest.mark.parametrize("status", ["pending", "rejected", "removed"])
    def test_what_is_not_visible_is_not_found(self, film, status):
        comment = put(a_comment(film), status)
        assert Client().get(comment.get_absolute_url()).status_code == 404
        assert client_of(a_member()).get(comment.get_absolute_url()).status_code == 404
        assert client_of(comment.author).get(comment.get_absolute_url()).status_code == 302
        assert client_of(a_moderator()).get(comment.get_absolute_url()).url.startswith("/admin/moderation/")
