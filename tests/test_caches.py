"""The cache on a Redis that comes and goes."""

import contextlib
import shutil
import subprocess
import time

import pytest

from config import caches
from tests.harness import lacking
from tests.postgresql import free_port

pytestmark = pytest.mark.once


@contextlib.contextmanager
def redis(port):
    process = subprocess.Popen(["redis-server", "--port", str(port), "--save", ""], stdout=subprocess.DEVNULL, cwd="/")
    try:
        yield
    finally:
        process.kill()
        process.wait()


def eventually(found):
    until = time.monotonic() + 10
    while time.monotonic() < until and not found():
        time.sleep(0.02)
    return found()


@pytest.fixture
def cache(monkeypatch):
    if not shutil.which("redis-server"):
        lacking("no redis-server here")
    monkeypatch.setattr(caches, "AWAY", 0.1)
    return caches.PatientRedis(f"redis://127.0.0.1:{free_port()}/0", {})


def test_each_process_remembers_for_itself_while_redis_is_away(cache):
    port = int(cache._servers[0].split(":")[2].split("/")[0])
    other = caches.PatientRedis(cache._servers[0], {})
    assert cache.add("attempts", 1, 60)  # before there is any Redis
    assert cache.incr("attempts") == 2
    with redis(port):
        assert eventually(lambda: cache.get("attempts") is None)
        cache.set("attempts", 1)
        assert other.incr("attempts") == 2
        assert cache.get_many(["attempts"]) == {"attempts": 2}
    assert cache.get("attempts") == 2  # the local count went on from where it stood
    with redis(port):
        assert eventually(lambda: cache.get("attempts") is None)
