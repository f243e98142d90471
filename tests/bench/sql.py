"""The limit for the database: the queries that a page asks, asked again without Django."""

import contextlib
import statistics
import time

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

SAMPLE, REPEAT = 20, 3


def sql_of(paths, session=""):
    """How many queries a page asks at most when it is asked for again, and the milliseconds that they take alone."""
    client = Client(HTTP_HOST="127.0.0.1")
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    counts, times = [], []
    for path in paths[:: max(1, len(paths) // SAMPLE)]:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counts.append(len(queries))
        times.append(min(alone([query["sql"] for query in queries]) for _ in range(REPEAT)))
    return max(counts), statistics.median(times)


def alone(queries):
    """The milliseconds of the queries through a cursor of the database's own driver."""
    cursor = connection.connection.cursor()
    started = time.perf_counter()
    for query in queries:
        if query.lstrip().startswith(("SELECT", "WITH")):
            cursor.execute(query)
            cursor.fetchall()
    return (time.perf_counter() - started) * 1000


def bare_insert():
    """Milliseconds of one insert of one row with the durability that the site asks for; the median of 50."""
    times = []
    with connection.cursor() as cursor:
        for number in range(50):
            started = time.perf_counter()
            cursor.execute("INSERT INTO bench_insert VALUES (%s, %s)", [number, "x" * 200])
            times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


@contextlib.contextmanager
def table_to_insert_into():
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_insert")
        cursor.execute("CREATE TABLE bench_insert (id integer, body text)")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE bench_insert")
