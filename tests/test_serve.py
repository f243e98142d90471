"""`manage.py serve`, the heart of `make run`: from an empty folder to a site, and again without touching the data."""

import gzip
import json
import os
import re
import signal
import stat
import time
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.process import fresh_database, manage, serving, start, stop, wait_for

IMPORTED = r"""(?:from|import)\s*\(?["'](\./[^"']+)"""
PREPARING = ("preparing the database", "first films", "static files")


@pytest.fixture(scope="module")
def first_start(tmp_path_factory):
    """A new site that was started twice at the same moment: its variables, and what each start said."""
    with fresh_database() as database:
        variables = {"FLOCK_DATA": tmp_path_factory.mktemp("site"), **database}
        both = [start(**variables), start(**variables)]
        try:
            for process in both:
                wait_for(process)
        finally:
            said = [stop(process) for process in both]
        yield variables, said


@pytest.fixture
def variables(first_start):
    return first_start[0]


@pytest.fixture(scope="module")
def later_start(first_start):
    """The same site, started once more: the process, and what was in the database before."""
    before = contents(first_start[0])
    with serving(**first_start[0]) as process:
        yield process, before


@pytest.fixture
def url(later_start):
    return later_start[0].url


def contents(variables):
    """All rows of the database as text, but for Django's own, the background worker's, and the link of this start."""
    but = ("contenttypes", "auth.permission", "accounts.firstadminlink", "config", "django_tasks_database")
    result = manage("dumpdata", *(f"--exclude={name}" for name in but), **variables)
    assert result.returncode == 0, result.stderr
    return result.stdout


class FirstStart:
    def test_says_what_it_does_and_where_it_serves(self, first_start):
        said = max(first_start[1], key=len)
        steps = (*PREPARING, "mail is written to", "serving http://")
        assert [step for step in steps if step not in said] == []

    def test_is_done_once_when_two_start_at_the_same_moment(self, first_start):
        assert [sum(step in said for said in first_start[1]) for step in PREPARING] == [1, 1, 1]

    def test_prints_a_link_for_the_first_administrator(self, first_start):
        after = first_start[1][0].partition("serving http://")[2].partition("\n")[2]
        assert re.search(r"http://127\.0\.0\.1:\d+/\S+", after)

    def test_keeps_the_secret_key_for_its_owner_only(self, variables):
        key = variables["FLOCK_DATA"] / "secret_key"
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        assert len(key.read_text()) >= 50


class LaterStart:
    def test_changes_nothing_in_the_data(self, later_start, variables):
        assert contents(variables) == later_start[1]

    def test_finishes_the_first_films_where_the_first_one_was_cut_off(self, variables):
        (variables["FLOCK_DATA"] / ".unseeded").touch()
        assert "first films" in manage("prepare", **variables).stdout
        assert manage("prepare", **variables).stdout == ""


class Serving:
    def test_sends_static_files_compressed_and_for_ever(self, url, variables):
        manifest = json.loads((variables["FLOCK_DATA"] / "static" / "staticfiles.json").read_text())
        path = f"{url}/static/{manifest['paths']['admin/css/base.css']}"
        with urllib.request.urlopen(urllib.request.Request(path, headers={"Accept-Encoding": "gzip"})) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert "immutable" in answer.headers["Cache-Control"]
            assert b"{" in gzip.decompress(answer.read())

    def test_every_script_that_another_names_is_there_under_that_name(self, variables):
        scripts = (variables["FLOCK_DATA"] / "static" / "flock" / "js").glob("*.js")
        named = [(script, name) for script in scripts for name in re.findall(IMPORTED, script.read_text())]
        assert named
        assert not [(script.name, name) for script, name in named if not (script.parent / name).exists()]

    def test_hides_its_insides_when_a_page_is_missing(self, url):
        with pytest.raises(HTTPError) as missing:
            urllib.request.urlopen(url + "/no-such-page")
        assert missing.value.code == 404
        assert b"urlpatterns" not in missing.value.read()

    def test_answers_no_host_that_it_was_not_told_of(self, url):
        request = urllib.request.Request(url + "/accounts/login/", headers={"Host": "evil.example"})
        with pytest.raises(HTTPError) as refused:
            urllib.request.urlopen(request)
        assert refused.value.code == 400


def children(pid):
    lists = Path(f"/proc/{pid}/task").glob("*/children")  # each thread has its own
    return {int(child) for text in lists for child in text.read_text().split()}


def eventually(found):
    until = time.monotonic() + 20
    while time.monotonic() < until and not found():
        time.sleep(0.05)
    return found()


@pytest.mark.once
class Processes:
    def test_end_with_the_one_that_started_them_even_when_it_is_killed(self, variables):
        with serving(**variables) as process:
            both = children(process.pid)
            assert len(both) == 2  # one web worker, one background worker
            process.kill()
            assert eventually(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in both))

    def test_in_the_background_are_started_again_and_nothing_that_is_there_is_prepared(self, variables):
        with serving(**variables) as process:
            before = children(process.pid)
            os.kill(min(before), signal.SIGKILL)  # the background worker is started first
            assert eventually(lambda: len(children(process.pid) - before) == 1)
            said = stop(process, signal.SIGINT)
        assert "is started again" in said
        assert [step for step in PREPARING if step in said] == []
