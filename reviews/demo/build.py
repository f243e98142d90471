"""Plays the plan: makes the demo's members and lets them rate, write and answer as members do."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from films.models import Film

from ..models import Comment, FilmText, Refused, Review
from ..moderation.models import Case
from .clear import Answered, clear
from .moderator import Desk, complain, date_case
from .plan import Act, plan
from .script import Line, Opinion, Role, Script, script

Progress = Callable[[int, int], None]
KEYS = uuid.UUID("8f0c2a52-6a7e-5c0b-9d2f-5b7a3c1e4d60")  # the forms' own numbers, the same in every demo
MODERATOR, SENIOR = "mo", "umberto"
AT_ONCE = 40
COUNTED = ("ratings", "reviews", "comments", "held", "reports", "decisions")


class DemoNotPossible(Exception):
    """Why the demo cannot be made here, in a sentence."""


def build(progress: Progress = lambda done, total: None) -> Counter[str]:
    """Makes the whole demo; how many of what. Whatever goes wrong on the way takes it all away again.

    It works in short transactions, so that members can write meanwhile. Raises DemoNotPossible.
    """
    told, now = script(), timezone.now().replace(minute=0, second=0, microsecond=0)
    films = {film.slug: film for film in Film.objects.filter(slug__in=told.tastes)}
    if not films:
        raise DemoNotPossible(_("None of the demo's films is here. Run “manage.py seed” first."))
    stage = Stage(films, make_members(told, now), now)
    acts = [act for act in plan(told, now) if act.film in films]
    try:
        for start in range(0, len(acts), AT_ONCE):
            with transaction.atomic():
                for act in acts[start : start + AT_ONCE]:
                    stage.play(act)
            progress(min(start + AT_ONCE, len(acts)), len(acts))
        with transaction.atomic():
            stage.desk.catch_up()
    except BaseException:
        with suppress(Answered):
            clear()
        raise
    stage.counts["decisions"] = stage.desk.decided
    stage.counts["held"] = Case.objects.open().filter(held=True, member__is_demo=True).count()
    return stage.counts


@transaction.atomic
def make_members(told: Script, now: datetime) -> dict[str, Any]:
    """The accounts of the demo by their short names. Nobody can log in to them: they have no password."""
    users = get_user_model()._default_manager
    names = [role.username for role in told.roles]
    taken = users.filter(username__in=names, is_demo=False).values_list("username", flat=True).first()
    if taken:
        raise DemoNotPossible(
            _("The name %(name)s belongs to a real member, so the demo cannot use it.") % {"name": taken}
        )
    members = {role.name: make_member(role, now) for role in told.roles}
    for role in told.roles:
        # Only in memory: the checks let through what old members write, as if they were staff.
        members[role.name].is_staff = not role.newcomer
    members[SENIOR].is_superuser = True  # likewise, so that appeals are answered
    return members


def make_member(role: Role, now: datetime) -> Any:
    """One account. `date_joined` is before anything that the member does."""
    return get_user_model()._default_manager.create_user(
        role.username,
        display_name=role.shown,
        bio=role.bio,
        glyph=role.glyph,
        theme=role.theme,
        is_demo=True,
        date_joined=now - timedelta(days=3 if role.newcomer else 365 + 7 * len(role.shown)),
    )


class Stage:
    """Where the acts are played: the films, the members, what they have written so far, and the moderators' desk."""

    def __init__(self, films: dict[str, Film], members: dict[str, Any], now: datetime) -> None:
        self.desk = Desk(members[MODERATOR], members[SENIOR], now)
        self.films, self.members, self.counts = (
            films,
            members,
            Counter({"members": len(members)} | dict.fromkeys(COUNTED, 0)),
        )
        self.made: dict[int, Any] = {}

    def play(self, act: Act) -> None:
        """Does what the act says, unless the site does not take it, as where comments are closed."""
        self.desk.catch_up(act.at)
        if any(id(before) not in self.made for before in (act.under, act.answers) if before):
            return
        with suppress(Refused):
            if act.opinion:
                with self.activity(act):
                    self.keep(act, self.review(act, act.opinion), "reviews")
            elif act.line:
                with self.activity(act):
                    text = self.keep(act, self.speak(act, act.line), "comments")
                    self.moderate(act.line, text, act.at)
            else:
                self.rate(act)

    def rate(self, act: Act) -> None:
        """A rating and no more."""
        if rating := Review.objects.rate(self.members[act.by], self.films[act.film], act.half_steps):
            Review.objects.filter(pk=rating.pk).update(created_at=act.at, published_at=act.at)
            self.counts["ratings"] += 1

    def moderate(self, line: Line, text: FilmText, at: datetime) -> None:
        """Lets members report the text, and puts it before the demo's moderator."""
        for complaint in line.complaints:
            complain(self.members[complaint.by], text, complaint, at)
            self.counts["reports"] += 1
        date_case(text, at)
        if line.ruled:
            self.desk.rule(text, line.ruled, at)

    def review(self, act: Act, opinion: Opinion) -> Review:
        """A review with a text."""
        watched = None if act.watched_before is None else (act.at - timedelta(days=act.watched_before)).date()
        review = Review.objects.write(
            self.members[act.by],
            self.films[act.film],
            half_steps=opinion.half_steps,
            title=opinion.title,
            body=opinion.text,
            watched_on=watched,
        )
        if review is None:
            raise DemoNotPossible(f"“{opinion.title}” says nothing.")
        if not opinion.comments_open:
            review.open_comments(False)
        return review

    def speak(self, act: Act, line: Line) -> Comment:
        """A comment, or a reply."""
        return Comment.objects.write(
            self.members[act.by],
            self.films[act.film],
            body=line.text,
            review=self.made[id(act.under)] if act.under else None,
            parent=self.made[id(act.answers)] if act.answers else None,
            key=uuid.uuid5(KEYS, f"{act.by} {act.film} {line.text}"),
        )

    def keep(self, act: Act, text: FilmText, what: str) -> FilmText:
        """Remembers the text for its answers and gives it its dates."""
        self.made[id(act)] = text
        self.counts[what] += 1
        text.created_at, text.published_at = act.at, act.at if text.is_visible else None
        text.edited_at = act.at + act.edited_after if act.edited_after else None
        dates = {name: getattr(text, name) for name in ("created_at", "published_at", "edited_at")}
        type(text)._default_manager.filter(pk=text.pk).update(**dates)
        date_case(text, act.at)
        return text

    @contextmanager
    def activity(self, act: Act) -> Iterator[None]:
        """The film was active when the act says, not now; what somebody real did there later stays."""
        film = Film.objects.lock(self.films[act.film].pk)
        yield
        latest = act.at if film.last_activity_at is None else max(film.last_activity_at, act.at)
        Film.objects.filter(pk=film.pk).exclude(last_activity_at=film.last_activity_at).update(last_activity_at=latest)
