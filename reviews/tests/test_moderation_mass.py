"""Decisions over more cases than one request makes."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from reviews.models import Review
from reviews.moderation import mass
from reviews.moderation.models import Case, Decision, Notice
from reviews.moderation.ruling import Ruling
from reviews.tests.factories import a_film
from reviews.tests.moderation_factories import a_held_review, a_moderator, post, undo
from reviews.tests.test_moderation_pages import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held(monkeypatch):
    monkeypatch.setattr(mass, "AT_ONCE", 2)
    return [a_held_review(film=a_film(f"Film {number}"))[0] for number in range(5)]


def publish_all(moderator):
    cases = [f"{case.pk}:{case.version}" for case in Case.objects.order_by("pk")]
    return post(moderator, "bulk", action="publish", case=cases)


def queue(moderator):
    return moderator.get(reverse("moderation:queue")).content.decode()


def test_many_cases_are_decided_as_one_batch_that_can_be_taken_back():
    moderator = logged_in(a_moderator())
    publish_all(moderator)
    assert Review.objects.published().count() == 5
    assert Decision.objects.values("batch").distinct().count() == 1
    assert Notice.objects.filter(kind=Notice.Kind.DECIDED).count() == 5
    undo(moderator)
    assert not Review.objects.published().exists()


def test_the_queue_says_how_far_it_has_come(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    moderator = logged_in(a_moderator())
    publish_all(moderator)
    assert "decision over 5 cases goes on in the background: 0 are" in queue(moderator)
    assert "goes on in the background" not in queue(logged_in(a_moderator("other")))
    row = DBTaskResult.objects.get()
    Case.objects.last().happened("noted")
    assert row.task.call(**row.args_kwargs["kwargs"]) == 4
    DBTaskResult.objects.update(status="SUCCESSFUL")
    assert "4 are decided, the others had changed" in queue(moderator)
    assert Case.objects.open().count() == 1


def test_when_its_worker_dies_the_next_one_goes_on_and_decides_nothing_twice(monkeypatch):
    decide, lives = Ruling.decide, iter("12")

    def dies(self, *args):
        if next(lives, None) is None:
            raise KeyboardInterrupt
        return decide(self, *args)

    ruling = Ruling(a_moderator(), "publish", batch="one")
    asked = {"by": ruling.by.pk, "seen": [[case.pk, case.version] for case in Case.objects.all()]}
    asked["words"] = {"action": "publish", "batch": "one"}
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Ruling, "decide", dies)
        mass.decide_many.call(**asked)
    assert Decision.objects.count() == 4
    assert mass.decide_many.call(**asked) == 5
    assert mass.decide_many.call(**asked) == 5
    assert Decision.objects.count() == Notice.objects.filter(kind=Notice.Kind.DECIDED).count() == 5


def test_taking_back_what_is_decided_so_far_stops_the_rest():
    moderator = a_moderator()
    seen = [[case.pk, case.version] for case in Case.objects.all()]
    asked = {"by": moderator.pk, "seen": seen, "words": {"action": "publish", "batch": "one"}}
    mass.decide_many.call(**asked | {"seen": seen[:3]})
    undo(logged_in(moderator))
    mass.decide_many.call(**asked)
    assert not Review.objects.published().exists()


def test_many_decisions_are_taken_back_in_the_background_but_for_what_was_decided_later(settings):
    moderator = logged_in(a_moderator())
    publish_all(moderator)
    review = Review.objects.published().first()
    again = Case.objects.open_for(review, "staff", weight=1)
    Ruling(a_moderator("other"), "remove", ground="spam").decide([again.pk])
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    undo(moderator, Decision.objects.earliest("pk"))
    assert "in the background" in queue(moderator)
    row = DBTaskResult.objects.get()
    assert row.task.call(**row.args_kwargs["kwargs"]) == 4
    assert row.task.call(**row.args_kwargs["kwargs"]) == 0
    assert not Review.objects.published().exists()
    assert Review.objects.filter(status="removed").count() == 1


def test_a_queue_longer_than_one_decision_says_that_there_are_more(monkeypatch):
    monkeypatch.setattr("reviews.moderation.views.queue.LIMIT", 4)
    assert "More than 4 cases wait." in queue(logged_in(a_moderator()))


def test_all_of_a_list_in_the_admin_are_as_many_as_it_counts(monkeypatch, client):
    monkeypatch.setattr("reviews.text_admin.MOST", 3)
    client.force_login(get_user_model().objects.create_superuser("shepherd"))
    sent = {"action": "publish", "select_across": "1", "_selected_action": [Review.objects.first().pk]}
    client.post(reverse("admin:reviews_review_changelist"), sent)
    assert Review.objects.published().count() == 3
