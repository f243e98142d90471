"""Measures one database at one scale; run by `python -m tests.bench`."""

import re
import statistics
import sys
import time
import urllib.request

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection, connections  # noqa: E402

from accounts.models import User  # noqa: E402
from films.models import Film, Genre, Person  # noqa: E402
from tests.bench.build import build, say  # noqa: E402
from tests.bench.drive import load, write_reviews  # noqa: E402
from tests.bench.scale import SCALES  # noqa: E402
from tests.bench.serve import PORT, memory_of_workers, serving  # noqa: E402

WRITERS, WRITTEN = 8, 25
DEEP = 50


def main():
    scale = SCALES[sys.argv[1]]
    if not Film.objects.exists():
        say(f"building the {scale.name} site on {connection.vendor}")
        build(scale)
    slug = Film.objects.get(pk=1).slug
    sessions = [session_of(member) for member in User.objects.order_by("pk")[:WRITERS]]
    quiet = list(Film.objects.order_by("-pk").values_list("slug", flat=True)[: WRITERS * WRITTEN])
    addresses = cases(slug)
    insert = bare_insert()
    connections.close_all()
    environment = {"PORT": str(PORT), "SITE_URL": f"http://127.0.0.1:{PORT}"}
    print(f"\n{connection.vendor}, {scale.films:,} films, {scale.ratings:,} ratings\n")
    print(f"{'what':<44}{'a second':>10}{'median ms':>11}{'99 % ms':>9}")
    with serving(BARE, environment, "/") as address:
        show("the server: a trivial application", load(address + "/"))
    with serving(["manage.py", "serve"], environment, "/healthz") as address:
        member = [f"Cookie: sessionid={sessions[0]}"]
        show("Django: a constant page", load(address + "/bench/constant/"))
        show("Django: a constant page, session and user", load(address + "/bench/member/", headers=member))
        show("film page, visitor", load(f"{address}/films/{slug}/"))
        show("film page, visitor, unchanged (304)", load(f"{address}/films/{slug}/", headers=[etag_of(address, slug)]))
        show("film page, member", load(f"{address}/films/{slug}/", headers=member))
        for name, path in [*addresses, deep_page(address, slug)]:
            show(name, load(address + path))
        show(f"write a review, {WRITERS} members at once", write_reviews(address, sessions, quiet, WRITTEN))
        print(f"{'memory of the largest worker':<44}{memory_of_workers():>10} MB")
    print(f"{'one durable insert, alone':<44}{1000 / insert:>10.0f}{insert:>11.2f}")


BARE = [
    "-m", "granian", "--interface", "wsgi", "--port", str(PORT), "--workers", "2", "--blocking-threads", "1",
    "--log-level", "error", "tests.bench.bare:application",
]  # fmt: skip


def show(name, figures):
    problem = f"  {figures.bad} answers were wrong" if figures.bad else ""
    print(f"{name:<44}{figures.rate:>10,.0f}{figures.median:>11.2f}{figures.slow:>9.1f}{problem}", flush=True)


def session_of(member):
    """The key of a session in which the member is logged in."""
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(member.pk), settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = member.get_session_auth_hash()
    store.save()
    return store.session_key


def cases(slug):
    """(what, address) of the pages that are measured for a visitor."""
    person = Person.objects.get(pk=2).slug
    genre, title = Genre.objects.get(name="Drama").slug, Film.objects.get(pk=5).title
    word = max(re.findall(r"\w+", title), key=len)
    return [
        ("browse, two filters", f"/films/?genre={genre}&decade=1990"),
        ("browse, by rating", "/films/?sort=rating"),
        ("person page", f"/people/{person}/"),
        ("reviews of the most rated film", f"/films/{slug}/reviews/"),
        ("search", f"/search/?q={word.lower()}"),
        ("suggestions while typing", f"/search/suggest/?q={word[:3].lower()}"),
        ("search with a typing error", f"/search/?q={word[0].lower()}{word[2:].lower()}"),
        ("home", "/"),
    ]


def deep_page(address, slug):
    """The reviews page behind the last of `DEEP` steps, found as a reader finds it: by the link to the next page."""
    path = f"/films/{slug}/reviews/"
    for _ in range(DEEP):
        page = urllib.request.urlopen(address + path).read().decode()
        found = re.search(r'<a[^>]*rel="next"[^>]*href="([^"]+)"|<a[^>]*href="([^"]+)"[^>]*rel="next"', page)
        if not found:
            break
        link = (found[1] or found[2]).replace("&amp;", "&")
        path = link if link.startswith("/") else path.split("?", maxsplit=1)[0] + link
    return "reviews, pages deep", path


def etag_of(address, slug):
    return f"If-None-Match: {urllib.request.urlopen(f'{address}/films/{slug}/').headers['ETag']}"


def bare_insert():
    """Milliseconds of one insert of one row with the durability that the site asks for; the median of 50."""
    times = []
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_insert (id integer, body text)")
        for number in range(50):
            started = time.perf_counter()
            cursor.execute("INSERT INTO bench_insert VALUES (%s, %s)", [number, "x" * 200])
            times.append((time.perf_counter() - started) * 1000)
        cursor.execute("DROP TABLE bench_insert")
    return statistics.median(times)


if __name__ == "__main__":
    main()
