"""The site on several machines, in small: `make cluster`. Servers stop while load runs, and nobody may notice.

Two web servers, a PostgreSQL primary (durable, as it comes) with one streaming replica, and one Redis. Visitors read,
members write reviews and look at once, at the other server, whether theirs is there, a newcomer logs in. Meanwhile the
replica and then the Redis is killed and started again. Prints what each phase counted; ends with 1 if anything failed.
"""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

from tests.bench.siege import Siege
from tests.postgresql import binaries, free_port, run, start, unprivileged_user, up

SECONDS = int(os.environ.get("SECONDS", "8"))
DURABLE = ["max_connections=60", "shared_buffers=128MB"]
MEMBERS, PASSWORD = 3, "sheep-on-the-hill-7"
MAKE_MEMBERS = f"""
from accounts.models import User
from tests.bench.sessions import session_of
for n in range({MEMBERS}):
    member = User.objects.create_user(f"writer{{n}}", f"writer{{n}}@flock.example", "{PASSWORD}")
    print("session", session_of(member))
"""


class Replica:
    """A streaming copy of the primary, made by pg_basebackup."""

    def __init__(self, home, primary):
        self.folder, self.home, self.owner, self.port = binaries(), home, unprivileged_user(), free_port()
        copy = ["--pgdata", f"{home}/data", "--dbname", primary, "--write-recovery-conf", "--wal-method", "stream"]
        run([self.folder / "pg_basebackup", *copy, "--checkpoint", "fast"], self.owner)
        parts = urlsplit(primary)
        self.url = parts._replace(netloc=f"{parts.username}:{parts.password}@127.0.0.1:{self.port}").geturl()

    def start(self):
        run(up(self.folder, self.home, self.port, DURABLE), self.owner)

    def kill(self):
        """As a power cut does."""
        run([self.folder / "pg_ctl", "--pgdata", f"{self.home}/data", "--mode", "immediate", "stop"], self.owner, False)


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
    """One machine's `manage.py serve`; yields its port."""
    port = free_port()
    env = {**os.environ, **variables, "FLOCK_DATA": str(home), "PORT": str(port), "WEB_WORKERS": "1"}
    with open(f"{home}.log", "w") as log:
        process = subprocess.Popen([sys.executable, "manage.py", "serve"], env=env, stdout=log, stderr=log)
    try:
        wait_for(port, process)
        yield port
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
        shutil.chown(home, unprivileged_user())
        homes = [home / name for name in ("primary", "replica")]
        for folder in homes:
            folder.mkdir()
            shutil.chown(folder, unprivileged_user())
        primary = start(binaries(), homes[0], unprivileged_user(), DURABLE)
        stop = [binaries() / "pg_ctl", "--pgdata", homes[0] / "data", "--mode", "immediate", "stop"]
        stack.callback(run, stop, unprivileged_user(), check=False)
        replica, redis = Replica(homes[1], primary), Redis()
        for part in (replica, redis):
            part.start()
            stack.callback(part.kill)
        variables = {
            "DATABASE_URL": primary,
            "REPLICA_URLS": replica.url,
            "CACHE_URL": redis.url,
            "SECRET_KEY": secrets.token_hex(32),
        }
        ports = [stack.enter_context(site(home / name, **variables)) for name in ("one", "two")]
        made = subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", MAKE_MEMBERS],
            env={**os.environ, **variables, "FLOCK_DATA": str(home / "one")},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        sessions = [line.split()[1] for line in made.splitlines() if line.startswith("session ")]
        siege = Siege(ports, sessions, films_of(primary), PASSWORD)
        failed = besiege(siege, primary, replica, redis)
        sys.stderr.write("".join((home / log).read_text() for log in ("one.log", "two.log")))
    sys.exit(1 if failed else 0)


def besiege(siege, primary, replica, redis):
    phases = [
        ("all are up", lambda: None),
        ("replica killed", replica.kill),
        ("replica back", replica.start),
        ("Redis killed", redis.kill),
        ("Redis back", redis.start),
    ]
    print(f"{'':16}{'visitors':>32}{'members':>30}{'statements/s at':>20}")
    print(f"{'':16}{'pages/s':>9}{'median':>8}{'99 %':>8}{'failed':>7}", end="")
    print(f"{'writes/s':>10}{'failed':>7}{'unseen':>7}{'logins':>7}{'primary':>10}{'replica':>9}")
    siege.begin()
    for name, act in phases:
        siege.phase = name
        before = statements(primary), statements(replica.url)
        act()
        time.sleep(SECONDS)
        after = statements(primary), statements(replica.url)
        show(name, siege, [max(b - a, 0) / SECONDS for a, b in zip(before, after, strict=True)])
    siege.end()
    lost = siege.lost(written(primary))
    print(f"{len(siege.acknowledged)} reviews acknowledged in {siege.writes()} writes, {len(lost)} lost")
    for trouble in siege.troubles()[:10]:
        print("failed:", trouble)
    return lost or siege.troubles()


def show(name, siege, statements):
    visitors, members = siege.figures(name, "visitor"), siege.figures(name, "write")
    print(
        f"{name:16}{visitors.count / SECONDS:9.0f}{visitors.median:8.1f}{visitors.slow:8.1f}{visitors.failed:7}", end=""
    )
    print(f"{members.count / SECONDS:10.1f}{members.failed:7}{siege.figures(name, 'look').failed:7}", end="")
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
