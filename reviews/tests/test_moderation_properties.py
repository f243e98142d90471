"""Whatever several people do in whatever order: totals are a recount, nothing leaks, the log verifies."""

import contextlib
import itertools
import uuid
from datetime import timedelta
from unittest.mock import Mock, patch

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from films.kept import forget_everything
from reviews.models import Comment, Refused, Review, Status, differences
from reviews.moderation import permits, roles
from reviews.moderation.appealing import appeal, appealable_by
from reviews.moderation.models import Case, Decision, Policy, Sanction, broken_links
from reviews.moderation.purge import purge
from reviews.moderation.reporting import report
from reviews.moderation.ruling import Refused as RulingRefused
from reviews.moderation.ruling import Ruling, with_targets
from reviews.moderation.sanctioning import ban_and_clear, lift, sanction
from reviews.moderation.undo import undo, undoable
from reviews.tests.factories import a_film, a_member, client_of
from reviews.tests.moderation_factories import a_moderator, a_senior
from reviews.tests.test_secrecy import ASKED, MARK, leaks
from tests.harness import THOROUGH

PAGES = {
    "films": ("films/{}/", "films/{}/reviews/", "films/{}/reviews/feed/", "films/{}/comments/"),
    "people": ("members/{}/", "members/{}/reviews/", "members/{}/reviews/feed/"),
    "reviews": ("reviews/{}/", "reviews/{}/comments/add/", "moderation/report/review/{}/"),
    "comments": ("comments/{}/", "comments/{}/reply/", "comments/{}/edit/", "moderation/report/comment/{}/"),
    "": (
        "films/",
        "sitemap-films-1.xml",
        "moderation/log/",
        "moderation/log/feed/",
        "moderation/transparency/",
        "notices/",
    ),
}
WHO = st.integers(0, 3)
WHICH = st.integers(0, 50)


numbers = itertools.count(1)


def words():
    """A text that is nowhere else, found by the search, and by the walk through every door."""
    return f"{ASKED} Secret{next(numbers)}mark"


def pick(rows, number):
    rows = list(rows)
    return rows[number % len(rows)] if rows else None


class _Community(RuleBasedStateMachine):
    """Four members, two of whom moderate, and two films."""

    def __init__(self):
        super().__init__()
        cache.clear()
        forget_everything()
        self.also_as_member = next(numbers) % 2
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        Policy(hold_first_texts=1, flood_texts=0, links_allowed=1, report_weight=1.5, retention_days=0).save()
        self.films = [a_film("One"), a_film("Two")]
        roles.make_groups()
        self.people = [a_member(), a_member(), a_moderator("mo"), a_senior("senior")]

    def teardown(self):
        self.nothing_unpublished_comes_through_any_door()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @rule(
        who=WHO,
        film=st.integers(0, 1),
        stars=st.none() | st.integers(1, 10),
        links=st.integers(0, 2),
        has=st.booleans(),
    )
    def write_or_edit(self, who, film, stars, links, has):
        texts = {"title": words(), "body": words() + " http://a.example" * links} if has else {}
        try:
            Review.objects.write(self.people[who], self.films[film], half_steps=stars, **texts)
        except Refused:
            assert Sanction.objects.barring().filter(member=self.people[who]).exists()

    @rule(who=WHO, film=st.integers(0, 1), which=WHICH)
    def comment(self, who, film, which):
        review = pick(Review.objects.published().filter(film=self.films[film]), which)
        parent = pick(Comment.objects.published().filter(film=self.films[film], review=review, parent=None), which)
        with contextlib.suppress(Refused):
            Comment.objects.write(
                self.people[who],
                self.films[film],
                body=words(),
                key=uuid.uuid4(),
                review=review,
                parent=parent,
            )

    @rule(who=WHO, which=WHICH, links=st.integers(0, 2))
    def edit_comment(self, who, which, links):
        comment = pick(self.people[who].comments.all(), which)
        if comment:
            with contextlib.suppress(Refused):
                comment.edit(words() + " http://a.example" * links, has_spoilers=bool(links))

    @rule(who=WHO, which=WHICH)
    def withdraw(self, who, which):
        text = pick([*self.people[who].reviews.all(), *self.people[who].comments.all()], which)
        if text:
            text.withdraw()

    @rule(who=WHO, which=WHICH, ground=st.sampled_from(["spam", "hate", "spoiler"]))
    def report(self, who, which, ground):
        person = self.people[who]
        text = pick([*Review.objects.visible_to(person), *Comment.objects.visible_to(person)], which)
        if text:
            self.attempt(lambda: report(person, text, ground))

    @rule(who=st.integers(2, 3), which=WHICH, action=WHICH)
    def decide(self, who, which, action):
        case = pick(Case.objects.open().order_by("id"), which)
        if case:
            with_targets([case])
            chosen = pick(permits.actions(case), action)
            said = {"ground": "spam", "letter": "So.", "quote": getattr(case.target, "body", "")}
            self.attempt(lambda: Ruling(self.people[who], chosen, **said).decide([case.pk]))

    @rule(who=st.integers(2, 3), which=WHICH)
    def undo(self, who, which):
        decision = pick(undoable(self.people[who]).order_by("-id"), which)
        if decision:
            together = undoable(self.people[who]).filter(batch=decision.batch).order_by("-id")
            self.attempt(lambda: undo(self.people[who], list(together) if decision.batch else [decision]))

    @rule(who=WHO, which=WHICH)
    def appeal(self, who, which):
        decision = pick(appealable_by(self.people[who], Policy.current()).order_by("id"), which)
        if decision:
            self.attempt(lambda: appeal(self.people[who], decision, "No."))

    @rule(whom=st.integers(0, 1), level=st.sampled_from(["note", "warning", "check", "mute", "suspend"]))
    def sanction(self, whom, level):
        self.attempt(lambda: sanction(self.people[3], self.people[whom], level, ground="abuse"))

    @rule(which=WHICH)
    def lift(self, which):
        one = pick(Sanction.objects.active().order_by("id"), which)
        if one:
            lift(self.people[3], one)

    @rule(whom=st.integers(0, 1))
    def ban_and_clear(self, whom):
        self.attempt(lambda: ban_and_clear(self.people[3], self.people[whom], "spam"))

    @precondition(lambda self: Decision.objects.exists())
    @rule()
    def purge(self):
        tomorrow = timezone.now() + timedelta(days=1)
        with patch("reviews.moderation.purge.timezone", Mock(now=lambda: tomorrow)):
            purge()

    def attempt(self, act):
        """An act that the rules may refuse; then nothing of it may remain."""
        try:
            with transaction.atomic():
                act()
        except RulingRefused:
            pass

    @invariant()
    def totals_are_a_recount(self):
        assert not list(differences(repair=False))

    @invariant()
    def the_log_verifies(self):
        assert not list(broken_links())

    @invariant()
    def one_case_is_open_a_text(self):
        keys = list(Case.objects.open().values_list("kind", "target_id"))
        assert len(keys) == len(set(keys))

    @invariant()
    def nothing_unpublished_is_asked_for(self):
        for person in [AnonymousUser(), self.people[0]]:
            for texts in (Review.objects.visible_to(person), Comment.objects.visible_to(person)):
                for text in texts:
                    assert text.withdrawn_at is None
                    assert text.status == Status.PUBLISHED or text.author == person

    def nothing_unpublished_comes_through_any_door(self):
        """Every page, feed, search and sitemap, as a visitor and every other time as a member, when all is done."""
        texts = [*Review.objects.all(), *Comment.objects.all()]
        names = {
            "films": [film.slug for film in self.films],
            "people": [person.username for person in self.people],
            "reviews": Review.objects.values_list("pk", flat=True),
            "comments": Comment.objects.values_list("pk", flat=True),
            "": [""],
        }
        doors = [f"/{page.format(name)}" for of, pages in PAGES.items() for page in pages for name in names[of]]
        for member in (None, self.people[0])[: 1 + self.also_as_member]:
            may = [text for text in texts if text.is_visible or (text.author == member and not text.withdrawn_at)]
            said = {mark for text in may for mark in MARK.findall(f"{getattr(text, 'title', '')} {text.body}")}
            found = {mark for _page, mark in leaks(client_of(member), *doors, further=False)}
            assert found <= said
            assert found or not any(text.is_visible for text in texts if text.body)


@pytest.mark.django_db
def test_any_order_of_events_leaves_totals_log_and_privacy_whole():
    run_state_machine_as_test(
        _Community,
        settings=settings(
            max_examples=8 if THOROUGH else 3,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
