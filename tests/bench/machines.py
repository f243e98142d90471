"""The site on several machines, in small: `make cluster`. Servers stop while load runs, and nobody may notice.

Two web servers, a PostgreSQL primary (durable, as it comes) with one streaming replica, and one Redis. Visitors and a
member read, members write reviews and look at once, at the other server, whether theirs is there, a newcomer logs in.
Meanwhile the replica and then the Redis is killed and started again. Prints what each phase counted; ends with 1 if
anything failed.
"""

import contextlib
import itertools
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

from tests.bench.costs import cost
from tests.bench.siege import Browser, Siege
from tests.postgresql import binaries, free_port, run, start, unprivileged_user, up

SECONDS = int(os.environ.get("SECONDS", "8"))
DURABLE = ["max_connections=60", "shared_buffers=128MB"]
WITHOUT_PRIMARY = "primary killed"  # nobody can write then; visitors must not notice
MEMBERS, PASSWORD = 3, "sheep-on-the-hill-7"
MAKE_MEMBERS = f"""
from accounts.models import User
from tests.bench.sessions import session_of
for n in range({MEMBERS}):
    member = User.objects.create_user(f"writer{{n}}", f"writer{{n}}@flock.example", "{PASSWORD}")
    print("session", session_of(member))
"""


class Database:
    """A PostgreSQL, made of nothing or, by pg_basebackup, as a streaming copy of another."""

    def __init__(self, home, copy_of=""):
        self.home, self.owner = home, unprivileged_user()
        if not copy_of:
            self.url = start(binaries(), home, self.owner, DURABLE)
            self.port = urlsplit(self.url).port
            return
        how = ["--write-recovery-conf", "--wal-method", "stream", "--checkpoint", "fast"]
        run([binaries() / "pg_basebackup", "--pgdata", f"{home}/data", "--dbname", copy_of, *how], self.owner)
        self.port, parts = free_port(), urlsplit(copy_of)
        self.url = parts._replace(netloc=f"{parts.username}:{parts.password}@127.0.0.1:{self.port}").geturl()
        self.start()

    def start(self):
        run(up(binaries(), self.home, self.port, DURABLE), self.owner)

    def kill(self):
        """As a power cut does."""
        run([binaries() / "pg_ctl", "--pgdata", f"{self.home}/data", "--mode", "immediate", "stop"], self.owner, False)

    def process(self):
        return int((self.home / "data" / "postmaster.pid").read_text().split()[0])


class Redis:
    def __init__(self):
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        command = ["redis-server", "--port", str(self.port), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd="/")

    def kill(self):
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def site(home, **variables):
    """One machine's `manage.py serve`; yields its port and its process."""
    port = free_port()
    env = {**os.environ, **variables, "FLOCK_DATA": str(home), "PORT": str(port), "WEB_WORKERS": "1"}
    with open(f"{home}.log", "w") as log:
        process = subprocess.Popen([sys.executable, "manage.py", "serve"], env=env, stdout=log, stderr=log)
    try:
        wait_for(port, process)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def wait_for(port, process):
    for _ in range(1800):
        with contextlib.suppress(OSError), contextlib.closing(socket.create_connection(("127.0.0.1", port))):
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit("cluster: a web server did not start")


def main():
    with contextlib.ExitStack() as stack:
        home = Path(tempfile.mkdtemp(prefix="flock-cluster-"))
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        primary, replica, redis = databases(stack, home)
        variables = {
            "DATABASE_URL": primary.url,
            "REPLICA_URLS": replica.url,
            "CACHE_URL": redis.url,
            "SECRET_KEY": secrets.token_hex(32),
        }
        sites = [stack.enter_context(site(home / name, **variables)) for name in ("one", "two")]
        ports, sessions, slugs = [port for port, _ in sites], members(home / "one", variables), films_of(primary.url)
        parts = {"web": sites[0][1], "primary": primary.process(), "replica": replica.process()}
        count_the_cost(ports[:1], sessions, slugs, parts)
        failed = besiege(Siege(ports, sessions, slugs, PASSWORD), primary, replica, redis)
        told = [line for log in ("one.log", "two.log") for line in (home / log).read_text().splitlines(keepends=True)]
        sys.stderr.write("".join(line for line in told if "WARNING config.replicas" in line or "config.caches" in line))
    sys.exit(1 if failed else 0)


def databases(stack, home):
    """A primary, its replica and a Redis, until the stack is unwound."""
    owner = unprivileged_user()
    for folder in (home, home / "primary", home / "replica"):
        folder.mkdir(exist_ok=True)
        shutil.chown(folder, owner)
    primary, redis = Database(home / "primary"), Redis()
    stack.callback(primary.kill)
    replica = Database(home / "replica", copy_of=primary.url)
    stack.callback(replica.kill)
    redis.start()
    stack.callback(redis.kill)
    return primary, replica, redis


def members(folder, variables):
    """Makes them, and returns a session of each."""
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", MAKE_MEMBERS]
    env = {**os.environ, **variables, "FLOCK_DATA": str(folder)}
    made = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout
    return [line.split()[1] for line in made.splitlines() if line.startswith("session ")]


def count_the_cost(port, sessions, slugs, parts):
    """Milliseconds of processor time that one request takes at each part."""
    visitor, member = Browser(port), Browser(port, sessionid=sessions[0])
    film = f"/films/{slugs[0]}/"
    pages = {
        "a plain view (robots.txt)": itertools.repeat(partial(visitor.ask, "/robots.txt")),
        "film page, visitor, first time": [partial(visitor.ask, f"/films/{slug}/") for slug in slugs],
        "film page, visitor": itertools.repeat(partial(visitor.ask, film)),
        "reviews of a film, visitor": itertools.repeat(partial(visitor.ask, film + "reviews/")),
        "home, visitor": itertools.repeat(partial(visitor.ask, "/")),
        "browse, visitor": itertools.repeat(partial(visitor.ask, "/films/")),
        "search, visitor": itertools.repeat(partial(visitor.ask, "/search/?q=miss")),
        "film page, member": itertools.repeat(partial(member.ask, film)),
        "write a review": (partial(member.review, slugs[n % len(slugs)], f"{n:x} " * 12) for n in itertools.count()),
    }
    print(f"{'processor time of one request, ms':34}{'web':>9}{'primary':>9}{'replica':>9}")
    for name, asks in pages.items():
        _, spent = cost(asks, parts)
        print(f"{name:34}" + "".join(f"{spent[part]:9.2f}" for part in parts), flush=True)
    print()


def besiege(siege, primary, replica, redis):
    phases = [
        ("all are up", lambda: None),
        ("replica killed", replica.kill),
        ("replica back", replica.start),
        ("replica lags", lambda: ask(replica.url, "SELECT pg_wal_replay_pause()")),
        ("it catches up", lambda: ask(replica.url, "SELECT pg_wal_replay_resume()")),
        ("Redis killed", redis.kill),
        ("Redis back", redis.start),
        (WITHOUT_PRIMARY, primary.kill),
        ("primary back", primary.start),
    ]
    print(f"{'':16}{'visitors':>32}{'member':>15}{'members':>30}{'statements/s at':>20}")
    print(f"{'':16}{'pages/s':>9}{'median':>8}{'99 %':>8}{'failed':>7}{'reads/s':>8}{'failed':>7}", end="")
    print(f"{'writes/s':>10}{'failed':>7}{'unseen':>7}{'logins':>7}{'primary':>10}{'replica':>9}")
    siege.begin()
    for name, act in phases:
        if act == primary.start:
            act()  # until it answers again, it is away
        siege.phase, before, began = name, (statements(primary.url), statements(replica.url)), time.monotonic()
        if act != primary.start:
            act()
        time.sleep(SECONDS)
        after, seconds = (statements(primary.url), statements(replica.url)), time.monotonic() - began
        show(name, siege, seconds, [max(b - a, 0) / seconds for a, b in zip(before, after, strict=True)])
    siege.end()
    lost, troubles = siege.lost(written(primary.url)), siege.troubles(besides=WITHOUT_PRIMARY)
    print(f"{len(siege.acknowledged)} reviews in {siege.writes()} acknowledged writes, {len(lost)} lost")
    for trouble in troubles[:10]:
        print("failed:", trouble)
    return lost or troubles


def show(name, siege, seconds, statements):
    visitors, members = siege.figures(name, "visitor"), siege.figures(name, "write")
    print(
        f"{name:16}{visitors.count / seconds:9.0f}{visitors.median:8.1f}{visitors.slow:8.1f}{visitors.failed:7}", end=""
    )
    readers = siege.figures(name, "reader")
    print(f"{(readers.count - readers.failed) / seconds:8.1f}{readers.failed:7}", end="")
    print(
        f"{(members.count - members.failed) / seconds:10.1f}{members.failed:7}{siege.figures(name, 'look').failed:7}",
        end="",
    )
    logins = siege.figures(name, "login")
    print(f"{logins.count - logins.failed:4}/{logins.count:<2}{statements[0]:10.0f}{statements[1]:9.0f}", flush=True)


def ask(url, question):
    with contextlib.closing(psycopg2.connect(url, connect_timeout=2)) as connection:
        cursor = connection.cursor()
        cursor.execute(question)
        return cursor.fetchall()


def statements(url):
    """Each statement of the site outside a transaction counts as one."""
    with contextlib.suppress(psycopg2.OperationalError):
        return ask(url, "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()")[
            0
        ][0]
    return 0


def films_of(url):
    return [slug for (slug,) in ask(url, "SELECT slug FROM films_film WHERE is_published ORDER BY id")]


def written(url):
    question = """SELECT author.username, film.slug, review.body FROM reviews_review review
        JOIN accounts_user author ON author.id = review.author_id JOIN films_film film ON film.id = review.film_id"""
    return {(name, slug): body for name, slug, body in ask(url, question)}


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    main()
