"""Loads one address with wrk and reads its figures; writes reviews as members do, with a browser's requests."""

import http.cookiejar
import re
import statistics
import subprocess
import threading
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass

UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Figures:
    """Answers a second, milliseconds at the median and the 99th percentile, and how many answers were errors."""

    rate: float
    median: float
    slow: float
    bad: int = 0


def load(url, connections=8, seconds=3, headers=()):
    """wrk's figures for one address."""
    wanted = [word for header in headers for word in ("-H", header)]
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", *wanted, url]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    return Figures(
        float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]),
        milliseconds(text, "50"),
        milliseconds(text, "99"),
        int(bad[1]) if bad else 0,
    )


def milliseconds(text, percentile):
    number, unit = re.search(rf"{percentile}%\s+([\d.]+)(us|ms|s)", text).groups()
    return float(number) * UNITS[unit]


def write_reviews(address, sessions, slugs, count):
    """Each session writes `count` reviews at the same time as the others; the milliseconds of every post."""
    times, problems = [], []
    writers = [
        threading.Thread(target=write, args=(address, session, slugs[n :: len(sessions)][:count], times, problems))
        for n, session in enumerate(sessions)
    ]
    started = time.perf_counter()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    times.sort()
    rate = len(times) / (time.perf_counter() - started)
    return Figures(rate, statistics.median(times), times[-1], len(problems))


def write(address, session, slugs, times, problems):
    """One member: opens the form, sends it, waits for the answer."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar := http.cookiejar.CookieJar()))
    opener.addheaders = [("Cookie", f"sessionid={session}"), ("Referer", address + "/")]
    for n, slug in enumerate(slugs):
        page = opener.open(f"{address}/films/{slug}/review/").read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
        form = urllib.parse.urlencode(
            {
                "csrfmiddlewaretoken": token,
                "half_steps": n % 10 + 1,
                "title": "",
                "body": f"Seen at {time.time_ns()}: {slug}.",
            }
        )
        request = urllib.request.Request(
            f"{address}/films/{slug}/review/", form.encode(), {"Cookie": f"sessionid={session}; {cookies}"}
        )
        started = time.perf_counter()
        try:
            NO_REDIRECT.open(request).close()
        except urllib.error.HTTPError as answer:
            if answer.code != 302:
                problems.append(answer.code)
        times.append((time.perf_counter() - started) * 1000)


class Stay(urllib.request.HTTPRedirectHandler):
    """Answers with the redirect itself."""

    def redirect_request(self, *arguments, **names):
        return None


NO_REDIRECT = urllib.request.build_opener(Stay)
