import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from reviews.models import Refused, Review, Status
from reviews.moderation.models import Case, Decision, Policy, Rule
from reviews.moderation.sanctioning import sanction
from reviews.tests.factories import a_comment, a_film, a_member, a_review
from reviews.tests.moderation_factories import a_held_review, a_moderator, a_senior, decide

pytestmark = pytest.mark.django_db

FILLER = "A slow and patient picture whose last reel pays for every minute of the first two."


def policy(**chosen):
    Policy(**{"hold_first_texts": 0, "links_allowed": 99, "flood_texts": 0, "repeat_days": 0, **chosen}).save()


def reasons(text):
    return [finding["reason"] for finding in text.trace if finding["outcome"] != "note"]


def rule(text, kind="phrase", **chosen):
    return Rule.objects.create(text=text, kind=kind, **chosen)


class Check:
    def test_a_first_review_is_held_and_says_so(self):
        review, case = a_held_review()
        assert reasons(review) == ["first_texts"]
        assert case.reason == "first_texts"

    def test_after_one_published_text_the_next_appears_at_once(self, client):
        review, case = a_held_review()
        client.force_login(a_moderator())
        decide(client, case, "publish")
        assert a_review(a_film("Another"), review.author, body="I liked the dog.").status == Status.PUBLISHED

    def test_a_rating_without_text_is_never_held_for_text_reasons(self):
        Policy(premoderate=True).save()
        assert a_review(a_film(), body="").status == Status.PUBLISHED

    def test_premoderation_holds_everything(self):
        policy(premoderate=True)
        assert reasons(a_review(a_film())) == ["premoderation"]

    def test_too_many_links_hold(self):
        policy(links_allowed=1)
        assert reasons(a_review(a_film(), body="See http://a.example and www.b.example/x")) == ["links"]

    def test_allowed_domains_do_not_count(self):
        policy(links_allowed=0)
        rule("archive.example", "allow")
        assert a_review(a_film(), body="See https://www.archive.example/film").status == Status.PUBLISHED

    def test_a_blocked_domain_holds_its_subdomains_too(self):
        policy()
        rule("pills.example", "block")
        assert reasons(a_review(a_film(), body="Go to https://cheap.pills.example/now")) == ["domain"]

    @pytest.mark.parametrize(
        "body",
        [
            "What a Scunner film",
            "What a scünner film",
            "What a ｓｃｕｎｎｅｒ film",
            "What a sсunnеr film",
            "What a s\u0301cunner film",
        ],
    )
    def test_a_phrase_is_found_however_it_is_written(self, body):
        policy()
        rule("scunner")
        assert "phrase" in reasons(a_review(a_film(), body=body))

    def test_a_phrase_is_not_found_inside_a_word(self):
        policy()
        rule("ass")
        assert a_review(a_film(), body="A classic passage, with class.").status == Status.PUBLISHED

    def test_a_phrase_of_two_words_is_found_across_a_line_break(self):
        policy()
        rule("buy now")
        assert reasons(a_review(a_film(), body="You should buy\n now")) == ["phrase"]

    def test_log_only_notes_and_lets_through(self):
        policy()
        rule("scunner", log_only=True)
        review = a_review(a_film(), body="A scunner.")
        assert review.status == Status.PUBLISHED
        assert [finding["outcome"] for finding in review.trace] == ["note"]

    def test_a_rule_that_rejects_is_a_decision_that_the_author_hears_of_and_appeals_against(self, client):
        policy()
        rule("buy followers", outcome="reject")
        review = a_review(a_film(), body="Buy followers here.")
        one = Decision.objects.get()
        assert (review.status, one.by, one.action, one.rule) == (Status.REJECTED, None, "reject", "buy followers")
        client.force_login(review.author)
        page = reverse("moderation:decision", args=[one.pk])
        assert "“buy followers”" in client.get(page).content.decode()
        client.post(page, {"body": "It is a line of the film."})
        client.force_login(a_senior())
        decide(client, Case.objects.open().get(), "grant")
        review.refresh_from_db()
        assert review.status == Status.PUBLISHED

    def test_a_changed_rule_works_at_once(self):
        policy()
        made = rule("scunner")
        a_review(a_film(), body="Nothing to see.")
        made.text = "wallop"
        made.save()
        assert reasons(a_review(a_film("B"), body="A wallop of a film.")) == ["phrase"]

    def test_a_pattern_holds(self):
        policy()
        rule(r"\d{3}-\d{4}", "pattern")
        assert reasons(a_review(a_film(), body="Call 555-1234")) == ["pattern"]

    def test_a_pattern_that_explodes_is_stopped_and_holds(self):
        policy()
        rule(r"(a+)+$", "pattern")
        started = timezone.now()
        review = a_review(a_film(), body="a" * 40_000 + "!")
        assert reasons(review) == ["slow_pattern"]
        assert timezone.now() - started < timedelta(seconds=3)

    def test_many_slow_patterns_share_one_limit(self):
        policy()
        for number in range(20):
            rule(rf"(a+)+{number}$", "pattern")
        started = timezone.now()
        a_review(a_film(), body="a" * 40_000 + "!")
        assert timezone.now() - started < timedelta(seconds=3)

    def test_mixed_alphabets_in_a_word_hold(self):
        policy()
        assert reasons(a_review(a_film(), body="Free mоney for all")) == ["script"]

    def test_a_text_in_another_alphabet_is_fine(self):
        policy()
        assert a_review(a_film(), body="Очень хороший фильм, смотрел дважды.").status == Status.PUBLISHED

    def test_an_own_text_again_is_held(self):
        policy(repeat_days=30)
        author = a_member()
        a_review(a_film(), author, body=FILLER)
        again = a_review(a_film("Another"), author, body=FILLER + " Really.")
        assert reasons(again) == ["own_repeat"]

    def test_somebody_elses_text_is_held(self):
        policy(repeat_days=30)
        a_review(a_film(), body=FILLER)
        assert reasons(a_review(a_film("Another"), body=FILLER)) == ["others_repeat"]

    def test_short_texts_may_be_alike(self):
        policy(repeat_days=30)
        a_review(a_film(), body="What a great film!")
        assert a_review(a_film("Another"), body="What a great film!").status == Status.PUBLISHED

    def test_an_edit_is_no_repeat_of_itself(self):
        policy(repeat_days=30)
        review = a_review(a_film(), body=FILLER)
        assert a_review(review.film, review.author, body=FILLER + " Twice.").status == Status.PUBLISHED

    def test_a_flood_is_held(self):
        policy(flood_texts=3)
        author, film = a_member(), a_film()
        texts = [a_comment(film, author, body=f"Thought number {number}.") for number in range(4)]
        assert [text.status for text in texts] == ["published"] * 3 + ["pending"]

    def test_an_author_of_many_rejected_texts_is_held(self):
        policy()
        author, film = a_member(), a_film()
        for number in range(5):
            a_comment(film, author, body=f"Thought number {number}.")
        author.comments.update(status=Status.REJECTED)
        assert reasons(a_comment(film, author, body="One more.")) == ["rejections"]

    def test_trusted_members_skip_what_the_policy_names(self):
        policy(links_allowed=0, trust_after=2, trusted_skip=["links"])
        author, film = a_member(), a_film()
        first = a_comment(film, author, body="See http://a.example")
        author.comments.update(status=Status.PUBLISHED)
        a_comment(film, author, body="No link here.")
        assert a_comment(film, author, body="See http://b.example").status == Status.PUBLISHED
        assert first.status == Status.PENDING

    def test_an_always_checked_member_is_held(self):
        policy()
        author = a_member()
        sanction(a_moderator(), author, "check", ground="spam")
        assert reasons(a_review(a_film(), author)) == ["always_check"]

    @pytest.mark.parametrize("level", ["mute", "suspend", "ban"])
    def test_a_barred_member_writes_nothing(self, level):
        policy()
        author = a_member()
        sanction(a_moderator(), author, level, ground="abuse")
        with pytest.raises(Refused):
            a_review(a_film(), author)
        assert not Review.objects.exists()

    def test_a_sanction_that_ran_out_bars_nobody(self):
        policy()
        author = a_member()
        made = sanction(a_moderator(), author, "mute", ground="abuse", until=timezone.now() + timedelta(hours=1))
        type(made).objects.update(until=timezone.now() - timedelta(seconds=1))
        assert a_review(a_film(), author).status == Status.PUBLISHED

    def test_the_reasons_can_be_kept_general(self):
        policy(tell_reasons=False, premoderate=True)
        from reviews.moderation import for_author

        review = a_review(a_film())
        assert for_author(review.trace, tell=False) == ["A moderator reads it before it appears."]

    @pytest.mark.parametrize(
        "body",
        ["<script>alert(1)</script>" * 50, "> " * 1000 + "deep", "\u202egnorw", "a\u200bb" * 100, "x" * 50_000],
    )
    def test_hostile_texts_are_judged_and_kept(self, body):
        policy()
        review = a_review(a_film(), body=body)
        assert review.pk
        assert "<script" not in review.body_html


class Brake:
    """The review-bomb brake."""

    def test_new_accounts_wait_before_the_release(self):
        policy()
        film = a_film(release_date=timezone.localdate() + timedelta(days=30))
        review = a_review(film, body="", half_steps=1)
        film.refresh_from_db()
        assert (review.status, film.rating_count) == (Status.PENDING, 0)
        assert Case.objects.open().filter(kind="film").count() == 1

    def test_old_accounts_rate_as_ever(self):
        policy()
        film = a_film(release_date=timezone.localdate() + timedelta(days=30))
        author = a_member(date_joined=timezone.now() - timedelta(days=400))
        assert a_review(film, author, body="").status == Status.PUBLISHED

    def test_far_more_ratings_than_usual_put_the_brake_on(self):
        policy(brake_least=3)
        film = a_film()
        for _number in range(4):
            a_review(film, body="", half_steps=1)
        assert film.brake.on_since
        assert a_review(film, body="", half_steps=1).status == Status.PENDING

    def test_a_moderator_releases_it(self, client):
        policy(brake_least=3)
        film = a_film()
        for _number in range(4):
            a_review(film, body="", half_steps=1)
        client.force_login(a_moderator())
        decide(client, Case.objects.get(kind="film"), "release")
        assert a_review(film, body="", half_steps=1).status == Status.PUBLISHED


class Outside:
    """The outside spam filter."""

    @pytest.fixture
    def filter_says(self):
        servers = []

        def start(answer, seconds=0.0):
            class Handler(BaseHTTPRequestHandler):
                def do_POST(self):
                    self.rfile.read(int(self.headers["Content-Length"]))
                    gate.wait(seconds)
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(answer)

                def log_message(self, *args):
                    pass

            gate = threading.Event()
            server = HTTPServer(("127.0.0.1", 0), Handler)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            servers.append((server, gate))
            return f"http://127.0.0.1:{server.server_port}/"

        yield start
        for server, gate in servers:
            gate.set()
            server.shutdown()
            server.server_close()

    def test_the_webhooks_spam_is_held(self, filter_says):
        policy(outside="webhook", outside_url=filter_says(json.dumps({"spam": True}).encode()))
        assert reasons(a_review(a_film())) == ["outside"]

    def test_what_it_lets_through_is_published(self, filter_says):
        policy(outside="webhook", outside_url=filter_says(json.dumps({"spam": False}).encode()))
        assert a_review(a_film()).status == Status.PUBLISHED

    def test_akismets_protocol_is_spoken(self, filter_says):
        policy(outside="akismet", outside_url=filter_says(b"true"))
        assert reasons(a_review(a_film())) == ["outside"]

    @pytest.mark.parametrize("answer", [b"", b"<html>", b'{"spam": "maybe"}', b"[]", b"invalid"])
    def test_nonsense_holds(self, filter_says, answer):
        policy(outside="webhook", outside_url=filter_says(answer))
        assert reasons(a_review(a_film())) == ["outside_silent"]

    def test_a_filter_that_is_late_holds(self, filter_says):
        policy(outside="webhook", outside_url=filter_says(b"true", seconds=5), outside_seconds=0.1)
        assert reasons(a_review(a_film())) == ["outside_silent"]

    def test_a_filter_that_is_gone_holds(self):
        policy(outside="webhook", outside_url="http://127.0.0.1:1/")
        assert reasons(a_review(a_film())) == ["outside_silent"]


class Rules:
    """The rules in the admin."""

    @pytest.fixture
    def administrator(self, client):
        admin = get_user_model().objects.create_superuser("root", "root@example.org", "correct horse battery")
        client.force_login(admin)
        return admin

    def add(self, client, **chosen):
        form = {
            "kind": "phrase",
            "text": "scunner",
            "whole_words": "on",
            "outcome": "hold",
            "is_active": "on",
            "note": "",
        }
        return client.post(reverse("admin:reviews_rule_add"), form | chosen)

    def test_a_rule_is_rehearsed_before_it_is_saved(self, client, administrator):
        policy()
        a_review(a_film(), body="What a scunner.")
        a_review(a_film("B"), body="What a delight.")
        page = self.add(client).content.decode()
        assert "would have found 1 of 2 texts, 0 of them by trusted members" in page
        assert not Rule.objects.exists()

    def test_after_the_rehearsal_it_is_saved(self, client, administrator):
        assert self.add(client, _rehearsed="yes").status_code == 302
        assert Rule.objects.get().text == "scunner"

    @pytest.mark.parametrize("pattern", ["(", "(?:(?:(?:x{500}){500}){500})", "[z-a]", r"(?P<a>x)(?P<a>y"])
    def test_a_pattern_that_is_none_is_refused_with_the_reason(self, client, administrator, pattern):
        response = self.add(client, kind="pattern", text=pattern, _rehearsed="yes")
        assert "cannot be used" in response.content.decode()
        assert not Rule.objects.exists()

    def test_the_rehearsal_says_that_a_pattern_is_slow(self, client, administrator):
        policy()
        a_review(a_film(), body="a" * 40_000 + "!")
        assert "ran out of time on 1 texts" in self.add(client, kind="pattern", text="(a+)+$").content.decode()

    def test_the_policy_is_one_page(self, client, administrator):
        assert client.get(reverse("admin:reviews_policy_changelist"), follow=True).status_code == 200
        assert client.get(reverse("admin:reviews_policy_add")).status_code == 403

    def test_decisions_are_only_read(self, client, administrator):
        _review, case = a_held_review()
        decide(client, case, "publish")
        number = case.member.decisions_about.get().pk
        assert client.get(reverse("admin:reviews_decision_change", args=[number])).status_code == 200
        assert client.post(reverse("admin:reviews_decision_delete", args=[number]), {"post": "yes"}).status_code == 403
        assert client.post(reverse("admin:reviews_decision_change", args=[number]), {"letter": "x"}).status_code == 403
