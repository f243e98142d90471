"""Fixtures for tests in a real browser: `page`, `new_page(...)` for a second person or another device, `log_in`.

Every page is watched: an error in the console (a broken Content-Security-Policy shows there), a script that fails or a
request to another host fails the test. A test that provokes an error on purpose calls `browser_problems.clear()`.
What a script does a moment later is waited for with `expect(...)`; `wait_for_function` is stopped by our policy.
"""

import shutil
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from tests.harness import lacking

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

PATIENCE = 30_000  # milliseconds; a busy machine is slow, and only a test that fails waits so long
expect.set_options(timeout=PATIENCE)


def chromium():
    """The path of an installed Chromium, or None; the one without windows first, it takes half the time."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser():
    if not chromium():
        lacking("no Chromium is installed, so nothing was tried in a browser (apt install chromium)")
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=chromium(), args=QUIET) as browser:
        yield browser


@pytest.fixture
def browser_problems():
    """What went wrong in the browser so far, as sentences."""
    return []


@pytest.fixture
def new_page(browser, live_server, browser_problems):
    """Makes a page of a browser that has never been here; keywords are Playwright's `new_context` options."""
    contexts = []
    usual = {"base_url": live_server.url, "locale": "en-GB", "reduced_motion": "reduce"}  # nothing moves under a click

    def make(**options):
        context = browser.new_context(**usual | options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        return watched(context.new_page(), urlsplit(live_server.url).netloc, browser_problems)

    yield make
    for context in contexts:
        context.close()
    assert not browser_problems


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def log_in(live_server):
    """`log_in(page, user)`: the page's browser is that member's from here on."""

    def put_session_cookie(page, user):
        client = Client()
        client.force_login(user)
        cookie = client.cookies["sessionid"]
        page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])

    return put_session_cookie


def watched(page, host, problems):
    def on_console(message):
        if message.type == "error":
            problems.append(f"console on {page.url}: {message.text}")

    def on_request(request):
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != host:
            problems.append(f"request to another host: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: problems.append(f"script on {page.url}: {error}"))
    page.on("request", on_request)
    return page
