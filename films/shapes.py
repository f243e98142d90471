"""Parts of pages that come by the dozen: rendered once for each shape, with places into which values are put.

A shape is which of the values a part has at all, in which glyph and language. Its template is rendered with the names
of the values in their places; a part is that text with its own values, escaped, put in. Rendering a card or a review
takes Django ten times as long.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any

from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

Look = tuple[str, str | None]  # glyph and language


def look_of(context: Context) -> Look:
    """The reader's glyph and language."""
    return str(context.get("glyph") or "sheep"), get_language()


def filled(template: str, values: dict[str, Any], look: Look) -> SafeString:
    """The template's text with these values. The template sees each of them as words that it can only show or ask
    whether they are there; what is empty or false is not. `text__html` is `text.html` there."""
    escaped = {
        name: value if hasattr(value, "__html__") else escape(str(value)) for name, value in values.items() if value
    }
    return SafeString(shape(template, frozenset(escaped), *look).format(**escaped))


@lru_cache(maxsize=512)
def shape(template: str, given: frozenset[str], glyph: str, _language: str | None) -> str:
    """The text of the template in which each of the values that are given is named in its place."""
    places: dict[str, Any] = {"glyph": glyph}
    for name in given:
        outer, _, inner = name.partition("__")
        place = SafeString(f"{{{name}}}")
        if inner:
            places.setdefault(outer, {})[inner] = place
        else:
            places[name] = place
    return render_to_string(template, places).strip()
