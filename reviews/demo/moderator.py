"""What reaches the moderators in the demo, and what its own moderators have decided already, each thing at its time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import Any

from films.models import Film

from ..models import FilmText
from ..moderation.appealing import appeal
from ..moderation.grounds import LETTERS, Ground
from ..moderation.models import Case, Decision, Notice
from ..moderation.reporting import report
from ..moderation.ruling import Ruling
from .script import Complaint, Ruled

LATER = timedelta(minutes=40)
APPEALED, ANSWERED = timedelta(hours=19), timedelta(hours=8)
Task = Callable[[datetime], None]


def complain(reporter: Any, text: FilmText, complaint: Complaint, at: datetime) -> None:
    """Reports the text, some time after it was written."""
    filed = report(reporter, text, complaint.ground, complaint.note)
    type(filed).objects.filter(pk=filed.pk).update(at=at + LATER)


def date_case(text: FilmText, at: datetime) -> None:
    """Gives the open case of the text, if there is one, the time of what opened it."""
    for case in Case.objects.open().of(text):
        Case.objects.filter(pk=case.pk).update(opened_at=at)
        case.events.filter(at__gt=at).update(at=at)


class Desk:
    """Two moderators and what they have yet to do: the second answers appeals against what the first decided."""

    def __init__(self, moderator: Any, senior: Any, now: datetime) -> None:
        self.moderator, self.senior, self.now = moderator, senior, now
        self.tasks: list[tuple[datetime, int, Task]] = []
        self.numbers, self.decided = count(), 0

    def catch_up(self, until: datetime | None = None) -> None:
        """Does what is due by then, in order of time: the log grows as it did in the year. None: everything."""
        while self.tasks and (until is None or self.tasks[0][0] <= until):
            at, _number, task = heappop(self.tasks)
            task(at)

    def rule(self, text: FilmText, ruled: Ruled, at: datetime) -> None:
        """Puts the text on the desk: it is decided some hours after `at`, and the author may appeal."""
        self._later(at + timedelta(hours=ruled.hours), partial(self._decide, text, ruled))

    def _later(self, at: datetime, task: Task) -> None:
        heappush(self.tasks, (min(at, self.now), next(self.numbers), task))

    def _decide(self, text: FilmText, ruled: Ruled, at: datetime) -> None:
        letter = str(LETTERS[Ground(ruled.ground)]) if ruled.ground else ""
        text.refresh_from_db()
        # Where the site holds nothing, what would have been turned down has appeared.
        too_late = ruled.action == Decision.Action.REJECT and text.is_visible
        action = Decision.Action.REMOVE if too_late else ruled.action
        decisions = self._rule(text, Ruling(self.moderator, action, ground=ruled.ground, letter=letter, at=at))
        if ruled.appeal and decisions:
            self._later(at + APPEALED, partial(self._appeal, text, decisions[0], ruled))

    def _appeal(self, text: FilmText, decision: Decision, ruled: Ruled, at: datetime) -> None:
        appeal(text.author, decision, ruled.appeal, at=at)
        date_case(text, at)
        self._later(at + ANSWERED, partial(self._answer, text, ruled))

    def _answer(self, text: FilmText, ruled: Ruled, at: datetime) -> None:
        action = Decision.Action.GRANT if ruled.granted else Decision.Action.DENY
        self._rule(text, Ruling(self.senior, action, at=at))

    def _rule(self, text: FilmText, ruling: Ruling) -> list[Decision]:
        cases = list(Case.objects.open().of(text).values_list("pk", flat=True))
        with unnoticed(text.film_id):
            decisions = ruling.decide(cases) if cases else []
        Notice.objects.filter(decision_id__in=[one.pk for one in decisions]).update(at=ruling.at)
        self.decided += len(decisions)
        return decisions


@contextmanager
def unnoticed(film: int) -> Iterator[None]:
    """What is decided now about texts of long ago does not make their film the one that was talked of last."""
    before = Film.objects.lock(film).last_activity_at
    yield
    Film.objects.filter(pk=film).exclude(last_activity_at=before).update(last_activity_at=before)
