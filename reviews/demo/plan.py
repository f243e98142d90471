"""When who does what: the script laid out over the last year, the same on every site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from .script import Line, Opinion, Role, Script, Taste

SEED = "flock"
SPAN = timedelta(days=360)
RECENT = timedelta(days=2)  # newcomers, and what was reported
ACTIVITY = 1.5  # how many of the films that they know the members bother to rate
EDITED, WATCHED = 0.06, 0.6  # shares of the reviews


@dataclass(frozen=True)
class Act:
    """One thing that one member does: an opinion, a line (`under` a review, `answers` a comment) or a rating."""

    at: datetime
    by: str
    film: str
    opinion: Opinion | None = None
    line: Line | None = None
    half_steps: int | None = None
    under: Act | None = None
    answers: Act | None = None
    edited_after: timedelta | None = None
    watched_before: int | None = None


class Diary:
    """Draws times and chances, the same ones every time. `now` is the end of everything."""

    def __init__(self, now: datetime) -> None:
        self.now, self.rng = now, Random(SEED)  # noqa: S311 - nothing secret

    def moment(self, *, is_recent: bool) -> datetime:
        """A time in the span, more of them lately than long ago."""
        ago = RECENT * self.rng.uniform(0.1, 0.9) if is_recent else SPAN * self.rng.uniform(0.08, 1) ** 2
        return self.now - ago

    def soon(self, after: datetime) -> datetime:
        """Some hours or days after `after`, but not in the future."""
        hours = timedelta(hours=self.rng.expovariate(1 / 30) + 0.2)
        return after + min(hours, (self.now - after) * self.rng.uniform(0.3, 0.9))

    def rating(self, role: Role, taste: Taste) -> int | None:
        """What this member gives that film, or None for not seen."""
        chance, rating = self.rng.random(), self.rng.gauss(taste.mean + role.leaning, taste.spread)
        return min(10, max(1, round(rating))) if chance < role.seen * taste.known * ACTIVITY else None


def plan(script: Script, now: datetime) -> list[Act]:
    """Everything that happens, in order of time."""
    diary, new = Diary(now), {role.name for role in script.roles if role.newcomer}
    acts: list[Act] = []
    for opinion in script.opinions:
        at = diary.moment(is_recent=opinion.by in new)
        acts += _review(opinion, at if opinion.days_ago is None else now - timedelta(days=opinion.days_ago), diary)
    for line in script.talk:
        is_recent = line.by in new or bool(line.complaints)
        dated = line.days_ago is not None
        at = now - timedelta(days=line.days_ago or 0) if dated else diary.moment(is_recent=is_recent)
        acts += _thread(line, line.film, None, at, diary)
    reviewed = {(opinion.by, opinion.film) for opinion in script.opinions}
    for role in script.roles:
        for film, taste in script.tastes.items():
            rating = diary.rating(role, taste)
            if rating and (role.name, film) not in reviewed:
                acts.append(Act(diary.moment(is_recent=role.newcomer), role.name, film, half_steps=rating))
    return sorted(acts, key=lambda act: act.at)


def _review(opinion: Opinion, at: datetime, diary: Diary) -> Iterator[Act]:
    rng = diary.rng
    is_edited, is_watched, days = rng.random() < EDITED, rng.random() < WATCHED, rng.randrange(4)
    review = Act(
        at,
        opinion.by,
        opinion.film,
        opinion=opinion,
        edited_after=min(timedelta(hours=5), (diary.now - at) / 2) if is_edited else None,
        watched_before=days if is_watched else None,
    )
    yield review
    for line in opinion.comments:
        yield from _thread(line, opinion.film, review, diary.soon(at), diary)


def _thread(line: Line, film: str, under: Act | None, at: datetime, diary: Diary) -> Iterator[Act]:
    comment = Act(at, line.by, film, line=line, under=under)
    yield comment
    for reply in line.replies:
        at = diary.soon(at)
        yield Act(at, reply.by, film, line=reply, under=under, answers=comment)
