"""From a member's text to safe HTML for its own place, and to plain words for every other place."""

from __future__ import annotations

from collections.abc import Iterator

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

_markdown = parser()
_sanitiser = nh3.Cleaner(
    tags={"a", "blockquote", "br", "details", "div", "em", "li", "ol", "p", "strong", "summary", "ul"},
    attributes={"a": {"href"}, "ol": {"start"}},
    allowed_classes={"details": {"spoiler"}, "div": {"paragraph"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="nofollow ugc noopener",
)


def render(body: str) -> str:
    """Safe HTML as it is stored. Disclosures have an empty summary: `labelled` puts the reader's word into it."""
    return _sanitiser.clean(_markdown.render(shallow(clean(body)))).strip()


def labelled(html: str) -> SafeString:
    """Stored HTML ready for a page in the reader's language."""
    label = format_html("<summary>{}</summary>", gettext("Spoiler"))
    return mark_safe(html.replace("<summary></summary>", label))  # noqa: S308 - the sanitiser's own output


def excerpt(body: str) -> str:
    """The first words as they are stored: plain, with HIDDEN in place of spoiler passages."""
    words = " ".join("".join(_plain(_markdown.parse(shallow(clean(body))))).split())
    return words if len(words) <= EXCERPT else words[: EXCERPT - 1].rstrip() + "…"


def preview(stored: str, length: int = 200) -> str:
    """A stored excerpt in the reader's language, cut at `length` letters."""
    return Truncator(stored.replace(HIDDEN, gettext("[spoiler]"))).chars(length)


def _plain(tokens: list[Token]) -> Iterator[str]:
    hidden = 0
    for token in tokens:
        if token.type == "spoiler_open":
            hidden += 1
            yield f" {HIDDEN} " if hidden == 1 else ""
        elif token.type == "spoiler_close":
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
