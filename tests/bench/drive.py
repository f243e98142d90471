"""Loads addresses with wrk and reads its figures; asks with many at once; writes reviews as members do."""

import contextlib
import http.client
import http.cookiejar
import re
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

from tests.bench.serve import PORT

UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Figures:
    """Answers a second, milliseconds at the median and the 99th percentile, and how many answers were errors."""

    rate: float
    median: float
    slow: float
    bad: int = 0


def load(address, paths, seconds, connections=8, headers=()):
    """wrk's figures for the addresses, asked for one after the other, over and over."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        listed = ",".join(f'"{path}"' for path in paths)
        script.write(
            f"local paths = {{{listed}}}\nlocal n = 0\n"
            "request = function() n = n % #paths + 1; return wrk.format(nil, paths[n]) end\n"
        )
        script.flush()
        wanted = [word for header in headers for word in ("-H", header)]
        options = ["-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "--latency"]
        command = ["wrk", *options, *wanted, "-s", script.name, address]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    lost = re.search(r"Socket errors: .*", text)
    return Figures(
        float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1]),
        milliseconds(text, "50"),
        milliseconds(text, "99"),
        (int(bad[1]) if bad else 0) + bool(lost),
    )


def milliseconds(text, percentile):
    number, unit = re.search(rf"{percentile}%\s+([\d.]+)(us|ms|s)", text).groups()
    return float(number) * UNITS[unit]


def at_once(path, number):
    """`number` visitors ask for one address at the same moment; the milliseconds until each had the whole page."""
    gate, times = threading.Barrier(number), []

    def ask():
        line = http.client.HTTPConnection("127.0.0.1", PORT)
        line.connect()
        gate.wait()
        started = time.perf_counter()
        line.request("GET", path)
        line.getresponse().read()
        times.append((time.perf_counter() - started) * 1000)
        line.close()

    run([threading.Thread(target=ask) for _ in range(number)])
    return sorted(times)


def once_each(paths, connections=8):
    """Every address once, by so many readers side by side: what nobody has asked for yet."""
    waiting, times, problems = list(reversed(dict.fromkeys(paths))), [], []
    started = time.perf_counter()
    run([threading.Thread(target=ask_for, args=(waiting, times, problems)) for _ in range(connections)])
    rate = len(times) / (time.perf_counter() - started)
    return Figures(rate, statistics.median(times), statistics.quantiles(times, n=100)[98], len(problems))


def ask_for(waiting, times, problems):
    """One reader: takes the next address until there is none."""
    line = http.client.HTTPConnection("127.0.0.1", PORT)
    with contextlib.suppress(IndexError):
        while path := waiting.pop():
            if (status := timed(line, times, "GET", path)) != 200:
                problems.append(status)
    line.close()


def timed(line, times, *request):
    """Sends a request and reads its whole answer; the status. The milliseconds go to `times`."""
    started = time.perf_counter()
    line.request(*request)
    answer = line.getresponse()
    answer.read()
    times.append((time.perf_counter() - started) * 1000)
    return answer.status


def write_reviews(address, sessions, slugs, count, to="/films/{}/review/"):
    """Each session sends `count` reviews at the same time as the others; the milliseconds of every post."""
    times, problems = [], []
    forms = [(slug, to.format(slug)) for slug in slugs]
    shares = [forms[n :: len(sessions)][:count] for n in range(len(sessions))]
    started = time.perf_counter()
    run(
        [
            threading.Thread(target=write, args=(address, session, share, times, problems))
            for session, share in zip(sessions, shares, strict=True)
        ]
    )
    rate = len(times) / (time.perf_counter() - started)
    return Figures(rate, statistics.median(times), max(times), len(problems))


def run(threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def write(address, session, forms, times, problems):
    """One member: opens the form once, sends one review after the other, waits for each answer."""
    line = http.client.HTTPConnection("127.0.0.1", PORT)
    line.request("GET", f"/films/{forms[0][0]}/review/", headers={"Cookie": f"sessionid={session}"})
    answer = line.getresponse()
    page = answer.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    cookies = "; ".join(value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie")
    headers = {
        "Cookie": f"sessionid={session}; {cookies}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": address,
    }
    for n, (slug, path) in enumerate(forms):
        text = {"half_steps": n % 10 + 1, "title": "", "body": f"Seen at {time.time_ns()}: {slug}."}
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **text})
        if (status := timed(line, times, "POST", path, form, headers)) != 302:
            problems.append(status)
    line.close()
