"""axe-core in a real browser over every page and state of tests/look/pages.py: no violation of WCAG 2.2 AA, nor of
axe's best practices, for visitors, members and moderators. One page is examined in light at 1280 pixels, the next in
dark at 320; all are in both when the run is THOROUGH.
"""

import json
from itertools import cycle

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error

from accounts.models import FirstAdminLink
from tests.harness import THOROUGH
from tests.look.pages import EMPTY, PAGES
from tests.look.scene import build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = json.dumps({"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "preload": False})
VIEWS = [("light", 1280), ("dark", 320)]
TURNS = [VIEWS, VIEWS[::-1]] if THOROUGH else [VIEWS[:1], VIEWS[1:]]  # one page this way, the next that way
# A change of colours is over at once, and what a script or a frame still had to do is done.
SETTLED = "document.getAnimations().forEach(one => one.finish())"
RESTED = "new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 300))"
# A refused form answers 4xx, as it should, and axe itself sets styles while it measures.
EXPECTED = ("responded with a status of", "Applying inline style")


def test_no_page_shuts_anybody_out(new_page, log_in, browser_problems):
    found = []

    def examine(pages, names, who, user=None):
        tab = new_page(reduced_motion="reduce", color_scheme=VIEWS[0][0])
        tab.add_init_script(AXE_SCRIPT)
        if user:
            log_in(tab, user)
        examined = [page for page in pages if page.who == who and page.examined]
        for page, views in zip(examined, cycle(TURNS), strict=False):
            found.extend(violations(tab, page, names, views))

    examine(EMPTY, {"setup": FirstAdminLink.objects.make()}, "visitor")
    scene = build()
    for who in dict.fromkeys(page.who for page in PAGES):
        examine(PAGES, scene.names, who, getattr(scene, who, None))
    browser_problems[:] = [problem for problem in browser_problems if not any(map(problem.__contains__, EXPECTED))]
    assert not found, "\n".join(found)


def violations(tab, page, names, views):
    """What axe says about one page in all its views, as sentences."""
    view(tab, *views[0])
    try:
        tab.goto(page.path.format(**names))
        if page.do:
            page.do(tab)
    except Error as error:
        yield f"{page.name}: did not come to its state: {error.message.splitlines()[0]}"
        return
    for theme, width in views:
        view(tab, theme, width)
        if not problems(tab, width):
            continue
        tab.evaluate(RESTED)  # what counts is what is still wrong when all has come to rest
        for problem in problems(tab, width):
            yield f"{page.name}, {theme}, {width}: {problem}"


def problems(tab, width):
    if (wide := tab.evaluate("document.documentElement.scrollWidth")) > width:
        return [f"scrolls sideways ({wide})"]
    found = tab.evaluate(f"axe.run({OPTIONS}).then(found => found.violations)")
    where = [" ".join(str(node["target"][0]) for node in violation["nodes"][:4]) for violation in found]
    return [f"{violation['id']}: {violation['help']}: {nodes}" for violation, nodes in zip(found, where, strict=True)]


def view(tab, theme, width):
    tab.set_viewport_size({"width": width, "height": 800})
    tab.emulate_media(color_scheme=theme)
    tab.evaluate(SETTLED)
