"""What the settings promise: durable SQLite, safe headers, secure cookies behind HTTPS, nothing trusted unasked."""

import pytest
from django.conf import global_settings, settings
from django.db import DatabaseError, connection
from django.test import Client

from config.settings import SQLITE
from tests.process import manage, settings_of

DIRECTIVES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)


def test_sqlite_keeps_an_acknowledged_write_and_waits_its_turn(tmp_path):
    ask = (
        "from django.db import connection as c; "
        "print([c.cursor().execute(f'PRAGMA {p}').fetchone()[0] for p in "
        "('journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout')], c.transaction_mode)"
    )
    result = manage("shell", "--no-imports", "-c", ask, FLOCK_DATA=tmp_path)
    assert result.stdout.strip() == "['wal', 2, 1, 20000] IMMEDIATE", result.stderr
    assert SQLITE["timeout"] >= 20


def test_deployment_checks_are_clean_behind_https(tmp_path):
    result = manage(
        *("check", "--deploy", "--fail-level", "WARNING"), FLOCK_DATA=tmp_path, SITE_URL="https://films.example"
    )
    assert result.returncode == 0, result.stderr
    assert "0 silenced" in result.stdout


def test_https_makes_the_cookies_secure_and_plain_http_trusts_no_proxy(tmp_path, monkeypatch):
    names = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_HSTS_SECONDS SECURE_PROXY_SSL_HEADER SECURE_SSL_REDIRECT"
    names = names.split()

    def values(**variables):
        read = settings_of(monkeypatch, FLOCK_DATA=tmp_path, **variables)
        return [getattr(read, name, getattr(global_settings, name)) for name in names]

    assert values() == [False, False, 0, None, False]
    https = values(SITE_URL="https://films.example")
    assert https == [True, True, 31_536_000, ("HTTP_X_FORWARDED_PROTO", "https"), True]


@pytest.mark.django_db
class Headers:
    @pytest.fixture
    def answer(self, client):
        return client.get("/healthz")

    def test_allow_nothing_but_the_site_itself(self, answer):
        policy = {directive.strip() for directive in answer["Content-Security-Policy"].split(";")}
        assert {directive.strip() for directive in DIRECTIVES.split(";")} <= policy
        assert "unsafe" not in answer["Content-Security-Policy"]

    def test_keep_the_page_out_of_frames_guesses_and_referrers(self, answer):
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.django_db
class Healthz:
    def test_says_ok_without_a_session(self, client):
        answer = client.get("/healthz")
        assert (answer.status_code, answer.content) == (200, b"ok\n")
        assert not answer.cookies

    def test_asks_one_query(self, client, django_assert_num_queries):
        with django_assert_num_queries(1):
            client.get("/healthz")

    def test_says_503_when_the_database_does_not_answer(self, client, monkeypatch):
        def broken():
            raise DatabaseError("gone")

        monkeypatch.setattr(connection, "cursor", broken)
        assert client.get("/healthz").status_code == 503

    def test_refuses_a_post(self):
        assert Client().post("/healthz").status_code == 405


def test_every_variable_is_in_the_operators_handbook():
    handbook = (settings.BASE_DIR / "docs" / "operations.md").read_text()
    source = (settings.BASE_DIR / "config" / "settings.py").read_text()
    names = {part.split('"')[1] for part in source.split("env.")[1:] if part.split("(")[0].islower() and '"' in part}
    assert {name for name in names if name.isupper() and f"`{name}`" not in handbook} == set()


@pytest.mark.once
def test_replicas_of_sqlite_are_refused_in_plain_words():
    result = manage("check", REPLICA_URLS="postgres://flock@127.0.0.1:1/flock")
    assert result.returncode != 0
    assert "REPLICA_URLS" in result.stderr
    assert "Traceback" not in result.stderr
