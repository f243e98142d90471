"""One decision over very many cases: made and taken back in the background, a part at a time, so that nobody waits."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from .models import Decision
from .ruling import Refused, Ruling
from .undo import undo, undoable

AT_ONCE = 100  # cases that one request decides itself; also those of one transaction in the background
SHOWN_FOR, SHOWN = timedelta(hours=1), 3  # how long and how many of a moderator's own stand above the queue

Seen = list[tuple[int, int]]  # cases with the versions that the moderator saw


@dataclass(frozen=True)
class Progress:
    """How far a decision over many cases has come."""

    total: int
    decided: int
    has_ended: bool
    has_failed: bool


def is_many(things: Sized) -> bool:
    """Whether a request would take too long over these cases or decisions."""
    return len(things) > AT_ONCE


def hand_over(ruling: Ruling, seen: dict[int, int]) -> None:
    """Leaves a decision to the background worker."""
    words = {name: getattr(ruling, name) for name in ("action", "ground", "letter", "quote", "rule", "batch")}
    decide_many.enqueue(
        by=ruling.by.pk, seen=list(seen.items()), words={name: str(word) for name, word in words.items()}
    )


@task()
def decide_many(by: int, seen: Seen, words: dict[str, str]) -> int:
    """Decides these cases as one batch; how many. A case that has changed since the moderator saw it is left alone.

    Begun anew it goes on where it was; taking back what is decided so far stops it.
    """
    ruling = Ruling(get_user_model().objects.get(pk=by), **words)  # type: ignore[arg-type]
    made = Decision.objects.filter(batch=ruling.batch)
    done = set(made.values_list("case_id", flat=True))
    rest = [(pk, version) for pk, version in seen if pk not in done]
    for start in range(0, len(rest), AT_ONCE):
        if made.filter(action=Decision.Action.UNDO).exists():
            break
        decide_all_that_stand(ruling, rest[start : start + AT_ONCE])
    return made.filter(undoes=None).count()


def decide_all_that_stand(ruling: Ruling, seen: Seen) -> None:
    """Decides those of the cases that can be decided, as many as possible in one transaction."""
    try:
        ruling.decide([pk for pk, _version in seen], dict(seen))
    except Refused:
        half = len(seen) // 2
        if half:
            decide_all_that_stand(ruling, seen[:half])
            decide_all_that_stand(ruling, seen[half:])


@task()
def take_back_many(by: int, batch: str) -> int:
    """Takes a batch back, the latest decisions first; how many. Begun anew it goes on where it was."""
    user, taken = get_user_model().objects.get(pk=by), 0
    rest = undoable(user).filter(batch=batch).order_by("-pk")
    part = list(rest[:AT_ONCE])
    while part:
        taken += take_back_all_that_stand(user, part)
        part = list(rest.filter(pk__lt=part[-1].pk)[:AT_ONCE])
    return taken


def take_back_all_that_stand(user: Any, decisions: list[Decision]) -> int:
    """Takes back those of the decisions that can be, as many as possible in one transaction; how many."""
    try:
        return len(undo(user, decisions))
    except Refused:
        half = len(decisions) // 2
        if not half:
            return 0
        return take_back_all_that_stand(user, decisions[:half]) + take_back_all_that_stand(user, decisions[half:])


def progress_of(user: Any) -> Iterator[Progress]:
    """The decisions over many cases that `user` asked for lately, the newest first."""
    recent = DBTaskResult.objects.filter(
        task_path=decide_many.module_path, enqueued_at__gt=timezone.now() - SHOWN_FOR, args_kwargs__kwargs__by=user.pk
    )
    for row in recent.order_by("-enqueued_at")[:SHOWN]:
        asked = row.args_kwargs["kwargs"]
        decided = Decision.objects.filter(batch=asked["words"]["batch"], undoes=None).count()
        has_failed = row.status == "FAILED"
        yield Progress(len(asked["seen"]), decided, has_failed or row.status == "SUCCESSFUL", has_failed)
