"""`make screenshots`: a PNG of every page and state, in both themes, on a phone and on a desk, with an index.

    python -m tests.look                        everything, into var/screenshots/
    python -m tests.look film home              only the pages whose names begin so
    python -m tests.look --site FOLDER film     on a site that is kept in FOLDER for the next time

The site is the real one: the production server on a data folder of its own, with seed, demo and tests/look/scene.py.
"""

import argparse
import contextlib
import html
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Error, sync_playwright

from tests.browser import QUIET, chromium
from tests.look.pages import EMPTY, PAGES
from tests.postgresql import free_port

OUT = Path("var/screenshots")
WIDTHS = {"phone": (390, 844), "desk": (1280, 800)}
THEMES = ("light", "dark")
# Two pages as they come out elsewhere: the browser's options, what is emulated, and what is done to the page.
ELSEWHERE = {
    "320px": ({"viewport": {"width": 320, "height": 640}}, {}, ""),
    "4k": ({"viewport": {"width": 3840, "height": 2160}}, {}, ""),
    "text-200": ({"viewport": {"width": 390, "height": 844}}, {}, "document.documentElement.style.fontSize = '200%'"),
    "forced-colours": ({"viewport": {"width": 1280, "height": 800}}, {"forced_colors": "active"}, ""),
    "print": ({"viewport": {"width": 800, "height": 1100}}, {"media": "print"}, ""),
    "right-to-left": ({"viewport": {"width": 1280, "height": 800}}, {}, "document.documentElement.dir = 'rtl'"),
}
TALLEST = 6000
# All of the page is drawn, also what waits until it comes near the window, and a changed theme has come through.
DRAWN = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { content-visibility: visible !important; transition: none !important }");
    document.adoptedStyleSheets = [sheet];
    return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
PATIENCE = 60_000  # milliseconds for one picture: the machine may be busy


def main():
    with visit(__doc__) as (names, folder, browser):
        taken = [shot for stage in ("empty", "full") for shot in photographed(stage, folder / stage, browser, names)]
    index(taken)
    sys.stdout.write(f"{len(taken)} pictures in {OUT}/; open {OUT}/index.html\n")


@contextlib.contextmanager
def visit(about):
    """What the command line asks for: (names of pages, none for all; folder of the sites' data; a browser)."""
    given = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("names", nargs="*")
    given.add_argument("--site", type=Path)
    chosen = given.parse_args()
    with contextlib.ExitStack() as stack:
        folder = chosen.site or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="flock-look-")))
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=chromium(), args=QUIET)
        yield chosen.names, folder, browser


def photographed(stage, folder, browser, names):
    """The pictures of one of the two sites."""
    wanted = pages_of(stage, names)
    if not wanted:
        return
    port = free_port()
    environment = {**os.environ, "FLOCK_DATA": str(folder), "PORT": str(port), "WEB_WORKERS": "1"}
    scene = made(stage, folder, environment)
    with serving(environment, port, folder / "serve.log") as url:
        scene["names"] |= links_printed(folder / "serve.log")
        for width, (across, down) in WIDTHS.items():
            for who in dict.fromkeys(page.who for page in wanted):
                tab = new_tab(browser, url, across, down, scene["sessions"].get(who))
                for page in wanted:
                    if page.who == who:
                        yield from shots(tab, page, width, scene["names"])
                tab.context.close()
        for page in wanted:
            if page.name in ("home", "film"):
                yield from elsewhere(browser, url, page, scene["names"])


def pages_of(stage, names):
    """The pages of one of the two sites; of names, those that begin so."""
    return [page for page in (EMPTY if stage == "empty" else PAGES) if not names or page.name.startswith(tuple(names))]


def made(stage, folder, environment):
    """The site's data folder, built where it is not there yet: its names, and a session for each who looks."""
    kept = folder / "scene.json"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "tests.look.build", stage], env=environment, check=True)
    return json.loads(kept.read_text())


@contextlib.contextmanager
def serving(environment, port, log):
    command = [sys.executable, "manage.py", "serve"]
    with log.open("w") as said:
        server = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
    try:
        until = time.monotonic() + 120
        while time.monotonic() < until and server.poll() is None:
            with contextlib.suppress(OSError):
                urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
                break
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def links_printed(log):
    """The link for the first administrator, which the server made when it started."""
    found = re.search(r"/accounts/setup/([^/]+)/", log.read_text())
    return {"setup": found[1]} if found else {}


def new_tab(browser, url, across, down, session):
    phone = {"is_mobile": True, "has_touch": True} if across < 600 else {}
    context = browser.new_context(
        base_url=url, locale="en-GB", viewport={"width": across, "height": down}, reduced_motion="reduce", **phone
    )
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
    context.set_default_timeout(8000)
    return context.new_page()


def shots(tab, page, width, names):
    """The page in both themes; a page that does not come to its state is named and left out."""
    try:
        tab.goto(page.path.format(**names))
        if page.do:
            page.do(tab)
    except Error as error:
        sys.stderr.write(f"{page.name} on a {width}: {error.message.splitlines()[0]}\n")
    for theme in THEMES:
        tab.emulate_media(color_scheme=theme)
        yield page, width, theme, saved(tab, f"{page.name}-{width}-{theme}")


def elsewhere(browser, url, page, names):
    """The page in a large type, printed, from right to left and so on."""
    for name, (options, emulated, change) in ELSEWHERE.items():
        context = browser.new_context(base_url=url, locale="en-GB", **options)
        tab = context.new_page()
        tab.emulate_media(**emulated)
        tab.goto(page.path.format(**names))
        if change:
            tab.evaluate(change)
        yield page, name, "light", saved(tab, f"{page.name}-{name}")
        context.close()


def saved(tab, name):
    path = OUT / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(whole(tab))
    return path


def whole(tab):
    """The whole page, with the pictures below the fold loaded; where something lies over it, what the window shows."""
    tab.evaluate(DRAWN)
    if tab.locator("dialog[open]").count():
        return tab.screenshot(timeout=PATIENCE)
    tab.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(img => { img.loading = 'eager' })")
    with contextlib.suppress(Error):
        tab.wait_for_load_state("networkidle", timeout=3000)
        tab.evaluate("Promise.all([...document.images].map(img => img.decode().catch(() => {})))")
    height = min(TALLEST, tab.evaluate("document.documentElement.scrollHeight"))
    width = tab.viewport_size["width"]
    return tab.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height}, timeout=PATIENCE)


def index(taken):
    """One page with all pictures, each leading to its own file."""
    rows = []
    for page in dict.fromkeys(page for page, *_ in taken):
        links = "".join(
            f'<a href="{path.name}"><img src="{path.name}" alt="{width}, {theme}" loading="lazy"></a>'
            for shown, width, theme, path in taken
            if shown == page
        )
        rows.append(f"<h2>{page.name} <small>{html.escape(page.path)}, {page.who}</small></h2><p>{links}</p>")
    style = "body{font:16px sans-serif}p{display:flex;gap:1rem;align-items:start}img{width:22vw;border:1px solid #999}"
    (OUT / "index.html").write_text(f"<!doctype html><title>Screenshots</title><style>{style}</style>{''.join(rows)}")


if __name__ == "__main__":
    main()
