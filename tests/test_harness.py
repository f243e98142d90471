"""The harness itself: nothing that a machine lacks goes unnoticed, and a broken page cannot pass in the browser."""

import pytest
from django.db import connection

from tests.browser import chromium
from tests.harness import lacking
from tests.postgresql import binaries


def test_a_postgresql_server_is_here_to_run_the_tests_on():
    if not binaries():
        lacking("no PostgreSQL server is installed, so all was tried on SQLite only (apt install postgresql)")


def test_a_browser_is_here():
    if not chromium():
        lacking("no Chromium is installed, so nothing was tried in a browser (apt install chromium)")


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for(pytestconfig):
    worker = getattr(pytestconfig, "workerinput", {}).get("workerid", "")
    if worker in ("sqlite", "postgresql"):
        assert connection.vendor == worker


class TheBrowser:
    def test_notices_a_forbidden_inline_script(self, page, live_server, browser_problems):
        page.goto("/accounts/login/")
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')")
        assert any("Content Security Policy" in problem for problem in browser_problems)
        browser_problems.clear()

    def test_notices_a_request_to_another_host(self, page, live_server, browser_problems):
        page.goto("/accounts/login/")
        page.evaluate("fetch('http://elsewhere.example/').catch(() => null)")
        assert browser_problems
        browser_problems.clear()
