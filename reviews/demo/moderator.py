"""What reaches the moderators in the demo, and what its own moderator has decided already."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from ..models import FilmText
from ..moderation.grounds import LETTERS, Ground
from ..moderation.models import Case
from ..moderation.reporting import report
from ..moderation.ruling import Ruling
from .script import Complaint, Ruled

LATER = timedelta(minutes=40)


def complain(reporter: Any, text: FilmText, complaint: Complaint, at: datetime) -> None:
    """Reports the text, some time after it was written."""
    filed = report(reporter, text, complaint.ground, complaint.note)
    type(filed).objects.filter(pk=filed.pk).update(at=at + LATER)


def date_case(text: FilmText, at: datetime) -> None:
    """Gives the open case of the text, if there is one, the time of what opened it."""
    Case.objects.open().of(text).update(opened_at=at)


def rule(moderator: Any, text: FilmText, ruled: Ruled) -> None:
    """Decides on the case of the text, with the letter that belongs to the reason."""
    letter = str(LETTERS[Ground(ruled.ground)]) if ruled.ground else ""
    cases = list(Case.objects.open().of(text).values_list("pk", flat=True))
    if cases:
        Ruling(moderator, ruled.action, ground=ruled.ground, letter=letter).decide(cases)
