"""The background worker: repeats what failed, takes over what was cut off, and runs by the clock what is due once."""

import signal
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks import task
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from config.models import Job, Worker
from tests.together import at_once

ran = []


@task()
def note(word):
    ran.append(word)


@task()
def fail(word):
    raise ValueError(word)


@pytest.fixture
def queue(db, settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    Job.objects.all().delete()
    Job.objects.enrol()
    Job.objects.update(due_at=timezone.now() + timedelta(days=1))
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)  # it would close the test's transaction
    ran.clear()
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield DBTaskResult.objects
    for number, handler in handlers.items():
        signal.signal(number, handler)


def work():
    call_command("background", once=True)


class Tasks:
    def test_run_once(self, queue):
        note.enqueue("a word")
        work()
        work()
        assert ran == ["a word"]
        assert queue.get().status == "SUCCESSFUL"

    def test_that_fail_are_tried_again_later_and_later_and_then_given_up(self, queue, caplog):
        fail.enqueue("out of paper")
        waits = []
        while True:
            work()
            row = queue.get()
            if row.status == "FAILED":
                break
            waits.append(row.run_after - timezone.now())
            queue.update(run_after=timezone.now())
        assert len(waits) == 3
        assert waits == sorted(waits)
        assert waits[0] > timedelta(seconds=20)
        assert "out of paper" in row.traceback
        assert "failed 4 times and is given up: ValueError: out of paper" in caplog.text

    def test_of_a_worker_that_fell_silent_are_queued_again_and_those_of_a_living_one_are_not(self, queue):
        for name in ("silent", "alive"):
            row = queue.get(pk=note.enqueue(name).id)
            row.claim(name)
            Worker.objects.beat(name)
        Worker.objects.filter(pk="silent").update(seen_at=timezone.now() - timedelta(minutes=5))
        work()
        queue.filter(status="READY").update(run_after=timezone.now())
        work()
        assert ran == ["silent"]


def a_moment_ago():
    """SQLite's clock counts in whole milliseconds, so that now may not have come yet."""
    return timezone.now() - timedelta(seconds=1)


class Jobs:
    def test_run_when_they_are_due_and_not_before(self, queue):
        work()
        assert not queue.exists()
        Job.objects.filter(line="moderation_upkeep").update(due_at=a_moment_ago())
        work()
        work()
        assert "notices mailed" in queue.get().return_value
        assert Job.objects.get(line="moderation_upkeep").due_at > timezone.now() + timedelta(minutes=50)

    def test_all_work(self, queue):
        Job.objects.update(due_at=a_moment_ago())
        work()
        assert set(queue.values_list("status", flat=True)) == {"SUCCESSFUL"}
        assert queue.count() == Job.objects.count() >= 3

    def test_do_not_overtake_themselves(self, queue):
        Job.objects.filter(line="clearsessions").update(due_at=a_moment_ago())
        Job.objects.queue_due()
        Job.objects.update(due_at=a_moment_ago())
        Job.objects.queue_due()
        lines = [row.args_kwargs["args"][0] for row in queue.all()]
        assert lines.count("clearsessions") == 1
        assert len(lines) == Job.objects.count()


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_only_one_queues_a_job_that_is_due(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    Job.objects.enrol()
    assert at_once([Job.objects.queue_due] * 4) == []
    assert DBTaskResult.objects.count() == Job.objects.count()
