"""Which pages can be pushed sideways at 320 pixels with text twice as large: `python -m tests.look.narrow [NAME …]`.

Every page and state of tests/look/pages.py, in each language of the site; `--site FOLDER` as in tests/look/__main__.py.
"""

import contextlib
import os
import sys

from playwright.sync_api import Error

from tests.look.__main__ import made, pages_of, serving, visit
from tests.postgresql import free_port

LANGUAGES = {"en": "en-GB", "de": "de-DE"}
LARGE = """addEventListener("DOMContentLoaded", () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("html { font-size: 200% !important } * { content-visibility: visible !important }");
    document.adoptedStyleSheets = [sheet];
})"""
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def main():
    with visit(__doc__) as (names, folder, browser):
        found = [view for stage in ("empty", "full") for view in views(stage, folder / stage, browser, names)]
    wide = [view for view in found if view[2] > 0]
    for language, name, over in wide:
        sys.stdout.write(f"{language} {name}: {over} pixels\n")
    sys.stdout.write(f"{len(found)} views, {len(wide)} can be pushed sideways\n")
    sys.exit(bool(wide))


def views(stage, folder, browser, names):
    """(language, name of the page, pixels too wide) of each page of one of the two sites."""
    wanted = pages_of(stage, names)
    port = free_port()
    environment = {**os.environ, "FLOCK_DATA": str(folder), "PORT": str(port), "WEB_WORKERS": "1"}
    scene = made(stage, folder, environment) if wanted else {}
    with serving(environment, port, folder / "serve.log") if wanted else contextlib.nullcontext() as url:
        for language in LANGUAGES:
            for page in wanted:
                if "{setup}" not in page.path:
                    yield language, page.name, too_wide(browser, url, language, page, scene)


def too_wide(browser, url, language, page, scene):
    context = browser.new_context(
        base_url=url, locale=LANGUAGES[language], viewport={"width": 320, "height": 640}, reduced_motion="reduce"
    )
    cookies = {"django_language": language, "sessionid": scene["sessions"].get(page.who, "")}
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items() if value])
    context.add_init_script(LARGE)
    context.set_default_timeout(8000)
    tab = context.new_page()
    try:
        tab.goto(page.path.format(**scene["names"]))
        if page.do:
            page.do(tab)
    except Error as error:
        sys.stderr.write(f"{page.name} in {language}: {error.message.splitlines()[0]}\n")
    over = tab.evaluate(OVER)
    context.close()
    return over


if __name__ == "__main__":
    main()
