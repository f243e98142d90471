"""Names and bios, bulk decisions, and what other pages show of moderation."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.models import ProfileText, Review, Status
from reviews.moderation.models import Case, Policy, Rule
from reviews.moderation.sanctioning import sanction
from reviews.tests.factories import a_film, a_member, a_review, nothing_is_held
from reviews.tests.moderation_factories import a_held_review, a_moderator, a_senior, decide, post, undo

pytestmark = pytest.mark.django_db


def logged_in(member):
    client = Client()
    client.force_login(member)
    return client


class Profile:
    """Display names and bios."""

    def change(self, member, **texts):
        return logged_in(member).post(
            reverse("accounts:preferences"), {"display_name": "", "bio": "", **texts}, follow=True
        )

    def test_an_ordinary_name_and_bio_are_shown_at_once(self):
        member = a_member()
        self.change(member, display_name="Anna", bio="I like trains in films.")
        member.refresh_from_db()
        assert (member.display_name, member.bio) == ("Anna", "I like trains in films.")

    def test_a_held_bio_waits_and_the_member_is_told(self):
        member = a_member()
        page = self.change(member, bio="Buy at http://a.example and http://b.example").content.decode()
        member.refresh_from_db()
        assert member.bio == ""
        assert "waits for a moderator" in page
        assert Case.objects.open().get().kind == "profile"

    def test_the_old_bio_stays_until_the_new_one_is_published(self):
        member = a_member()
        self.change(member, bio="I like trains.")
        self.change(member, bio="Buy at http://a.example and http://b.example")
        member.refresh_from_db()
        assert member.bio == "I like trains."
        decide(logged_in(a_moderator()), Case.objects.open().get(), "publish")
        member.refresh_from_db()
        assert member.bio.startswith("Buy")

    def test_a_removed_name_is_gone_and_comes_back_by_undo(self):
        member, moderator = a_member(), logged_in(a_moderator())
        self.change(member, display_name="Anna")
        post(moderator, "text", "profile", ProfileText.objects.get().pk)
        decide(moderator, Case.objects.open().get(), "remove", "abuse")
        member.refresh_from_db()
        assert member.display_name == ""
        undo(moderator)
        member.refresh_from_db()
        assert member.display_name == "Anna"

    def test_names_meet_the_rules_too(self):
        nothing_is_held()
        Rule.objects.create(text="admin")
        member = a_member()
        self.change(member, display_name="Ａdmin")
        member.refresh_from_db()
        assert member.display_name == ""

    def test_a_muted_member_is_told_why_nothing_changes(self):
        member = a_member()
        sanction(a_senior(), member, "mute", ground="abuse")
        assert "You are muted" in self.change(member, display_name="Anna").content.decode()
        assert not ProfileText.objects.exists()


class Bulk:
    @pytest.fixture
    def held(self):
        return [a_held_review(film=a_film(f"Film {number}"))[0] for number in range(4)]

    def test_the_ticked_cases_are_decided_together(self, held):
        cases = [f"{case.pk}:{case.version}" for case in Case.objects.order_by("pk")[:2]]
        post(logged_in(a_moderator()), "bulk", action="publish", case=cases)
        assert Review.objects.published().count() == 2

    def test_one_that_changed_stops_them_all(self, held):
        cases = [f"{case.pk}:{case.version}" for case in Case.objects.order_by("pk")]
        Case.objects.last().happened("noted")
        post(logged_in(a_moderator()), "bulk", action="publish", case=cases)
        assert not Review.objects.published().exists()

    def test_everything_by_one_member(self, held):
        spammer = held[0].author
        a_review(a_film("Another"), spammer)
        post(logged_in(a_moderator()), "bulk", action="reject", ground="spam", all_by=spammer.username)
        assert Review.objects.filter(status=Status.REJECTED, author=spammer).count() == 2
        assert Case.objects.open().count() == 3

    def test_all_that_the_filters_show(self, held):
        query = f"member={held[1].author.username}"
        post(logged_in(a_moderator()), "bulk", action="publish", all="yes", query=query, newest=Case.objects.last().pk)
        assert list(Review.objects.published()) == [held[1]]

    def test_what_came_in_after_the_page_was_shown_is_left_alone(self, held):
        post(logged_in(a_moderator()), "bulk", action="publish", all="yes", query="", newest=Case.objects.first().pk)
        assert Review.objects.published().count() == 1

    def test_it_is_undone_as_one(self, held):
        moderator = logged_in(a_moderator())
        cases = [f"{case.pk}:{case.version}" for case in Case.objects.all()]
        post(moderator, "bulk", action="publish", case=cases)
        undo(moderator)
        assert Case.objects.open().count() == 4
        assert not Review.objects.published().exists()

    @pytest.mark.parametrize("case", ["x", "1", "1:", ":1", "-1:1", "999999:1", "1:1:1"])
    def test_forged_choices_decide_nothing(self, held, case):
        post(logged_in(a_moderator()), "bulk", action="publish", case=case)
        assert not Review.objects.published().exists()


class Queue:
    def page(self, **query):
        return logged_in(self.moderator).get(reverse("moderation:queue"), query).content.decode()

    @pytest.fixture(autouse=True)
    def _someone(self):
        self.moderator = a_moderator()

    def test_twice_as_many_cases_cost_no_more_queries(self, django_assert_num_queries):
        def count():
            with django_assert_num_queries(100, exact=False) as counted:
                self.page()
            return len(counted)

        def fill(first, last):
            for number in range(first, last):
                a_held_review(film=a_film(f"Film {number}"))

        fill(0, 4)
        self.page()
        few = count()
        fill(4, 8)
        assert count() == few

    @pytest.mark.parametrize(
        "query",
        [
            {"why": "held"},
            {"kind": "review"},
            {"reason": "first_texts"},
            {"film": "lamp"},
            {"after": "nonsense"},
            {"after": "1,2,3"},
            {"after": "99999999999999999999,2020-01-01,1"},
            {"why": "'; DROP TABLE"},
            {"age": "x"},
        ],
    )
    def test_filters_find_it_and_nonsense_filters_nothing(self, query):
        a_held_review(body="A quiet film about lamps.")
        assert "A quiet film about lamps." in self.page(**query)

    @pytest.mark.parametrize("query", [{"why": "reported"}, {"kind": "comment"}, {"film": "nothing"}, {"age": "30"}])
    def test_other_filters_leave_it_out(self, query):
        a_held_review(body="A quiet film about lamps.")
        assert "A quiet film about lamps." not in self.page(**query)

    def test_opening_a_case_claims_it_for_a_while(self):
        _review, case = a_held_review()
        logged_in(self.moderator).get(reverse("moderation:case", args=[case.pk]))
        other = logged_in(a_moderator("other"))
        assert "mo has this case open" in other.get(reverse("moderation:case", args=[case.pk])).content.decode()
        Case.objects.update(claimed_until=timezone.now())
        assert "has this case open" not in other.get(reverse("moderation:case", args=[case.pk])).content.decode()

    def test_a_withdrawn_text_leaves_the_queue(self):
        review, _case = a_held_review()
        review.withdraw()
        assert "Nothing waits here" in self.page()

    def test_markup_in_a_text_stays_text(self):
        _review, case = a_held_review(body="<script>alert(1)</script> and http://a.example http://b.example ||sh||")
        page = logged_in(self.moderator).get(reverse("moderation:case", args=[case.pk])).content.decode()
        assert "<script>alert" not in page
        assert "<mark>http://a.example</mark>" in page
        assert "<summary>Spoiler</summary>" in page


class Log:
    def test_twice_as_many_decisions_cost_staff_no_more_queries(self, django_assert_max_num_queries):
        readers = logged_in(a_moderator("reader"))

        def counted(name):
            for number in range(3):
                _review, case = a_held_review(film=a_film(f"{name} {number}"))
                decide(logged_in(a_moderator(f"{name}{number}")), case, "publish")
            with django_assert_max_num_queries(12) as asked:
                assert readers.get(reverse("moderation:log")).status_code == 200
            return len(asked)

        counted("warm")
        assert counted("few") == counted("many")


class Dates:
    def test_are_told_by_the_one_component_that_says_both_how_long_ago_and_when(self):
        moderator = logged_in(a_moderator())
        _review, case = a_held_review()
        queue = reverse("moderation:queue")
        pages = [moderator.get(path).content.decode() for path in (queue, reverse("moderation:case", args=[case.pk]))]
        decide(moderator, case, "publish")
        pages.append(moderator.get(reverse("moderation:log")).content.decode())
        assert all("<time data-when" in page for page in pages)


class Elsewhere:
    def test_the_menu_counts_unread_notices(self):
        review, _case = a_held_review()
        assert "unread" in logged_in(review.author).get(reverse("home")).content.decode()

    def test_a_film_page_knows_what_concerns_each_of_its_readers(self):
        review, _case = a_held_review()
        pages = [logged_in(reader).get(review.film.get_absolute_url()) for reader in (review.author, a_moderator())]
        own, moderators = (page.content.decode() for page in pages)
        assert ("unread" in own, "unread" in moderators) == (True, False)
        assert (reverse("moderation:queue") in own, reverse("moderation:queue") in moderators) == (False, True)
        assert ("Waits for a moderator" in own, "Waits for a moderator" in moderators) == (True, False)

    def test_a_film_page_says_that_the_brake_is_on_and_how(self):
        Policy.current()
        film = a_film(release_date=timezone.localdate() + timedelta(days=9))
        page = Client().get(film.get_absolute_url()).content.decode()
        assert "not out yet" in page
        assert "five imagined ones" in page

    def test_status_cannot_be_sent_with_a_review(self):
        film, member = a_film(), a_member()
        data = {"half_steps": "7", "body": "Mine.", "status": "published", "trace": "[]", "published_at": "2020-01-01"}
        logged_in(member).post(reverse("reviews:write", args=[film.slug]), data)
        assert Review.objects.get().status == Status.PENDING
