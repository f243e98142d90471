"""axe-core in a real browser over every page and state of tests/look/pages.py: no violation of WCAG 2.2 AA, nor of
axe's best practices, for visitors, members and moderators.

When the run is THOROUGH, all is examined in light at 1280 pixels and in dark at 320. Otherwise nothing is examined
twice: one page in light and the next in dark, a form with its errors only, and of a page what the same view has not
shown before (not the header again, nor the parts of a film's page that are the same for everybody).
"""

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
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "preload": False}
VIEWS = [{"color_scheme": scheme, "viewport": {"width": width, "height": 800}} for scheme, width in SEEN]
# A change of colours is over at once, and what a script or a frame still had to do is done.
SETTLED = "document.getAnimations().forEach(one => one.finish())"
RESTED = "new Promise(done => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 300))"
# What a page is compared by with those before it, and what is examined of it: all but what they had, letter for letter.
PARTS = "" if THOROUGH else "header, footer, nav, section, fieldset, li, tr"
EXAMINE = """async ([selector, seen, options]) => {
    const summed = text => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt()) | 0, text.length);
    const looks = part => summed(part.outerHTML.replace(/ (value|href|action|id|for|name)="[^"]*"/g, ""));
    const parts = selector ? [...document.querySelectorAll(selector)].map(part => [part, looks(part)]) : [];
    const exclude = parts.filter(([, look]) => seen.includes(look)).map(([part]) => part);
    const { violations } = await axe.run({ exclude }, options);
    return [violations, parts.map(([, look]) => look)];
}"""
FULLER = ("-errors", "-opened")  # the form with its errors, the page with all that can be opened
# A refused form answers 4xx, as it should, and axe itself sets styles while it measures.
EXPECTED = ("responded with a status of", "Applying inline style")


def test_no_page_shuts_anybody_out(new_page, log_in, browser_problems):
    found, seen = [], [set() for _ in VIEWS]
    tabs = [new_page(reduced_motion="reduce", **view) for view in VIEWS]
    for tab in tabs:
        tab.add_init_script(AXE_SCRIPT)

    def examine(pages, names, who, user=None):
        examined = [page for page in pages if page.who == who and is_examined(page)]
        for turn, (view, tab) in enumerate(zip(VIEWS, tabs, strict=True)):
            if user:
                log_in(tab, user)
            for page in examined if THOROUGH else examined[turn :: len(VIEWS)]:
                found.extend(f"{page.name}, {view}: {problem}" for problem in violations(tab, page, names, seen[turn]))

    examine(EMPTY, {"setup": FirstAdminLink.objects.make()}, "visitor")
    scene = build()
    for who in dict.fromkeys(page.who for page in PAGES):
        examine(PAGES, scene.names, who, getattr(scene, who, None))
    browser_problems[:] = [problem for problem in browser_problems if not any(map(problem.__contains__, EXPECTED))]
    assert not found, "\n".join(found)


def is_examined(page):
    """Whether no other state of the page has all that this one has."""
    fuller = {one.name.removesuffix(state) for one in [*EMPTY, *PAGES] for state in FULLER if one.name.endswith(state)}
    return page.examined and (THOROUGH or page.name not in fuller)


def violations(tab, page, names, seen):
    """What is wrong with one page, as sentences; `seen` grows by what was right."""
    try:
        tab.goto(page.path.format(**names))
        if page.do:
            page.do(tab)
    except Error as error:
        return [f"did not come to its state: {error.message.splitlines()[0]}"]
    tab.evaluate(SETTLED)
    if not problems(tab, seen):
        return []
    tab.evaluate(RESTED)  # what counts is what is still wrong when all has come to rest
    return problems(tab, seen)


def problems(tab, seen):
    wide, width = tab.evaluate("document.documentElement.scrollWidth"), tab.viewport_size["width"]
    if wide > width:
        return [f"scrolls sideways ({wide})"]
    found, parts = tab.evaluate(EXAMINE, [PARTS, list(seen), OPTIONS])
    if not found:
        seen.update(parts)
    where = [" ".join(str(node["target"][0]) for node in violation["nodes"][:4]) for violation in found]
    return [f"{violation['id']}: {violation['help']}: {nodes}" for violation, nodes in zip(found, where, strict=True)]
