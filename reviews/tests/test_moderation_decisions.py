import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from films.models import Film
from reviews.models import Status
from reviews.moderation import triggers
from reviews.moderation.models import Case, Decision, Notice, Policy, broken_links
from reviews.tests.factories import a_comment, a_film, a_member, a_review, client_of, nothing_is_held
from reviews.tests.moderation_factories import (
    a_held_review,
    a_moderator,
    a_senior,
    decide,
    kinds_of_notices,
    post,
    report,
    undo,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client):
    moderator = a_moderator()
    client.force_login(moderator)
    return moderator


def figures(film):
    film = Film.objects.get(pk=film.pk)
    return film.rating_count, film.rating_sum, film.review_count, film.comment_count


class Decide:
    def test_a_held_review_is_published_with_its_rating(self, client, moderator):
        review, case = a_held_review()
        assert figures(review.film) == (0, 0, 0, 0)
        decide(client, case, "publish")
        review.refresh_from_db()
        assert review.status == Status.PUBLISHED
        assert figures(review.film) == (1, 7, 1, 0)

    def test_the_author_is_told(self, client, moderator):
        review, case = a_held_review()
        decide(client, case, "publish")
        assert kinds_of_notices(review.author) == ["held", "decided"]

    def test_a_rejection_needs_a_reason(self, client, moderator):
        review, case = a_held_review()
        response = decide(client, case, "reject")
        review.refresh_from_db()
        assert (response.status_code, review.status) == (422, Status.PENDING)

    def test_a_rejection_sends_the_prepared_letter_of_its_reason(self, client, moderator):
        review, case = a_held_review()
        decide(client, case, "reject", "spam")
        review.refresh_from_db()
        assert review.status == Status.REJECTED
        assert "advertises" in Notice.objects.get(member=review.author, kind="decided").letter

    def test_a_removal_keeps_the_text(self, client, moderator):
        nothing_is_held()
        review = a_review(a_film())
        post(client, "text", "review", review.pk)
        decide(client, Case.objects.get(), "remove", "abuse")
        review.refresh_from_db()
        assert (review.status, review.body) == (Status.REMOVED, "A quiet film.")
        assert figures(review.film) == (0, 0, 0, 0)

    def test_a_case_that_changed_since_it_was_shown_is_not_decided(self, client, moderator):
        review, case = a_held_review()
        shown = case.version
        review.author.refresh_from_db()
        type(review).objects.write(review.author, review.film, half_steps=2, body="Another text.")
        response = post(client, "decide", case.pk, action="publish", seen=shown)
        review.refresh_from_db()
        assert (response.status_code, review.status) == (409, Status.PENDING)
        assert "was edited by its author" in response.content.decode()

    def test_a_decision_sent_twice_is_made_once(self, client, moderator):
        _review, case = a_held_review()
        seen = case.version
        post(client, "decide", case.pk, action="publish", seen=seen)
        assert post(client, "decide", case.pk, action="publish", seen=seen).status_code == 409
        assert Decision.objects.count() == 1

    def test_marking_a_spoiler_publishes_and_marks(self, client, moderator):
        review, case = a_held_review()
        decide(client, case, "spoiler", "spoiler")
        review.refresh_from_db()
        assert (review.status, review.has_spoilers) == (Status.PUBLISHED, True)

    def test_a_note_leaves_the_case_open(self, client, moderator):
        _review, case = a_held_review()
        decide(client, case, "note", letter="Looks like the cousin of somebody.")
        case.refresh_from_db()
        assert case.closed_at is None

    def test_closing_comments_closes_them(self, client, moderator):
        nothing_is_held()
        review = a_review(a_film())
        post(client, "text", "review", review.pk)
        decide(client, Case.objects.get(), "lock")
        review.refresh_from_db()
        assert not review.comments_open

    def test_the_author_cannot_open_what_a_moderator_closed(self, client, moderator):
        nothing_is_held()
        review = a_review(a_film())
        post(client, "text", "review", review.pk)
        decide(client, Case.objects.get(), "lock")
        page, switch = review.get_absolute_url(), reverse("reviews:open_comments", args=[review.pk])
        author = client_of(review.author)
        assert "A moderator closed the comments." in author.get(page).content.decode()
        assert switch not in author.get(page).content.decode()
        assert author.post(switch, {"open": "1"}).status_code == 404
        client.post(switch, {"open": "1"})
        review.refresh_from_db()
        assert (review.comments_open, review.comments_locked) == (True, False)

    @pytest.mark.parametrize("place", ["film", "review"])
    def test_the_button_beside_a_discussion_leaves_the_same_record_as_the_queue(self, client, moderator, place):
        film = a_film()
        place = film if place == "film" else a_review(film)
        switch = reverse("reviews:open_film_comments", args=[film.slug])
        if place != film:
            switch = reverse("reviews:open_comments", args=[place.pk])
        for is_open in ("", "", "1"):  # the second press changes nothing
            client.post(switch, {"open": is_open})
        found = list(Decision.objects.order_by("pk").values_list("action", "target_id", "by__username", "undoes"))
        assert found == [("lock", place.pk, "mo", None), ("undo", place.pk, "mo", Decision.objects.earliest("id").pk)]
        client.post(switch)
        undo(client)
        place.refresh_from_db()
        assert (place.comments_open, getattr(place, "comments_locked", False)) == (True, False)
        assert not list(broken_links())

    def test_a_moderator_who_opens_what_another_closed_on_the_own_review_leaves_a_record(self, client, moderator):
        nothing_is_held()
        review = a_review(a_film(), a_moderator("author"))
        switch = reverse("reviews:open_comments", args=[review.pk])
        client.post(switch)
        client_of(review.author).post(switch, {"open": "1"})
        review.refresh_from_db()
        assert (review.comments_open, review.comments_locked) == (True, False)
        assert list(Decision.objects.order_by("pk").values_list("action", "by__username")) == [
            ("lock", "mo"),
            ("undo", "author"),
        ]

    def test_the_closing_of_comments_on_a_film_that_is_gone_stays(self, client, moderator):
        film = a_film()
        client.post(reverse("reviews:open_film_comments", args=[film.slug]))
        film.delete()
        undo(client)
        assert [decision.action for decision in Decision.objects.all()] == ["lock"]

    @pytest.mark.parametrize("is_open", [True, False])
    def test_taking_a_lock_back_leaves_comments_as_they_were(self, client, moderator, is_open):
        nothing_is_held()
        review = a_review(a_film())
        review.open_comments(is_open)
        post(client, "text", "review", review.pk)
        decide(client, Case.objects.get(), "lock")
        undo(client)
        review.refresh_from_db()
        assert (review.comments_open, review.comments_locked) == (is_open, False)

    def test_a_member_gets_404(self, client):
        _review, case = a_held_review()
        client.force_login(a_member())
        assert decide(client, case, "publish").status_code == 404
        assert client.get(reverse("moderation:queue")).status_code == 404

    def test_a_visitor_is_asked_to_log_in(self, client):
        _review, case = a_held_review()
        assert "login" in decide(client, case, "publish")["Location"]

    def test_nothing_is_decided_by_get(self, client, moderator):
        review, case = a_held_review()
        assert client.get(reverse("moderation:decide", args=[case.pk]), {"action": "publish"}).status_code == 405
        review.refresh_from_db()
        assert review.status == Status.PENDING

    def test_nothing_is_decided_without_a_token(self, moderator):
        from django.test import Client

        client = Client(enforce_csrf_checks=True)
        client.force_login(moderator)
        _review, case = a_held_review()
        assert decide(client, case, "publish").status_code == 403

    def test_what_a_case_does_not_offer_is_refused(self, client, moderator):
        review, case = a_held_review()
        assert decide(client, case, "grant").status_code == 409
        review.refresh_from_db()
        assert review.status == Status.PENDING

    def test_an_own_text_is_for_another_moderator(self, client, moderator):
        a_moderator("other")
        Policy(premoderate=True).save()
        review, case = a_held_review(moderator)
        response = decide(client, case, "publish")
        review.refresh_from_db()
        assert (response.status_code, review.status) == (409, Status.PENDING)
        assert "another moderator has to decide" in response.content.decode()

    def test_the_only_moderator_decides_on_own_texts_and_the_page_says_so(self, client, moderator):
        review, case = a_held_review(moderator)
        assert "only moderator" in client.get(reverse("moderation:case", args=[case.pk])).content.decode()
        decide(client, case, "publish")
        review.refresh_from_db()
        assert review.status == Status.PUBLISHED

    def test_a_case_that_only_the_moderator_reported_is_for_another(self, client, moderator):
        a_moderator("other")
        nothing_is_held()
        review = a_review(a_film())
        report(client, review)
        assert decide(client, Case.objects.get(), "remove", "abuse").status_code == 409

    def test_a_passed_on_case_is_for_senior_moderators(self, client, moderator):
        _review, case = a_held_review()
        decide(client, case, "escalate")
        assert decide(client, case, "publish").status_code == 409
        client.force_login(a_senior())
        assert decide(client, case, "publish").status_code == 302


class Undo:
    def test_undo_puts_back_status_and_rating_and_opens_the_case(self, client, moderator):
        nothing_is_held()
        review = a_review(a_film())
        reply = a_comment(review.film, review=review)
        before = figures(review.film)
        post(client, "text", "review", review.pk)
        decide(client, Case.objects.get(), "remove", "abuse")
        undo(client)
        review.refresh_from_db()
        reply.refresh_from_db()
        assert (review.status, figures(review.film), reply.is_visible) == (Status.PUBLISHED, before, True)
        assert Case.objects.open().count() == 1

    def test_undo_keeps_the_place_of_a_text(self, client, moderator):
        nothing_is_held()
        review = a_review(a_film())
        published = review.published_at
        post(client, "text", "review", review.pk)
        decide(client, Case.objects.get(), "remove", "abuse")
        undo(client)
        review.refresh_from_db()
        assert review.published_at == published

    def test_a_decision_is_taken_back_once(self, client, moderator):
        _review, case = a_held_review()
        decide(client, case, "publish")
        decision = Decision.objects.get()
        undo(client, decision)
        assert undo(client, decision).status_code == 404
        assert Decision.objects.count() == 2

    def test_an_earlier_decision_is_not_taken_back_over_a_later_one(self, client, moderator):
        review, case = a_held_review()
        decide(client, case, "publish")
        first = Decision.objects.get()
        post(client, "text", "review", review.pk)
        decide(client, Case.objects.open().get(), "remove", "spam")
        undo(client, first)
        review.refresh_from_db()
        assert review.status == Status.REMOVED

    def test_another_moderators_decision_is_for_senior_moderators(self, client, moderator):
        review, case = a_held_review()
        decide(client, case, "publish")
        client.force_login(a_moderator("other"))
        assert undo(client).status_code == 404
        client.force_login(a_senior())
        undo(client)
        review.refresh_from_db()
        assert review.status == Status.PENDING


@pytest.mark.each_database
class Log:
    """The chain of decisions."""

    @pytest.fixture
    def decided(self, client, moderator):
        for number in range(3):
            _review, case = a_held_review(film=a_film(f"Film {number}"))
            decide(client, case, "publish")
        return list(Decision.objects.order_by("number"))

    def test_a_whole_chain_verifies(self, decided, capsys):
        call_command("verify_log")
        assert "3 decisions, every link holds" in capsys.readouterr().out

    def test_the_database_refuses_to_change_a_decision(self, decided):
        with pytest.raises(DatabaseError), transaction.atomic():
            Decision.objects.filter(pk=decided[0].pk).update(ground="spam")

    def test_the_database_refuses_to_delete_a_decision(self, decided):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM reviews_decision WHERE id = %s", [decided[1].pk])

    @pytest.mark.only("sqlite")  # no other database has INSERT OR REPLACE
    def test_the_database_refuses_to_replace_a_decision(self, decided):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT OR REPLACE INTO reviews_decision SELECT * FROM reviews_decision WHERE id = %s", [decided[1].pk]
            )

    def test_a_changed_decision_is_found(self, decided):
        with triggers.lifted(connection):
            Decision.objects.filter(pk=decided[1].pk).update(ground="spam")
        with pytest.raises(CommandError, match="decision 2: was changed"):
            call_command("verify_log")

    def test_a_deleted_decision_is_found(self, decided):
        with triggers.lifted(connection), connection.cursor() as cursor:
            cursor.execute("DELETE FROM reviews_decisionwords WHERE decision_id = %s", [decided[1].pk])
            cursor.execute("DELETE FROM reviews_decision WHERE id = %s", [decided[1].pk])
        with pytest.raises(CommandError, match="decision 2: is missing"):
            call_command("verify_log")

    def test_a_cut_off_end_is_found(self, decided):
        with triggers.lifted(connection), connection.cursor() as cursor:
            cursor.execute("DELETE FROM reviews_decisionwords WHERE decision_id = %s", [decided[2].pk])
            cursor.execute("DELETE FROM reviews_decision WHERE id = %s", [decided[2].pk])
        with pytest.raises(CommandError, match="decision 3: is missing at the end"):
            call_command("verify_log")

    def test_a_forged_decision_in_between_is_found(self, decided):
        forged = decided[1]
        forged.ground = "spam"
        forged.hash = forged.digest()
        with triggers.lifted(connection):
            Decision.objects.filter(pk=forged.pk).update(ground=forged.ground, hash=forged.hash)
        with pytest.raises(CommandError, match="decision 3: does not follow"):
            call_command("verify_log")

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE reviews_decisionwords SET letter = 'Forged.' WHERE decision_id = %s",
            "DELETE FROM reviews_decisionwords WHERE decision_id = %s",
        ],
    )
    def test_the_words_of_a_decision_are_kept_as_they_were(self, decided, statement):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [decided[1].pk])
        with triggers.lifted(connection), connection.cursor() as cursor:
            cursor.execute(statement, [decided[1].pk])
        with pytest.raises(CommandError, match=r"decision 2: has (other|lost its) words"):
            call_command("verify_log")

    def test_missing_guards_are_found(self, decided):
        triggers.remove(connection)
        try:
            with pytest.raises(CommandError, match="does not guard"):
                call_command("verify_log")
        finally:
            triggers.install(connection)

    def test_a_noted_hash_has_to_be_in_the_chain(self, decided):
        call_command("verify_log", expect=decided[0].hash)
        with pytest.raises(CommandError, match="not the one"):
            call_command("verify_log", expect="0" * 64)
