"""axe-core in a real browser over every page and state of tests/look/pages.py: no violation of WCAG 2.2 AA, nor of
axe's best practices, in light and in dark, at 1280 and at 320 pixels, for visitors, members and moderators."""

import json

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error

from accounts.models import FirstAdminLink
from tests.look.pages import EMPTY, PAGES
from tests.look.scene import build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
# What the width changes is examined at both; what only the theme changes is colour.
VIEWS = [
    ("light", 1280, EVERYTHING),
    ("dark", 1280, COLOURS),
    ("dark", 320, EVERYTHING),
]


def test_no_page_shuts_anybody_out(new_page, log_in, browser_problems):
    found = []

    def examine(pages, names, who, user=None):
        tab = new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        tab.add_init_script(AXE_SCRIPT)
        if user:
            log_in(tab, user)
        for page in pages:
            if page.who == who:
                found.extend(violations(tab, page, names))

    examine(EMPTY, {"setup": FirstAdminLink.objects.make()}, "visitor")
    scene = build()
    for who in dict.fromkeys(page.who for page in PAGES):
        examine(PAGES, scene.names, who, getattr(scene, who, None))
    # A refused form answers 4xx, as it should; everything else in the console counts.
    browser_problems[:] = [problem for problem in browser_problems if "responded with a status of" not in problem]
    assert not found, "\n".join(found)


def violations(tab, page, names):
    """What axe says about one page in all its views, as sentences."""
    try:
        tab.set_viewport_size({"width": 1280, "height": 800})
        tab.goto(page.path.format(**names), wait_until="load")
        if page.do:
            page.do(tab)
    except Error as error:
        yield f"{page.name}: did not come to its state: {error.message.splitlines()[0]}"
        return
    for theme, width, options in VIEWS:
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(color_scheme=theme)
        tab.evaluate(SETTLED)
        if width == 320 and (wide := tab.evaluate("document.documentElement.scrollWidth")) > 320:
            yield f"{page.name}: scrolls sideways at 320 pixels ({wide})"
        for violation in tab.evaluate(f"axe.run({json.dumps(options)}).then(r => r.violations)"):
            nodes = " ".join(str(node["target"][0]) for node in violation["nodes"][:4])
            yield f"{page.name}, {theme}, {width}: {violation['id']}: {violation['help']}: {nodes}"
