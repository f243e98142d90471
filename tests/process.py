"""The site as processes of its own, as an operator starts it: `manage(...)` and `serving(...)`."""

import contextlib
import importlib.util
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from django.conf import settings

from tests.harness import DATABASE, OURS
from tests.postgresql import free_port

ROOT = Path(settings.BASE_DIR)


def environment(**variables):
    """What a fresh shell has, and the given variables: nothing of the test run's own."""
    ours = {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", *OURS.split()}
    return {name: value for name, value in os.environ.items() if name not in ours} | {
        name: str(value) for name, value in variables.items()
    }


def settings_of(monkeypatch, **variables):
    """The settings that a process with these variables would have; those of this one stay as they are."""
    for name in OURS.split():
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, str(value))
    spec = importlib.util.find_spec("config.settings")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def manage(*arguments, **variables):
    command = [sys.executable, "manage.py", *arguments]
    env = environment(**variables)
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False)


@contextlib.contextmanager
def serving(**variables):
    """A running `manage.py serve`, with its address as `.url`; ended at the end if the test has not done so."""
    process = start(**variables)
    try:
        wait_for(process)
        yield process
    finally:
        process.terminate()  # not kill(): its workers would live on
        process.wait(timeout=20)


def start(**variables):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=environment(PORT=port, WEB_WORKERS=1, **variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    process.url = f"http://127.0.0.1:{port}"
    return process


def stop(process, how=signal.SIGTERM):
    """Asks the server to end as an operator does, and returns all that it said."""
    process.send_signal(how)
    words, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in words
    return words


def wait_for(process, seconds=180):
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(URLError, ConnectionError):
            return urllib.request.urlopen(process.url + "/healthz", timeout=5)
        time.sleep(0.05)
    raise AssertionError(f"the server did not start: {process.stdout.read() if process.poll() is not None else '…'}")


@contextlib.contextmanager
def fresh_database():
    """The variables for an empty database of the kind that this test run is about."""
    if DATABASE == "sqlite":
        yield {}
        return
    name = f"fresh_{secrets.token_hex(4)}"
    server = os.environ["FLOCK_TEST_POSTGRESQL"]
    with contextlib.closing(psycopg2.connect(server)) as connection:
        connection.autocommit = True
        connection.cursor().execute(f"CREATE DATABASE {name}")
        yield {"DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{name}"))}
        connection.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
