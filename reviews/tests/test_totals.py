"""The totals of films: exact whatever happens at the same time, and rebuilt from the rows."""

import random
import uuid
from functools import partial
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from films.models import Film
from reviews.models import Comment, Review, Status
from reviews.tests.factories import a_comment, a_film, a_member, a_review, client_of, nothing_is_held, put
from tests.together import at_once

pytestmark = pytest.mark.each_database


def totals(film):
    film.refresh_from_db()
    return film.rating_count, film.rating_sum, film.review_count, film.comment_count


def recount(*options):
    out = StringIO()
    call_command("recount", *options, stdout=out)
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
class AtOnce:
    """Sixteen browsers, each in a thread with a connection of its own."""

    @pytest.fixture
    def film(self):
        nothing_is_held()
        return a_film()

    def address(self, name, film):
        return reverse(f"reviews:{name}", args=[film.slug])

    def test_sixteen_members_rate_change_and_delete_and_the_totals_are_what_a_recount_says(self, film):
        review = a_review(film, body="Talked about")
        clients = [client_of(a_member()) for _ in range(16)]

        def busy(client, seed):
            chance = random.Random(seed)
            member = client.session["_auth_user_id"]

            def run():
                for turn in range(5):
                    act = chance.randrange(5)
                    own = Review.objects.filter(author=member, withdrawn_at=None).first()
                    if act == 0:
                        sent = client.post(
                            self.address("rate", film), {"half_steps": chance.choice(["", "1", "5", "10"])}
                        )
                    elif act == 1 or not own:
                        words = {"half_steps": str(chance.randint(1, 10)), "body": f"Turn {turn}"}
                        sent = client.post(self.address("write", film), words)
                    elif act == 2:
                        sent = client.post(reverse("reviews:delete", args=[own.pk]))
                    elif act == 3:
                        sent = client.post(self.address("comment", film), {"body": f"Turn {turn}"})
                    else:
                        place = reverse("reviews:comment_on_review", args=[review.pk])
                        sent = client.post(place, {"body": f"Turn {turn}"})
                    assert sent.status_code == 302

            return run

        assert at_once([busy(client, seed) for seed, client in enumerate(clients)]) == []
        assert "All totals are right." in recount("--check")
        assert Comment.objects.exists() and film.reviews.rated().count() > 1

    def test_one_form_sent_by_sixteen_at_once_makes_one_review(self, film):
        clients = [client_of(member) for member in [a_member()] * 16]
        form = {"half_steps": "8", "title": "Once", "body": "Only once."}
        assert at_once([partial(client.post, self.address("write", film), form) for client in clients]) == []
        assert totals(film) == (1, 8, 1, 0)
        assert Review.objects.get().edited_at is None

    def test_one_form_sent_by_sixteen_at_once_makes_one_comment(self, film):
        clients = [client_of(member) for member in [a_member()] * 16]
        form = {"body": "Only once.", "key": str(uuid.uuid4())}
        assert at_once([partial(client.post, self.address("comment", film), form) for client in clients]) == []
        assert totals(film) == (0, 0, 0, 1)


@pytest.mark.django_db
class Recount:
    def test_finds_and_repairs_what_somebody_changed_behind_the_models(self):
        nothing_is_held()
        film = a_film()
        review = a_review(film, half_steps=7)
        a_comment(film, review=review)
        right = totals(film)
        Film.objects.filter(pk=film.pk).update(votes_7=5, review_count=0, comment_count=3)
        Review.objects.update(comment_count=9)
        with pytest.raises(CommandError, match="4 totals differ"):
            recount("--check")
        assert totals(film) != right
        assert "4 totals put right" in recount()
        assert totals(film) == right
        review.refresh_from_db()
        assert review.comment_count == 1
        assert "All totals are right." in recount("--check")


@pytest.mark.django_db
class States:
    @pytest.mark.parametrize("status", ["pending", "rejected"])
    def test_a_rating_that_was_public_stays_when_the_text_is_held(self, status):
        nothing_is_held()
        film = a_film()
        put(a_review(film, half_steps=7), status)
        assert totals(film) == (1, 7, 0, 0)

    def test_a_removed_review_takes_its_rating_with_it_and_brings_it_back(self):
        nothing_is_held()
        film = a_film()
        review = put(a_review(film, half_steps=7), Status.REMOVED)
        assert totals(film) == (0, 0, 0, 0)
        put(review, Status.PUBLISHED)
        assert totals(film) == (1, 7, 1, 0)

    def test_comments_under_a_review_count_there_and_not_for_the_film(self):
        nothing_is_held()
        film = a_film()
        review = a_review(film)
        comment = a_comment(film, review=review)
        review.refresh_from_db()
        assert (review.comment_count, totals(film)[3]) == (1, 0)
        comment.withdraw()
        review.refresh_from_db()
        assert review.comment_count == 0

    def test_a_member_who_leaves_takes_everything_along_but_not_what_others_wrote(self):
        nothing_is_held()
        film, leaver = a_film(), a_member()
        review = a_review(film, leaver)
        a_comment(film, review=review, body="A stranger's answer")
        asked = a_comment(film, leaver, body="My question")
        answer = a_comment(film, parent=asked, body="The answer")
        a_comment(film, leaver, body="And alone")
        leaver.reviews.withdraw()
        leaver.comments.withdraw()
        assert "All totals are right." in recount("--check")
        assert totals(film) == (0, 0, 0, 1)
        answer.refresh_from_db()
        assert answer.is_visible
        assert not Comment.objects.published().filter(author=leaver).exists()

    def test_deleting_rows_in_bulk_leaves_the_totals_right(self):
        nothing_is_held()
        film = a_film()
        review = a_review(film)
        a_comment(film, review=review)
        a_comment(film)
        Comment.objects.all().delete()
        Review.objects.all().delete()
        assert totals(film) == (0, 0, 0, 0)
        assert "All totals are right." in recount("--check")
