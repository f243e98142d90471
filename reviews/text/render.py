"""From a member's text to safe HTML for its own place, and to plain words for every other place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext
from markdown_it.token import Token

from .clean import clean
from .markdown import parser, shallow

EXCERPT = 500
# Stands for a hidden passage in stored excerpts; the words for it depend on who reads. `clean` lets none through.
HIDDEN = "\ufffc"

# Looking for the ends of very many brackets takes seconds, and nobody writes so many links.
MOST_LINKS = 1000

_markdown = parser()
_without_links = parser().disable("link")
_sanitiser = nh3.Cleaner(
    tags={"a", "blockquote", "br", "details", "div", "em", "li", "ol", "p", "span", "strong", "summary", "ul"},
    attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
    allowed_classes={"details": {"spoiler"}, "div": {"paragraph"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="nofollow ugc noopener",
)


@lru_cache(maxsize=64)
def rendered(body: str) -> tuple[str, str]:
    """Safe HTML and a plain excerpt, as they are stored. Remembered for a moment: whoever writes asks before taking
    locks, and asks again when saving.

    In the HTML disclosures have an empty summary: `labelled` puts the reader's word into it. The excerpt has HIDDEN in
    place of spoiler passages.
    """
    markdown = _markdown if body.count("[") <= MOST_LINKS else _without_links
    env: dict[str, Any] = {}
    tokens = markdown.parse(shallow(clean(body)), env)
    html = _sanitiser.clean(markdown.renderer.render(tokens, markdown.options, env)).strip()
    words = " ".join("".join(_plain(tokens)).split())
    return html, words if len(words) <= EXCERPT else words[: EXCERPT - 1].rstrip() + "…"


def labelled(html: str) -> SafeString:
    """Stored HTML ready for a page in the reader's language."""
    label = format_html("<summary>{}</summary>", gettext("Spoiler"))
    return mark_safe(html.replace("<summary></summary>", label))  # noqa: S308 - the sanitiser's own output


def preview(stored: str, length: int = 200) -> str:
    """A stored excerpt in the reader's language, cut at `length` letters."""
    return Truncator(stored.replace(HIDDEN, gettext("[spoiler]"))).chars(length)


def _plain(tokens: list[Token]) -> Iterator[str]:
    hidden = 0
    for token in tokens:
        if token.type in ("spoiler_open", "spoiler_block_open"):
            hidden += 1
            yield f" {HIDDEN} " if hidden == 1 else ""
        elif token.type in ("spoiler_close", "spoiler_block_close"):
            hidden -= 1
        elif hidden:
            continue
        elif token.type == "inline":
            yield from _plain(token.children or [])
            yield " "
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        else:
            yield token.content
