"""Measures one database at one scale and prints the table; run by `python -m tests.bench`."""

import os
import statistics
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.middleware.csrf import CSRF_SECRET_LENGTH  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from accounts.models import User  # noqa: E402
from config.models import Job  # noqa: E402
from films.models import Film  # noqa: E402
from reviews.models import Review  # noqa: E402
from tests.bench.cases import cases  # noqa: E402
from tests.bench.drive import at_once, load, once_each, write_reviews  # noqa: E402
from tests.bench.scale import SCALES, Scale  # noqa: E402
from tests.bench.serve import PORT, memory_of, serving  # noqa: E402
from tests.bench.sessions import session_of  # noqa: E402
from tests.bench.sql import bare_insert, sql_of, table_to_insert_into  # noqa: E402

WRITERS, WRITTEN = 8, 25
CROWD, ROUNDS = 64, 10
SERVE = ["manage.py", "serve"]
BARE = [
    "-m", "granian", "--interface", "wsgi", "--port", str(PORT), "--workers", "2", "--blocking-threads", "1",
    "--log-level", "error", "tests.bench.bare:application",
]  # fmt: skip
LIMIT = "limit: "


NEW = ", for the first time"  # by anybody since the server started
NEW_TO_ALL = (
    "browse, two filters", "person page", "search", "suggestions while typing", "search with a typing error",
    "film pages, many different, visitor",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What is asked for. `costs`: the queries of each page and the milliseconds that they take alone."""

    scale: Scale
    film: str
    sessions: list
    quiet: list
    pages: list
    costs: dict

    @property
    def member(self):
        """What a browser sends that has logged in: without the second cookie each page would have to make one."""
        return [f"Cookie: sessionid={self.sessions[0]}; csrftoken={'c' * CSRF_SECRET_LENGTH}"]


def main():
    scale = SCALES[sys.argv[1]]
    call_command("prepare")
    tomorrow()
    plan = planned(scale)
    with table_to_insert_into():
        insert = bare_insert()
        connections.close_all()
        heading(scale)
        with serving(BARE, "/") as (address, _):
            show(LIMIT + "the server, a trivial application", load(address, ["/"], scale.seconds))
        with serving(SERVE, "/healthz") as (address, group):
            read(address, plan)
            write(address, plan)
            show_memory(group)
        print(f"{LIMIT + 'one durable insert, alone':<50}{1000 / insert:>9,.0f}{insert:>9.2f}")
    connections.close_all()
    crowd(plan.film)
    first_readers(plan)
    tidy()


def planned(scale):
    """The pages of this run, and what their queries cost; asked before any server runs."""
    film = f"/films/{Film.objects.get(pk=1).slug}/"
    sessions = [session_of(member) for member in User.objects.order_by("pk")[:WRITERS]]
    pages = [case for case in cases(scale) if os.environ.get("ONLY", "") in case[0]]
    costs = {name: sql_of(paths) for name, paths in pages}
    costs["film page, member"] = sql_of([film], sessions[0])
    costs["film page, visitor"] = sql_of([film])
    return Plan(scale, film, sessions, unreviewed(2 * WRITERS * WRITTEN), pages, costs)


def read(address, plan):
    """The limits, and every page beside them."""
    warm = partial(warmed, plan.scale, address)
    show(LIMIT + "Django, a constant page", warm(["/bench/constant/"]))
    show(LIMIT + "Django, the same with session and user", warm(["/bench/member/"], headers=plan.member))
    urllib.request.urlopen(address + plan.film).close()
    unchanged = [etag_of(address, plan.film)]
    show("film page, visitor", warm([plan.film]), plan.costs)
    show("film page, visitor, unchanged (304)", warm([plan.film], headers=unchanged))
    show("film page, member", warm([plan.film], headers=plan.member), plan.costs)
    for name, paths in plan.pages:
        if name in NEW_TO_ALL:
            once_each(paths)  # so that a line is of one kind: readers of what somebody has read, or of what nobody has
        show(name, warm(paths), plan.costs)


def warmed(scale, address, paths, headers=()):
    """The figures after a while of the same."""
    if scale.warming:
        load(address, paths, scale.warming, headers=headers)
    return load(address, paths, scale.seconds, headers=headers)


def write(address, plan):
    """Reviews by one member and by several at once, and a form that does nothing but insert one row."""
    bare = write_reviews(address, plan.sessions[:1], plan.quiet[:WRITTEN], WRITTEN, to="/bench/insert/{}/")
    show(LIMIT + "Django, session, user and one insert", bare)
    show("write a review, alone", write_reviews(address, plan.sessions[:1], plan.quiet[:WRITTEN], WRITTEN))
    together = write_reviews(address, plan.sessions, plan.quiet[WRITTEN:], WRITTEN)
    show(f"write a review, {WRITERS} at once (last: the slowest)", together)
    written = Review.objects.filter(body__startswith="Seen at ").count()
    print(f"{'reviews written, and there afterwards':<50}{WRITTEN * (WRITERS + 1):>9}{written:>9}")


def first_readers(plan):
    """The same lists from a server that has made none of them yet, each once."""
    pages = dict(plan.pages)
    with serving(SERVE, "/healthz") as (address, _):
        for path in ("/films/", "/search/?q=a"):
            urllib.request.urlopen(address + path).close()
        for name in filter(pages.get, NEW_TO_ALL):
            show(name + NEW, once_each(pages[name]))


def tomorrow():
    """What runs by the clock (working out which films are alike takes a core for minutes) is put off."""
    DBTaskResult.objects.all().delete()
    Job.objects.enrol()
    Job.objects.update(due_at=timezone.now() + timedelta(days=1))


def crowd(film):
    """What happens right after a change of a film, when many ask for its page at once."""
    with tempfile.NamedTemporaryFile() as marks, serving(SERVE, "/healthz", BENCH_PASSES=marks.name) as (address, _):
        urllib.request.urlopen(address + film).close()
        firsts, lasts, passes = [], [], []
        for _ in range(ROUNDS):
            Film.objects.filter(pk=1).touch()
            before = os.path.getsize(marks.name)
            times = at_once(film, CROWD)
            firsts.append(times[0]), lasts.append(times[-1])
            passes.append(os.path.getsize(marks.name) - before)
        figures = (
            f"{statistics.median(firsts):>9.1f}{statistics.median(lasts):>9.1f}  rebuilt {max(passes)} times at most"
        )
        print(f"{f'film page, changed, {CROWD} at once: first, last':<50}{'':>9}{figures}")


def heading(scale):
    print(f"\n{connection.vendor}, {scale.films:,} films, {scale.people:,} people, {scale.ratings:,} ratings\n")
    print(f"{'what':<50}{'a second':>9}{'median':>9}{'99 %':>9}{'queries':>9}{'SQL alone':>11}   (milliseconds)")


def show(name, figures, costs=()):
    problem = f"  {figures.bad} answers were wrong" if figures.bad else ""
    queries = f"{costs[name][0]:>9}{costs[name][1]:>11.2f}" if name in costs else ""
    print(f"{name:<50}{figures.rate:>9,.0f}{figures.median:>9.2f}{figures.slow:>9.1f}{queries}{problem}", flush=True)


def show_memory(group):
    whole, own = memory_of(group)
    print(f"{'memory of the largest worker':<50}{whole:>9} MB, without the pages of SQLite's file {own} MB")


def unreviewed(number):
    """Films that the writing members have not rated."""
    rated = set(Review.objects.filter(author__in=range(1, WRITERS + 1)).values_list("film", flat=True))
    films = Film.objects.order_by("-pk").values_list("pk", "slug")[: number + 2000]
    return [slug for pk, slug in films if pk not in rated][:number]


def etag_of(address, path):
    return f"If-None-Match: {urllib.request.urlopen(address + path).headers['ETag']}"


def tidy():
    """Takes what the benchmark wrote away again, so that the next run finds the same site."""
    started = time.perf_counter()
    for review in Review.objects.filter(body__startswith="Seen at "):
        review.delete()
    if (took := time.perf_counter() - started) > 30:
        sys.stderr.write(f"bench: tidying up took {took:.0f} s\n")


if __name__ == "__main__":
    main()
