"""The background worker: runs queued tasks, tries failed ones again, takes over those of workers that died.

The queue is django-tasks' table in the site's own database. A task may run more than once (its worker can be killed
right before the end is written down), so every task must be repeatable.
"""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType

from django.db import DatabaseError, connection, connections
from django.utils import timezone
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from .models import Job, Worker

WAITS = [timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=1)]  # before the second, third and fourth try
LOOK, BEAT, HOUSEKEEPING = 1, 10, 15  # seconds

logger = logging.getLogger(__name__)


def work(once: bool = False) -> None:
    """Until told to end; with `once`, until nothing is left to do now."""
    runner = Runner()
    if threading.current_thread() is threading.main_thread():  # under the reloader it is not
        runner.configure_signals()
    with heart(runner.worker_id):
        Job.objects.enrol()
        runner.look()
        while runner.running and not once:
            time.sleep(LOOK)
            runner.look()


class Runner(db_worker.Worker):
    """django-tasks' own worker, with the patience that it lacks."""

    def __init__(self) -> None:
        super().__init__(
            queue_names=["*"],
            interval=LOOK,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:32]}-{os.getpid()}-{secrets.token_hex(4)}",
            excluded_queue_names=[],
        )
        self.kept_at = float("-inf")

    def look(self) -> None:
        """A database that is away for a while is waited for."""
        try:
            self.keep_house()
            if DBTaskResult.objects.ready().exists():  # asked without the lock that taking one needs
                self.run()
        except DatabaseError as error:
            logger.warning("the database does not answer the background worker: %s", str(error).strip())
            connection.close()

    def run_task(self, db_task_result: DBTaskResult) -> None:
        super().run_task(db_task_result)
        if db_task_result.status == "FAILED":
            try_again(db_task_result)
        self.keep_house()

    def keep_house(self) -> None:
        if time.monotonic() - self.kept_at < HOUSEKEEPING:
            return
        self.kept_at = time.monotonic()
        Worker.objects.bury()
        alive = set(Worker.objects.exclude(pk=self.worker_id).values_list("pk", flat=True))  # this one runs none now
        for row in DBTaskResult.objects.running():
            if not alive.intersection(row.worker_ids[-1:]):
                try_again(row)
        Job.objects.queue_due()

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """What runs is finished first, unless the operator insists with a second Ctrl-C."""
        impatient = not self.running and signum == signal.SIGINT
        self.running = False
        if impatient or not self.running_task:
            sys.exit(0)


def try_again(row: DBTaskResult) -> None:
    """Later and later, then no more. Of two workers that see the same row only one changes it."""
    tries = len(row.worker_ids)
    same = DBTaskResult.objects.filter(pk=row.pk, status=row.status, started_at=row.started_at)
    if tries > len(WAITS):
        same.update(status="FAILED", finished_at=timezone.now())
        logger.error("the task %s failed %d times and is given up: %s", row.task_path, tries, last_words(row))
    elif same.update(status="READY", finished_at=None, run_after=timezone.now() + WAITS[tries - 1]):
        logger.warning("the task %s failed and is tried again later: %s", row.task_path, last_words(row))


def last_words(row: DBTaskResult) -> str:
    return row.traceback.strip().rpartition("\n")[2] or "its worker died"


@contextmanager
def heart(name: str) -> Iterator[None]:
    """Beats in a thread of its own while the worker is at work, however long one task takes."""
    still = threading.Event()
    Worker.objects.beat(name)
    thread = threading.Thread(target=beat, args=(name, still), daemon=True)
    thread.start()
    try:
        yield
    finally:
        still.set()
        thread.join()
        Worker.objects.filter(pk=name).delete()  # so that a task that was cut off is taken over at once


def beat(name: str, still: threading.Event) -> None:
    while not still.wait(BEAT):
        try:
            Worker.objects.beat(name)
        except DatabaseError:
            connection.close()
    connections.close_all()
