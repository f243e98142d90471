"""Pages of lists for visitors, rendered once for each outline, with places into which their texts are put.

An outline is what a page has but for its texts: which there are and how many, in which look. Its template is rendered
with a mark in the place of each text; a page is that with its own texts, escaped, put in. A list that nobody has read
yet takes a fraction of the time so. Members, and who has messages waiting, get the same template rendered for them.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as rendered
from django.template.context import make_context
from django.template.loader import get_template
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from .gaps import LOOK, Text, blank, place
from .kept import Kept
from .shapes import Look

_outlines: Kept[Text] = Kept(size=2 * 1024 * 1024)


def render(request: HttpRequest, name: str, shown: dict[str, Any]) -> HttpResponse:
    """The page of template `name`. `shown`: texts, flags, and lists and dictionaries of these. The template can show a
    text or ask whether there is one; no filter may look at it."""
    if request.user.is_authenticated or len(get_messages(request)):
        return rendered(request, name, shown)
    texts: list[str] = []
    outline = marked(shown, texts)
    context = make_context({"texts": texts}, request)
    with context.bind_template(get_template(name).template):  # type: ignore[attr-defined]
        look = {each: context[each] for each in LOOK}
        kept = (name, request.resolver_match and request.resolver_match.view_name, repr(outline), get_language())
        page = _outlines.get(
            (*kept, *look.values()), lambda: Text(blank(request, AnonymousUser(), name, {**outline, **look}))
        )
        return HttpResponse(page.filled(context))


def look_of(request: HttpRequest) -> Look:
    """The reader's glyph and language, before there is a page."""
    return getattr(request.user, "glyph", "") or settings.RATING_GLYPH, get_language()


def marked(value: Any, texts: list[str]) -> Any:
    """The same with marks in the place of texts, which are added to `texts`, escaped."""
    if isinstance(value, dict):
        return {name: marked(inner, texts) for name, inner in value.items()}
    if isinstance(value, list):
        return [marked(inner, texts) for inner in value]
    if not isinstance(value, str) or not value:
        return value
    texts.append(conditional_escape(value))
    return place(len(texts) - 1)
