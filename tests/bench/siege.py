"""Load on a site of several servers: visitors, members who write, one who reads, a newcomer; failures are counted."""

import collections
import http.client
import itertools
import random
import re
import statistics
import threading
import time
import urllib.parse
from dataclasses import dataclass

VISITORS = 4
READ = ("visitor", "reader")
PAUSE = 3  # seconds between two logins: more than 30 a minute from one address are refused, and rightly


@dataclass(frozen=True)
class Figures:
    """How many, milliseconds at the median and the 99th percentile, and how many failed."""

    count: int
    median: float
    slow: float
    failed: int


class Browser:
    """Keeps a connection to each server and asks them in turn."""

    def __init__(self, ports, **cookies):
        self.servers = itertools.cycle([http.client.HTTPConnection("127.0.0.1", port, timeout=15) for port in ports])
        self.cookies = cookies
        self.tokens = {}

    def ask(self, path, form=None):
        """Status and text of the answer; 599 where none came."""
        server = next(self.servers)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers["Referer"] = f"http://127.0.0.1:{server.port}/"
        body = None
        if form:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            server.request("POST" if form else "GET", path, body, headers)
            answer = server.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            server.close()
            return 599, repr(error)
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, text

    def review(self, slug, body, half_steps=7):
        path = f"/films/{slug}/review/"
        self.tokens = self.tokens or token(self.ask(path)[1])
        return self.ask(path, {"half_steps": half_steps, "title": "", "body": body, **self.tokens})


class Siege:
    def __init__(self, ports, sessions, slugs, password):
        self.ports, self.sessions, self.slugs, self.password = ports, sessions, slugs, password
        self.phase = ""
        self.over = threading.Event()
        self.seen = collections.defaultdict(list)  # (phase, kind): milliseconds, trouble
        self.acknowledged, self.unanswered = {}, {}

    def begin(self):
        jobs = [(self.visit, n) for n in range(VISITORS)] + [(self.write, n) for n in range(len(self.sessions))]
        jobs += [(self.read, 0), (self.log_in, 0)]
        self.threads = [threading.Thread(target=job, args=(n,)) for job, n in jobs]
        for thread in self.threads:
            thread.start()

    def end(self):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def note(self, kind, started, trouble=""):
        self.seen[self.phase, kind].append(((time.perf_counter() - started) * 1000, trouble))

    def read(self, number):
        """A member who looks around, in a browser that has not written."""
        self.visit(50 + number, "reader", sessionid=self.sessions[number])

    def visit(self, number, kind="visitor", **cookies):
        chance, browser = random.Random(number), Browser(self.ports, **cookies)
        while not self.over.is_set():
            film = f"/films/{chance.choice(self.slugs)}/"
            path = chance.choice([film, film, film, film, film + "reviews/", "/", "/films/", "/search/?q=miss"])
            started = time.perf_counter()
            status, text = browser.ask(path)
            self.note(kind, started, "" if status == 200 else f"{path} {status} {text[:200]}")

    def write(self, number):
        """Writes at one server and looks at the other, which asks the same question of the database."""
        browser, chance = Browser(self.ports, sessionid=self.sessions[number]), random.Random(100 + number)
        while not self.over.is_set():
            slug, body = chance.choice(self.slugs), " ".join(f"{chance.getrandbits(40):x}" for _ in range(12))
            path = f"/films/{slug}/review/"
            started = time.perf_counter()
            status, text = browser.review(slug, body, chance.randint(1, 10))
            self.note("write", started, "" if status == 302 else f"write {status} {text[:200]}")
            if status != 302:
                self.unanswered[f"writer{number}", slug] = body  # may be there or not
            else:
                self.acknowledged[f"writer{number}", slug] = body
                started = time.perf_counter()
                status, text = browser.ask(path)
                self.note("look", started, "" if body in text else f"own text is not at {path}: {status}")

    def log_in(self, number):
        while not self.over.wait(PAUSE):
            browser = Browser(self.ports)
            form = {"login": "writer0", "password": self.password, **token(browser.ask("/accounts/login/")[1])}
            started = time.perf_counter()
            status, text = browser.ask("/accounts/login/", form)
            self.note("login", started, "" if status == 302 else f"login {status} {text[:200]}")

    def figures(self, phase, kind):
        seen = list(self.seen[phase, kind]) or [(0.0, "")]
        times = sorted(milliseconds for milliseconds, _ in seen)
        failed = sum(bool(trouble) for _, trouble in seen)
        return Figures(len(self.seen[phase, kind]), statistics.median(times), times[int(len(times) * 0.99)], failed)

    def writes(self):
        return sum(not trouble for (_, kind), seen in self.seen.items() if kind == "write" for _, trouble in seen)

    def troubles(self, besides):
        """What failed; in the phase `besides` only what those who read would notice counts."""
        asked = [(*key, trouble) for key, seen in self.seen.items() for _, trouble in seen if trouble]
        return [f"{phase}: {kind} {words}" for phase, kind, words in asked if phase != besides or kind in READ]

    def lost(self, written):
        """Acknowledged texts that the database does not have."""
        return [
            key for key, body in self.acknowledged.items() if written.get(key) not in (body, self.unanswered.get(key))
        ]


def token(page):
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    return {"csrfmiddlewaretoken": found[1]} if found else {}
