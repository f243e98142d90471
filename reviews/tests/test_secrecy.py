"""What is not published appears nowhere: marked texts in every state, looked for on every page that can be reached."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from films.models import Credit, Film, Person
from reviews.models import Policy, Review
from reviews.tests.factories import a_comment, a_film, a_member, a_review, client_of, nothing_is_held, put

pytestmark = pytest.mark.django_db

HIDDEN = ["pending", "rejected", "removed", "withdrawn"]
MARK = re.compile(r"Secret\w+mark")
ASKED = "xylophone"  # stands in every marked text and is searched for; pages repeat it, but never the mark beside it
# Pages that a walk from the home page does not come by.
DOORS = ["/", f"/search/?q={ASKED}", f"/search/suggest/?q={ASKED}", "/sitemap.xml", "/robots.txt", "/members/"]
OTHERS = ("/static/", "/media/", "/accounts/", "/admin/")


def marked(state):
    """Words that are nowhere else: the search finds them by the first, the test by the second."""
    return f"{ASKED} Secret{state}mark"


@pytest.fixture
def film():
    nothing_is_held()
    film = a_film()
    person = Person.objects.create(name="Ida Lamp")
    Credit.objects.create(film=film, person=person, department=Credit.Department.DIRECTOR, position=1)
    return film


def hide(text, state):
    if state == "withdrawn":
        text.withdraw()
    else:
        put(text, state)


def links(text):
    found = re.findall(r'(?:href|action|content)="(/[^"/][^"]*|/)"', text)
    found += re.findall(r"http://testserver(/[^<\"?# ]*)", text)
    wanted = [unescape(link).split("#")[0] for link in found if not link.startswith(OTHERS)]
    return [link for link in wanted if "?" not in link or "page=" in link or "sort=" in link]


def leaks(client, *starts, further=True):
    """The pages that have a mark on them, and which, as (address, mark); `further` on the way that their links lead."""
    waiting, seen, found = [*DOORS, *starts], set(), set()
    while waiting and len(seen) < 300:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address, follow=True)
        assert response.status_code < 500, address
        text = response.getvalue().decode() if response.streaming else response.content.decode()
        found |= {(address, mark) for mark in MARK.findall(text)}
        waiting += links(text) if further else []
    assert len(seen) > 20
    return found


class Reviews:
    def test_published_ones_are_found_by_the_walk(self, film):
        review = a_review(film, a_member("ada"), title=marked("title"), body=marked("body"))
        found = leaks(
            Client(), reverse("reviews:by_member", args=["ada"]), reverse("reviews:feed_of_film", args=[film.slug])
        )
        for page in (review, film):
            assert (page.get_absolute_url(), "Secretbodymark") in found
        for name, of in (("of_film", film.slug), ("feed_of_film", film.slug), ("by_member", "ada")):
            assert (reverse(f"reviews:{name}", args=[of]), "Secretbodymark") in found

    @pytest.mark.parametrize("reader", ["visitor", "member"])
    def test_hidden_ones_are_nowhere_and_in_no_count(self, film, reader):
        pages = []
        for state in HIDDEN:
            review = a_review(film, a_member(f"author-{state}"), title=marked(state), body=marked(state))
            a_comment(film, review=review, body="An answer that keeps the page alive")
            pages += [review.get_absolute_url(), reverse("reviews:comment_on_review", args=[review.pk])]
            hide(review, state)
        client = client_of(a_member("bob") if reader == "member" else None)
        assert leaks(client, *pages) == set()
        film.refresh_from_db()
        assert (film.review_count, film.rating_count) == (0, 2)  # ratings that were public stay, as the texts wait
        assert "No reviews yet" in client.get(reverse("reviews:of_film", args=[film.slug])).content.decode()

    def test_those_of_a_film_that_is_not_shown_are_nowhere(self, film):
        hidden = a_film("Unshown")
        review = a_review(hidden, body=marked("review"))
        comment = a_comment(hidden, review=review, body=marked("comment"))
        Film.objects.filter(pk=hidden.pk).update(is_published=False)
        assert leaks(Client(), *(page.get_absolute_url() for page in (hidden, review, comment))) == set()

    def test_new_words_that_are_held_are_as_secret_as_first_words(self, film):
        author = a_member("ada")
        a_review(film, author, body="Old words")
        Policy(premoderate=True).save()
        words = {"half_steps": "7", "title": marked("title"), "body": marked("body")}
        client_of(author).post(reverse("reviews:write", args=[film.slug]), words)
        assert Review.objects.get().body == marked("body")
        assert leaks(Client(), Review.objects.get().get_absolute_url()) == set()

    def test_the_author_alone_sees_the_own_held_words(self, film):
        author = a_member("ada")
        review = put(a_review(film, author, body=marked("own")), "pending")
        assert review.get_absolute_url() in {page for page, _ in leaks(client_of(author), review.get_absolute_url())}


class Comments:
    def test_hidden_ones_are_nowhere_and_in_no_count(self, film):
        review = a_review(film, body="A plain review")
        pages = [review.get_absolute_url(), reverse("reviews:comments_of_film", args=[film.slug])]
        for place in (None, review):
            for state in HIDDEN:
                comment = a_comment(film, body=marked(state), review=place)
                a_comment(film, parent=comment, review=place, body="An answer")
                pages += [comment.get_absolute_url(), reverse("reviews:reply", args=[comment.pk])]
                hide(comment, state)
        assert leaks(Client(), *pages) == set()
        film.refresh_from_db()
        assert (film.comment_count, Review.objects.get().comment_count) == (4, 4)
