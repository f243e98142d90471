"""axe-core in a real browser over every page and state of tests/look/pages.py: no violation of WCAG 2.2 AA, nor of
axe's best practices, for visitors, members and moderators. One page is examined in light at 1280 pixels, the next in
dark at 320; all are in both when the run is THOROUGH.
"""

import json

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error

from accounts.models import FirstAdminLink
from tests.harness import THOROUGH
from tests.look.pages import EMPTY, PAGES
from tests.look.scene import build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

SEEN = [("light", 1280), ("dark", 320)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = json.dumps({"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "preload": False})
VIEWS = [{"color_scheme": scheme, "viewport": {"width": width, "height": 800}} for scheme, width in SEEN]
# A change of colours is over at once, and what a script or a frame still had to do is done.
SETTLED = "document.getAnimations().forEach(one => one.finish())"
RESTED = "new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 300))"
# A refused form answers 4xx, as it should, and axe itself sets styles while it measures.
EXPECTED = ("responded with a status of", "Applying inline style")


def test_no_page_shuts_anybody_out(new_page, log_in, browser_problems):
    found = []

    def examine(pages, names, who, user=None):
        examined = [page for page in pages if page.who == who and page.examined]
        for turn, view in enumerate(VIEWS):
            tab = new_page(reduced_motion="reduce", **view)
            tab.add_init_script(AXE_SCRIPT)
            if user:
                log_in(tab, user)
            for page in examined if THOROUGH else examined[turn :: len(VIEWS)]:
                found.extend(f"{page.name}, {view}: {problem}" for problem in violations(tab, page, names))

    examine(EMPTY, {"setup": FirstAdminLink.objects.make()}, "visitor")
    scene = build()
    for who in dict.fromkeys(page.who for page in PAGES):
        examine(PAGES, scene.names, who, getattr(scene, who, None))
    browser_problems[:] = [problem for problem in browser_problems if not any(map(problem.__contains__, EXPECTED))]
    assert not found, "\n".join(found)


def violations(tab, page, names):
    """What is wrong with one page, as sentences."""
    try:
        tab.goto(page.path.format(**names))
        if page.do:
            page.do(tab)
    except Error as error:
        return [f"did not come to its state: {error.message.splitlines()[0]}"]
    tab.evaluate(SETTLED)
    if not problems(tab):
        return []
    tab.evaluate(RESTED)  # what counts is what is still wrong when all has come to rest
    return problems(tab)


def problems(tab):
    wide, width = tab.evaluate("document.documentElement.scrollWidth"), tab.viewport_size["width"]
    if wide > width:
        return [f"scrolls sideways ({wide})"]
    found = tab.evaluate(f"axe.run({OPTIONS}).then(found => found.violations)")
    where = [" ".join(str(node["target"][0]) for node in violation["nodes"][:4]) for violation in found]
    return [f"{violation['id']}: {violation['help']}: {nodes}" for violation, nodes in zip(found, where, strict=True)]
