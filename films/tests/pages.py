"""What stands on pages of lists, read as a reader does."""

import html
import re

CARD = re.compile(
    r'<article class="film-card.*?<h3><a href="[^"]+">([^<]*)</a></h3>\s*<p class="meta">(?:<span>(\d+)</span>)?', re.S
)
FACE = re.compile(r'<li><span class="avatar.*?<a href="/people/[^"]+">([^<]*)</a></li>', re.S)


def titles(response):
    """The titles on cards."""
    return [html.unescape(title) for title, _year in CARD.findall(response.text)]


def named(response):
    """Films with their years, as on cards, and then people."""
    films = [
        f"{html.unescape(title)} ({year})" if year else html.unescape(title)
        for title, year in CARD.findall(response.text)
    ]
    return films + [html.unescape(name) for name in FACE.findall(response.text)]


def next_page(response):
    """The address that leads on, "" on the last page."""
    found = re.search(r'rel="next" href="([^"]+)"', response.text)
    return html.unescape(found[1]) if found else ""
