"""What background workers must agree on, on however many machines they run: who is alive, and what is due when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult

from .periodic import PERIODIC, run_command

SILENCE = timedelta(seconds=45)  # after this long without a word a worker is taken for dead


class WorkerQuerySet(models.QuerySet["Worker"]):
    def beat(self, name: str) -> None:
        """By the database's clock: those of the machines may differ."""
        self.update_or_create(name=name, defaults={"seen_at": Now()})

    def bury(self) -> None:
        self.filter(seen_at__lt=Now() - SILENCE).delete()


class Worker(models.Model):
    """A background worker that has shown itself lately."""

    name = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField(db_default=Now())

    objects = WorkerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class JobQuerySet(models.QuerySet["Job"]):
    def enrol(self) -> None:
        """A new line of the table is due at once."""
        self.bulk_create([self.model(line=line) for line in PERIODIC], ignore_conflicts=True)

    def due(self) -> models.QuerySet[Job]:
        return self.filter(line__in=PERIODIC, due_at__lte=Now())

    def queue_due(self) -> None:
        for line in self.due().values_list("pk", flat=True):
            with transaction.atomic():
                job = self.due().select_for_update(skip_locked=True).filter(pk=line).first()
                if job and not job.is_under_way():
                    job.queue()


class Job(models.Model):
    """One line of config/periodic.py."""

    line = models.CharField(max_length=200, primary_key=True)
    due_at = models.DateTimeField(db_default=Now())
    run = models.ForeignKey(DBTaskResult, models.SET_NULL, null=True, related_name="+")

    objects = JobQuerySet.as_manager()

    def __str__(self) -> str:
        return self.line

    def is_under_way(self) -> bool:
        """A run that takes longer than its interval is not overtaken by the next."""
        under_way = DBTaskResult.objects.exclude(status__in=["SUCCESSFUL", "FAILED"])
        return self.run_id is not None and under_way.filter(pk=self.run_id).exists()

    def queue(self) -> None:
        run: Any = run_command.enqueue(self.line)
        self.run_id = run.id
        self.due_at = Now() + PERIODIC[self.line]
        self.save()
