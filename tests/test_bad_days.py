"""What an operator sees on a bad day: one sentence with the cause and the cure, a non-zero exit, no traceback."""

import os
import re
import resource
import socket
import subprocess
import sys
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from django.urls import reverse

from config.failures import in_plain_words
from tests.postgresql import free_port
from tests.process import ROOT, environment, manage, settings_of


def said(result):
    """The one sentence; fails on anything that is not one."""
    words = result.stderr.strip()
    assert result.returncode not in (0, None)
    assert "Traceback" not in result.stdout + result.stderr
    assert words.startswith("flock: ")
    assert len(words.splitlines()) == 1
    return words


@pytest.mark.parametrize(
    ("variable", "value", "cure"),
    [
        ("PORT", "abc", "PORT=8001"),
        ("PORT", "99999", "PORT=8001"),
        ("DATABASE_URL", "foo", "DATABASE_URL=postgres://"),
        ("DATABASE_URL", "mysql://flock:secret@localhost/flock", "DATABASE_URL=postgres://"),
        ("DATABASE_URL", "postgres://flock:secret@localhost:x/flock", "DATABASE_URL=postgres://"),
        ("DATABASE_URL", "postgres://flock:secret@localhost/", "DATABASE_URL=postgres://"),
        ("SITE_URL", "films.example.org", "SITE_URL=https://"),
        ("CACHE_URL", "nonsense", "CACHE_URL=redis://"),
        ("EMAIL_URL", "nonsense", "EMAIL_URL=smtp"),
        ("TIME_ZONE", "Mars/Olympus", "TIME_ZONE=Europe/Berlin"),
        ("RATING_GLYPH", "goats", "sheep or stars"),
        ("WEB_WORKERS", "0", "WEB_WORKERS=2"),
        ("DEBUG", "perhaps", "0 or 1"),
    ],
)
def test_a_malformed_variable_is_named_with_what_it_must_be(tmp_path, monkeypatch, variable, value, cure):
    with pytest.raises(SystemExit) as ended, in_plain_words():
        settings_of(monkeypatch, FLOCK_DATA=tmp_path, **{variable: value})
    assert re.fullmatch(r"flock: .*\.", str(ended.value))
    assert variable in str(ended.value)
    assert cure in str(ended.value)
    assert "secret" not in str(ended.value)


def test_a_command_ends_with_that_sentence(tmp_path):
    assert "PORT=8001" in said(manage("migrate", FLOCK_DATA=tmp_path, PORT="abc"))


def test_a_port_in_use_is_answered_with_another_one(tmp_path):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        words = said(manage("serve", FLOCK_DATA=tmp_path, PORT=port))
    assert f"port {port} is in use" in words
    assert "make run" in words
    assert not (tmp_path / "flock.sqlite3").exists()


def test_an_address_of_another_machine_cannot_be_served(tmp_path):
    assert "HOST=127.0.0.1" in said(manage("serve", FLOCK_DATA=tmp_path, HOST="192.0.2.1", PORT=free_port()))


@pytest.mark.parametrize("command", ["migrate", "serve"])
def test_a_file_in_place_of_the_data_folder_is_named(tmp_path, command):
    file = tmp_path / "a-file"
    file.write_text("not a folder")
    words = said(manage(command, FLOCK_DATA=file))
    assert str(file) in words
    assert "name a folder with FLOCK_DATA" in words


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path):
    tmp_path.chmod(0o500)
    folders = ["/sys/flock", "/proc/flock"] if os.geteuid() == 0 else [f"{tmp_path}/flock"]  # the kernel stops root
    for folder in folders:
        words = said(manage("migrate", FLOCK_DATA=folder))
        assert folder in words
        assert "FLOCK_DATA" in words


def test_a_damaged_database_is_named(tmp_path):
    (tmp_path / "flock.sqlite3").write_text("once upon a time " * 100)
    words = said(manage("migrate", FLOCK_DATA=tmp_path))
    assert f"{tmp_path}/flock.sqlite3" in words
    assert "backup" in words


def test_a_folder_without_a_site_is_told_from_one_with_it(tmp_path):
    assert "manage.py prepare" in said(manage("demo", FLOCK_DATA=tmp_path))


def test_a_disk_that_fills_up_is_named(tmp_path):
    limit = (60_000, 60_000)  # bytes a file may grow to
    result = subprocess.run(
        [sys.executable, "manage.py", "migrate"],
        cwd=ROOT,
        env=environment(FLOCK_DATA=tmp_path),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "free some space" in said(result)


@pytest.mark.only("sqlite")
@pytest.mark.django_db
def test_whoever_signs_up_while_nothing_can_be_written_hears_so_and_so_does_the_log(client, settings, caplog):
    settings.CACHES = {"default": {"BACKEND": "config.caches.Table", "LOCATION": "shared_cache"}}
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=ON")
        try:
            answer = client.post(reverse("account_signup"), {"username": "anna", "email": "anna@example.org"})
        finally:
            cursor.execute("PRAGMA query_only=OFF")
    assert answer.status_code == 503
    assert "cannot save right now" in answer.content.decode()
    assert "readonly database" in caplog.text


def test_a_database_server_that_is_down_is_named(tmp_path):
    port = free_port()
    url = f"postgres://flock:secret@127.0.0.1:{port}/flock"
    words = said(manage("migrate", FLOCK_DATA=tmp_path, DATABASE_URL=url))
    assert f"127.0.0.1:{port}" in words
    assert "start PostgreSQL" in words
    assert "secret" not in words


def test_the_traceback_is_there_for_who_asks_for_it(tmp_path):
    result = manage("migrate", "--traceback", FLOCK_DATA=tmp_path, PORT="abc")
    assert "Traceback" in result.stderr


@pytest.mark.only("postgresql")
class PostgreSQL:
    def test_refuses_a_wrong_password(self, tmp_path):
        server = urlsplit(os.environ["FLOCK_TEST_POSTGRESQL"])
        wrong = urlunsplit(server._replace(netloc=server.netloc.replace(server.password, "wrong")))
        assert "password in DATABASE_URL" in said(manage("migrate", FLOCK_DATA=tmp_path, DATABASE_URL=wrong))

    def test_has_no_database_of_that_name(self, tmp_path):
        server = urlsplit(os.environ["FLOCK_TEST_POSTGRESQL"])
        wrong = urlunsplit(server._replace(path="/nowhere"))
        words = said(manage("serve", FLOCK_DATA=tmp_path, DATABASE_URL=wrong, PORT=free_port()))
        assert "'nowhere'" in words
        assert "createdb" in words


@pytest.mark.only("postgresql")
@pytest.mark.django_db
def test_a_connection_that_the_database_ended_is_made_anew():
    own = connection.copy()
    own.ensure_connection()
    assert own.is_usable()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [own.connection.get_backend_pid()])
    assert not own.is_usable()
    own.close()
