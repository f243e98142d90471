"""A kind of text joins moderation with one line, here one that did not exist before: `bio`."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from reviews.models import Policy, ProfileText, Status
from reviews.moderation import kinds
from reviews.moderation.models import Case, Decision
from reviews.moderation.sanctioning import ban_and_clear
from reviews.tests.factories import a_member, client_of, nothing_is_held
from reviews.tests.moderation_factories import a_moderator, a_senior, decide, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(monkeypatch):
    """The one line; what was known of the table before is taken away."""
    monkeypatch.delitem(kinds.KINDS, "profile")
    monkeypatch.setitem(kinds.KINDS, "bio", kinds.Kind("bio", "reviews.ProfileText", "life story", is_work=False))


def a_bio(body="I like trains."):
    ProfileText.objects.submit(a_member(), bio=body)
    return ProfileText.objects.latest("pk")


def test_it_is_judged_listed_filtered_decided_and_told(line):
    Policy(links_allowed=0).save()
    bio, moderator = a_bio("See http://a.example"), client_of(a_moderator())
    assert bio.status == Status.PENDING
    queue = moderator.get(reverse("moderation:queue"), {"kind": "bio"}).content.decode()
    assert "life story" in queue and "See http://a.example" in queue
    decide(moderator, Case.objects.get(), "publish")
    bio.refresh_from_db()
    assert bio.status == Status.PUBLISHED
    assert Decision.objects.get().kind == "bio"
    assert "Your life story is published." in client_of(bio.author).get(reverse("moderation:inbox")).content.decode()
    assert "life story" in client_of().get(reverse("moderation:log")).content.decode()


def test_it_is_reported_cleared_and_erased(line):
    nothing_is_held()
    bio = a_bio()
    post(client_of(a_member()), "report", "bio", bio.pk, ground="abuse", note="Trains!")
    assert Case.objects.open().of(bio).get().reported
    ban_and_clear(a_senior(), bio.author, "spam")
    bio.refresh_from_db()
    assert bio.status == Status.REMOVED
    Policy.objects.update(retention_days=0)
    call_command("moderation_upkeep")
    bio.refresh_from_db()
    assert bio.body == ""
    call_command("verify_log")
