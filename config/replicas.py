"""Which database a request reads when `REPLICA_URLS` names copies of the primary.

The rule: who only looks reads from a replica, unless the same browser wrote something in the last SETTLED seconds, so
that members see what they wrote a moment ago, at any machine. From the primary reads who sends something or shows a
key, who is about to get in or moderates (accounts and admin), every command and task, and all that follows a write or
stands in a transaction.

A request stays with one replica, and a replica only moves forward: a page is never older than the revision under which
config/visitors.py keeps it. A replica that is away or more than LAG seconds behind is left out, and a statement that it
breaks off is asked of the primary: no request fails because a replica does.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connections, models
from django.http import HttpRequest, HttpResponse

LAG = 5  # seconds that a replica may be behind, at least; at most three times as many
SETTLED = 4 * LAG  # seconds after which every replica that is read from has what was written
LOOK = 1  # seconds between two looks at a replica
AWAY = 5  # seconds for which a replica that failed is left alone
PRIMARY = "default"
PERSONAL = ("/accounts/", "/admin/")
WROTE = "wrote"  # the cookie of a browser that wrote something a moment ago; it says nothing but that

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]
logger = logging.getLogger(__name__)


class Route(threading.local):
    """Where this thread reads now, and whether this request wrote."""

    alias = PRIMARY
    has_written = False


route = Route()


class Router:
    """Django asks it before every query."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str:
        return PRIMARY if connections[PRIMARY].in_atomic_block else route.alias

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        route.alias, route.has_written = PRIMARY, True  # what follows must see it
        return PRIMARY

    def allow_relation(self, *objects: models.Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == PRIMARY


class Milestone:
    """A place in the primary's log that was reached LAG to 3 * LAG seconds ago: who is there is fresh enough."""

    def __init__(self) -> None:
        self.reached: str | None = None
        self.next: str | None = None
        self.asked_at = float("-inf")

    def place(self) -> str | None:
        """While the primary does not answer, nothing is written and the last place stands."""
        waited = time.monotonic() - self.asked_at
        if waited > LAG:
            self.asked_at = time.monotonic()
            try:
                place = ask(PRIMARY, "SELECT pg_current_wal_lsn()")
                self.reached, self.next = self.next if waited < 2 * LAG else None, place
            except DatabaseError:
                connections[PRIMARY].close()
        return self.reached or self.next


class Replica:
    """One of the copies, and what this process knows of its health."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self.looked_at = self.away_until = float("-inf")
        self.trouble = ""

    def is_fit(self) -> bool:
        """Asks it once in a while; in between what was last seen counts."""
        if time.monotonic() < self.away_until:
            return False
        try:
            connections[self.alias].ensure_connection()
            if time.monotonic() - self.looked_at > LOOK:
                self.look()
        except DatabaseError as error:
            self.leave(error, AWAY)
        return time.monotonic() >= self.away_until

    def look(self) -> None:
        place = milestone.place()
        if not ask(self.alias, "SELECT pg_last_wal_replay_lsn() >= coalesce(%s, '0/0')::pg_lsn", place):
            self.leave("it is too far behind the primary", LOOK)
            return
        if self.trouble:
            logger.warning("%s is read from again", self.alias)
        self.looked_at, self.trouble = time.monotonic(), ""

    def leave(self, why: object, seconds: int) -> None:
        connections[self.alias].close()
        self.away_until, self.looked_at = time.monotonic() + seconds, float("-inf")
        if not self.trouble:
            self.trouble = str(why).strip()
            logger.warning("%s is left out: %s", self.alias, self.trouble)


milestone = Milestone()
replicas = {alias: Replica(alias) for alias in settings.DATABASES if alias != PRIMARY}
turns = itertools.count()


def ask(alias: str, question: str, *parameters: str | None) -> Any:
    with connections[alias].cursor() as cursor:
        cursor.execute(question, parameters)
        return cursor.fetchone()[0]


def choose() -> str:
    """The replicas in turn, the next one where one is not fit, and the primary where none is."""
    known = list(replicas.values())
    first = next(turns) % max(len(known), 1)
    return next((replica.alias for replica in known[first:] + known[:first] if replica.is_fit()), PRIMARY)


def or_primary(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Around every statement on a replica. Outside a transaction each of them can be asked elsewhere again."""
    try:
        return execute(sql, params, many, context)
    except (OperationalError, InterfaceError) as error:
        route.alias = PRIMARY
        replicas[context["connection"].alias].leave(error, AWAY)
        context["cursor"].cursor = connections[PRIMARY].cursor().cursor
        return execute(sql, params, many, context)


class Reading:
    """The first middleware where there are replicas."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        route.has_written = False
        response = self.answer(request, choose() if only_looks(request) else PRIMARY)
        if route.has_written and has_session(request, response):
            kept = {"max_age": SETTLED, "httponly": True, "samesite": "Lax", "secure": request.is_secure()}
            response.set_cookie(WROTE, "1", **kept)  # type: ignore[arg-type]
        return response

    def answer(self, request: HttpRequest, alias: str) -> HttpResponse:
        """The answer of all that lies behind, which reads from there."""
        if alias == PRIMARY:
            return self.get_response(request)
        route.alias = alias
        try:
            with connections[alias].execute_wrapper(or_primary):
                return self.get_response(request)
        finally:
            route.alias = PRIMARY


def only_looks(request: HttpRequest) -> bool:
    if request.method not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in request.META:
        return False
    return WROTE not in request.COOKIES and not request.path_info.startswith(PERSONAL)


def has_session(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether somebody may look for what was written: all others count in rate limits at most."""
    name = settings.SESSION_COOKIE_NAME
    return name in request.COOKIES or name in response.cookies
