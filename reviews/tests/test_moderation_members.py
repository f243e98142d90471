"""What members see of moderation: reports, appeals, sanctions, notices, the log."""

import json
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from films.models import Film
from reviews.models import ProfileText, Review, Status
from reviews.moderation import triggers
from reviews.moderation.mail import unsubscribe_token
from reviews.moderation.models import Appeal, Case, Decision, MailChoice, Notice, Policy, Report, Sanction
from reviews.tests.factories import a_comment, a_film, a_member, a_review, nothing_is_held
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
SECRET = "xyzzyplugh"


def logged_in(member):
    client = Client()
    client.force_login(member)
    return client


@pytest.fixture
def published():
    nothing_is_held()
    return a_review(a_film(), body=f"A text about {SECRET}.")


class Reports:
    def test_several_reports_are_one_case(self, published):
        for _number in range(2):
            report(logged_in(a_member()), published)
        assert Case.objects.open().count() == 1
        assert Report.objects.open().count() == 2

    def test_a_second_report_by_the_same_member_is_refused(self, published):
        client = logged_in(a_member())
        report(client, published)
        assert "reported this already" in report(client, published).content.decode()
        assert Report.objects.count() == 1

    def test_enough_reports_hold_the_text(self, published):
        for _number in range(3):
            report(logged_in(a_member()), published)
        published.refresh_from_db()
        assert published.status == Status.PENDING
        assert "held after reports" in Decision.objects.get().get_action_display()

    def test_reports_do_not_hold_a_trusted_members_text(self, published):
        published.author.is_staff = True
        published.author.save()
        for _number in range(4):
            report(logged_in(a_member()), published)
        published.refresh_from_db()
        assert published.status == Status.PUBLISHED

    def test_the_reporter_hears_the_outcome(self, published):
        reporter = a_member()
        report(logged_in(reporter), published)
        decide(logged_in(a_moderator()), Case.objects.get(), "remove", "abuse")
        assert kinds_of_notices(reporter) == ["report"]
        assert "we acted on it" in logged_in(reporter).get(reverse("moderation:reports")).content.decode()

    def test_leaving_a_text_as_it_is_counts_against_the_report(self, published):
        reporter = a_member()
        report(logged_in(reporter), published)
        decide(logged_in(a_moderator()), Case.objects.get(), "publish")
        assert Report.objects.get().outcome == "declined"
        assert Report.objects.weight_of(reporter) < 1

    def test_the_first_urgent_report_is_mailed_at_once(self, published, django_capture_on_commit_callbacks):
        a_moderator()
        with django_capture_on_commit_callbacks(execute=True):
            report(logged_in(a_member()), published, ground="illegal")
            report(logged_in(a_member()), published, ground="illegal")
        assert [message.subject for message in mail.outbox] == ["Flock: urgent report"]
        assert SECRET not in mail.outbox[0].body

    def test_a_flood_of_reports_ends(self, published):
        Policy.objects.update(reports_a_day=2)
        client = logged_in(a_member())
        for number in range(3):
            report(client, a_review(a_film(f"Film {number}")))
        assert Report.objects.count() == 2

    def test_an_own_text_is_not_reported(self, published):
        assert "your own" in report(logged_in(published.author), published).content.decode()

    def test_what_one_does_not_see_is_not_reported(self):
        review, _case = a_held_review()
        assert report(logged_in(a_member()), review).status_code == 404

    @pytest.mark.parametrize("kind", ["film", "policy", "decision"])
    def test_other_things_are_not_reported(self, published, kind):
        assert post(logged_in(a_member()), "report", kind, 1, ground="spam").status_code == 404

    def test_a_member_can_be_reported(self, published):
        report(logged_in(a_member()), published.author, kind="member")
        assert Case.objects.get().kind == "member"

    def test_a_report_without_a_reason_is_explained(self, published):
        assert post(logged_in(a_member()), "report", "review", published.pk).status_code == 422


class Appeals:
    @pytest.fixture
    def removed(self, published):
        self.before = self.totals(published)
        reporter = logged_in(a_moderator("mo"))
        post(reporter, "text", "review", published.pk)
        decide(reporter, Case.objects.get(), "remove", "abuse")
        return published

    def totals(self, review):
        film = Film.objects.get(pk=review.film_id)
        return [film.rating_count, film.rating_sum, film.review_count, film.comment_count]

    def appeal(self, review, body="It was a quotation."):
        decision = Decision.objects.filter(action="remove").latest("id")
        return post(logged_in(review.author), "decision", decision.pk, body=body)

    def test_granting_puts_everything_back(self, removed):
        self.appeal(removed)
        decide(logged_in(a_senior()), Case.objects.open().get(), "grant")
        removed.refresh_from_db()
        assert (removed.status, self.totals(removed)) == (Status.PUBLISHED, self.before)
        assert kinds_of_notices(removed.author) == ["decided", "appeal"]

    def test_denying_changes_nothing(self, removed):
        self.appeal(removed)
        decide(logged_in(a_senior()), Case.objects.open().get(), "deny", "abuse")
        removed.refresh_from_db()
        assert removed.status == Status.REMOVED
        assert Appeal.objects.get().outcome == "denied"

    def test_one_appeals_once(self, removed):
        self.appeal(removed)
        assert "was made already" in self.appeal(removed).content.decode()
        assert Appeal.objects.count() == 1

    def test_one_appeals_in_time(self, removed):
        Policy.objects.update(appeal_days=0)
        self.appeal(removed)
        assert not Appeal.objects.exists()

    def test_nobody_decides_on_the_appeal_against_the_own_decision(self, removed):
        senior = a_senior()
        self.appeal(removed)
        decider = Decision.objects.get(action="remove").by
        decider.groups.set(senior.groups.all())
        response = decide(logged_in(decider), Case.objects.open().get(), "grant")
        assert "against your own decision" in response.content.decode()

    def test_somebody_elses_decision_is_404(self, removed):
        decision = Decision.objects.get(action="remove")
        assert logged_in(a_member()).get(reverse("moderation:decision", args=[decision.pk])).status_code == 404

    def test_a_granted_appeal_can_be_taken_back(self, removed):
        self.appeal(removed)
        senior = logged_in(a_senior())
        decide(senior, Case.objects.open().get(), "grant")
        undo(senior)
        removed.refresh_from_db()
        assert (removed.status, Appeal.objects.get().outcome) == (Status.REMOVED, "open")


class Sanctions:
    def test_a_suspended_member_reads_why_and_changes_nothing(self):
        member = a_member()
        post(logged_in(a_senior()), "sanction", member.username, level="suspend", ground="abuse", letter="Please rest.")
        client = logged_in(member)
        assert "Please rest." in client.get(reverse("moderation:standing")).content.decode()
        response = post(client, "report", "member", a_member().pk, ground="spam")
        assert (response.status_code, Report.objects.count()) == (403, 0)
        assert "Please rest." in response.content.decode()

    def test_a_suspended_member_reads_in_the_own_language_and_colours(self):
        member = a_member()
        post(logged_in(a_senior()), "sanction", member.username, level="suspend", ground="abuse")
        client = logged_in(member)
        for name, chosen in (("language", "de"), ("theme", "dark")):
            assert client.post(reverse(name), {name: chosen}).status_code == 302
        member.refresh_from_db()
        assert (member.language, member.theme) == ("de", "dark")

    def test_a_suspended_member_appeals_and_is_free_again(self):
        member = a_member()
        post(logged_in(a_senior()), "sanction", member.username, level="suspend", ground="abuse")
        post(logged_in(member), "decision", Decision.objects.get().pk, body="That was my brother.")
        decide(logged_in(a_senior("judge")), Case.objects.open().get(), "grant")
        assert not Sanction.objects.active().exists()

    def test_a_sanction_ends_by_itself_and_the_member_is_told(self):
        member = a_member()
        until = timezone.localtime() + timedelta(days=1)
        post(
            logged_in(a_senior()),
            "sanction",
            member.username,
            level="mute",
            ground="abuse",
            until=f"{until:%Y-%m-%dT%H:%M}",
        )
        Sanction.objects.update(until=timezone.now() - timedelta(seconds=1))
        assert not Sanction.objects.active().exists()
        call_command("moderation_upkeep")
        assert kinds_of_notices(member) == ["sanction", "sanction"]

    def test_a_note_stays_among_moderators(self):
        member = a_member()
        post(logged_in(a_senior()), "sanction", member.username, level="note", letter=f"Talked about {SECRET}.")
        assert not Notice.objects.exists()
        assert SECRET not in logged_in(member).get(reverse("moderation:standing")).content.decode()

    def test_a_moderator_may_not_sanction(self):
        member = a_member()
        response = post(logged_in(a_moderator()), "sanction", member.username, level="ban", ground="spam")
        assert (response.status_code, Sanction.objects.count()) == (404, 0)

    def test_no_button_shows_that_the_moderator_may_not_press(self):
        page = logged_in(a_moderator()).get(reverse("moderation:member", args=[a_member().username]))
        assert "Ban and clear" not in page.content.decode()

    def test_staff_is_not_sanctioned_by_moderators(self):
        post(logged_in(a_senior()), "sanction", a_member("boss", is_staff=True).username, level="ban", ground="spam")
        assert not Sanction.objects.exists()

    def test_ban_and_clear_removes_everything_and_is_undone_as_one(self, published):
        spammer = published.author
        a_comment(published.film, spammer)
        a_review(a_film("B"), spammer)
        senior = logged_in(a_senior())
        post(senior, "clear", spammer.username, ground="spam", username=spammer.username)
        assert not Review.objects.published().exists()
        assert Sanction.objects.active().get().level == "ban"
        undo(senior)
        film = Film.objects.get(pk=published.film_id)
        assert Review.objects.published().count() == 2
        assert (film.rating_count, film.comment_count) == (1, 1)
        assert not Sanction.objects.active().exists()
        call_command("verify_log")

    def test_ban_and_clear_asks_for_the_name(self, published):
        post(logged_in(a_senior()), "clear", published.author.username, ground="spam", username="somebody")
        published.refresh_from_db()
        assert published.status == Status.PUBLISHED

    def test_a_message_is_no_strike(self):
        member = a_member()
        post(logged_in(a_moderator()), "message", member.username, subject="Your last text", body="Was lovely.")
        assert kinds_of_notices(member) == ["staff"]
        assert not Decision.objects.exists()


class Notices:
    @pytest.fixture
    def told(self):
        review, case = a_held_review(body=f"A text about {SECRET}.")
        decide(logged_in(a_moderator()), case, "reject", "spam")
        return review.author

    def test_the_inbox_lists_what_happened_without_the_text(self, told):
        page = logged_in(told).get(reverse("moderation:inbox")).content.decode()
        assert "was not accepted" in page
        assert SECRET not in page

    def test_opening_a_notice_marks_it_as_read(self, told):
        notice = Notice.objects.latest("id")
        logged_in(told).get(reverse("moderation:notice", args=[notice.pk]))
        assert Notice.objects.unread().filter(member=told).count() == 1

    def test_nobody_reads_anothers_notice(self, told):
        notice = Notice.objects.latest("id")
        assert logged_in(a_member()).get(reverse("moderation:notice", args=[notice.pk])).status_code == 404

    def test_all_are_marked_as_read(self, told):
        post(logged_in(told), "read_all")
        assert not Notice.objects.unread().exists()

    def test_a_decision_is_mailed_once(self, told):
        call_command("moderation_upkeep")
        call_command("moderation_upkeep")
        assert [message.to for message in mail.outbox] == [[told.email]]
        assert SECRET not in mail.outbox[0].body
        assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    def test_what_a_member_does_not_want_by_mail_is_not_mailed(self):
        review, case = a_held_review()
        post(logged_in(review.author), "mail", kind=["reply"])
        decide(logged_in(a_moderator()), case, "publish")
        call_command("moderation_upkeep")
        assert not mail.outbox

    def test_one_click_in_the_mail_stops_its_kind(self, told):
        call_command("moderation_upkeep")
        address = re.search(r"<(.*)>", mail.outbox[0].extra_headers["List-Unsubscribe"])[1]
        client = Client(enforce_csrf_checks=True)
        assert client.post(address.removeprefix("http://127.0.0.1:8000")).status_code == 200
        assert MailChoice.objects.get().kind == "decided"

    def test_opening_the_link_only_asks(self, told):
        Client().get(reverse("moderation:unsubscribe", args=[unsubscribe_token(told.pk, "decided")]))
        assert not MailChoice.objects.exists()

    def test_a_forged_link_is_404(self):
        assert Client().post(reverse("moderation:unsubscribe", args=["WzEsICJkZWNpZGVkIl0:x:y"])).status_code == 404

    def test_a_reply_is_told_without_its_words(self, published):
        a_comment(published.film, review=published, body=f"I also like {SECRET}.")
        assert kinds_of_notices(published.author) == ["reply"]
        assert SECRET not in logged_in(published.author).get(reverse("moderation:inbox")).content.decode()

    def test_a_held_reply_is_told_when_it_is_published(self, published):
        Policy.objects.update(premoderate=True)
        comment = a_comment(published.film, review=published)
        assert kinds_of_notices(published.author) == []
        decide(logged_in(a_moderator()), Case.objects.open().of(comment).get(), "publish")
        assert kinds_of_notices(published.author) == ["reply"]


class PublicLog:
    @pytest.fixture
    def decided(self, published):
        reporter = a_member("tattler")
        report(logged_in(reporter), published, note=f"{SECRET} is mean")
        decide(logged_in(a_moderator()), Case.objects.get(), "remove", "abuse", quote=SECRET)
        return published

    @pytest.mark.parametrize("name", ["log", "log_feed", "transparency"])
    def test_it_never_has_the_words_or_the_reporter(self, client, decided, name):
        page = client.get(reverse(f"moderation:{name}")).content.decode()
        assert "removed" in page
        assert SECRET not in page
        assert "tattler" not in page

    @pytest.mark.parametrize("name", ["log", "log_feed", "transparency"])
    def test_whoever_checks_links_gets_its_head(self, client, name):
        assert client.head(reverse(f"moderation:{name}")).status_code == 200
        assert client.put(reverse(f"moderation:{name}")).status_code == 405

    @pytest.mark.parametrize("name", ["log", "log_feed", "transparency"])
    def test_a_log_for_moderators_is_404_for_others(self, decided, name):
        Policy.objects.update(log_audience="staff")
        assert logged_in(a_member()).get(reverse(f"moderation:{name}")).status_code == 404

    def test_a_log_for_members_asks_visitors_to_log_in(self, client, decided):
        Policy.objects.update(log_audience="members")
        assert client.get(reverse("moderation:log")).status_code == 302
        assert logged_in(a_member()).get(reverse("moderation:log")).status_code == 200

    def test_the_delay_is_kept(self, client, decided):
        Policy.objects.update(log_delay_hours=2)
        assert "abuse" not in client.get(reverse("moderation:log")).content.decode()
        assert "<entry>" not in client.get(reverse("moderation:log_feed")).content.decode()

    @pytest.mark.parametrize("query", ["first=x&last=y", "first=2024-05-01&last=2020-01-01", "first=1900-01-01"])
    def test_a_period_that_is_none_is_explained(self, client, query):
        assert client.get(reverse("moderation:transparency") + "?" + query).status_code == 200

    def test_the_figures_are_of_the_period(self, client, decided):
        address = reverse("moderation:transparency")
        assert "<td>1</td>" in client.get(address).content.decode()
        assert "Nothing." in client.get(address + "?first=2020-01-01&last=2020-02-01").content.decode()


def tables_with_the_secret():
    models = apps.get_app_config("reviews").get_models()
    return {model.__name__ for model in models if SECRET in json.dumps(list(model.objects.values()), default=str)}


class Purge:
    @pytest.fixture
    def removed(self, published):
        moderator = logged_in(a_moderator())
        post(moderator, "text", "review", published.pk)
        report(logged_in(a_member()), published, note=f"It is about {SECRET}.")
        decide(moderator, Case.objects.get(), "note", letter=f"He means the {SECRET}.")
        decide(moderator, Case.objects.get(), "remove", "abuse", letter=f"About {SECRET}?", quote=SECRET)
        return published

    def test_a_removed_text_is_kept_until_its_time_is_over(self, removed):
        call_command("moderation_upkeep")
        removed.refresh_from_db()
        assert SECRET in removed.body

    def test_after_its_time_it_is_erased_and_the_log_still_verifies(self, removed, time_machine_travel):
        time_machine_travel(days=400)
        call_command("moderation_upkeep")
        removed.refresh_from_db()
        assert (removed.body, removed.status) == ("", Status.REMOVED)
        assert Decision.objects.latest("id").action == "purge"
        call_command("verify_log")

    def test_what_was_quoted_and_written_about_it_is_erased_with_it(self, removed, time_machine_travel):
        assert tables_with_the_secret() == {"Review", "DecisionWords", "Notice", "Report", "CaseEvent"}
        time_machine_travel(days=400)
        call_command("moderation_upkeep")
        call_command("moderation_upkeep")
        assert not tables_with_the_secret()
        assert Decision.objects.filter(action="purge").count() == 1
        call_command("verify_log")

    def test_the_log_finds_words_that_were_erased_before_their_time(self, removed):
        with triggers.lifted(connection), connection.cursor() as cursor:
            cursor.execute("DELETE FROM reviews_decisionwords")
        with pytest.raises(CommandError, match="has lost its words"):
            call_command("verify_log")

    def test_a_removed_bio_is_erased_after_its_time_too(self, time_machine_travel):
        nothing_is_held()
        member, moderator = a_member(), logged_in(a_moderator())
        ProfileText.objects.submit(member, bio=f"I am {SECRET}.")
        post(moderator, "text", "profile", ProfileText.objects.get().pk)
        decide(moderator, Case.objects.get(), "remove", "abuse")
        time_machine_travel(days=400)
        call_command("moderation_upkeep")
        assert ProfileText.objects.get().body == ""
        call_command("verify_log")

    def test_a_rehearsal_erases_nothing(self, removed, time_machine_travel, capsys):
        time_machine_travel(days=400)
        call_command("moderation_upkeep", dry_run=True)
        assert "1 texts would be erased" in capsys.readouterr().out
        removed.refresh_from_db()
        assert removed.body

    @pytest.fixture
    def time_machine_travel(self):
        import time_machine

        travellers = []

        def travel(days):
            traveller = time_machine.travel(timezone.now() + timedelta(days=days))
            traveller.start()
            travellers.append(traveller)

        yield travel
        for traveller in travellers:
            traveller.stop()
