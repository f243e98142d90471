"""Pages for members, rendered once for all of them, with gaps for what is each reader's own.

What stands inside `{% own %}…{% endown %}` is a gap. The rest is rendered for a member of no name, so that nothing
personal can get into it, and kept under everything that it shows.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import Context
from django.template.context import make_context
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.translation import get_language

from .kept import Kept

# What stands in kept text in the place of what differs from reader to reader; nobody can write it, for nobody knows it.
_SECRET = secrets.token_hex(8)
MARKS = {name: f"{name}-{_SECRET}" for name in ("csrf_token", "this_page", "this_page_quoted", "form_key")}
_GAP = re.compile(f"gap-{_SECRET}-(\\d+);")
LOOK = ("glyph", "theme")


class SomeMember:
    """The member for whom the common part is rendered: logged in, and nobody."""

    is_authenticated = is_active = True
    is_anonymous = is_staff = is_superuser = False
    pk = id = None
    language = glyph = theme = ""

    def has_perm(self, *args: Any) -> bool:
        return False

    has_module_perms = has_perm


@dataclass(frozen=True)
class Page:
    """Text and gaps in turn, with the facts that the gaps need too."""

    parts: list[Any]
    facts: dict[str, Any]

    def __len__(self) -> int:
        return sum(len(part) for part in self.parts if isinstance(part, str)) + 4000


_pages: Kept[Page] = Kept(size=16 * 1024 * 1024)


def render(request: HttpRequest, name: str, key: tuple[Hashable, ...], facts: Callable[[], dict[str, Any]]) -> Any:
    """The page of template `name`; `facts`, asked for only where it is not kept under `key`, is what it shows."""
    template = get_template(name).template  # type: ignore[attr-defined]
    own = make_context(None, request)
    with own.bind_template(template), own.render_context.push_state(template):
        look = {each: own[each] for each in LOOK}
        kept = (name, request.path, *key, get_language(), *look.values())
        page = _pages.get(kept, lambda: blank(request, name, facts(), look))
        own.update(page.facts)
        text = "".join(part if isinstance(part, str) else part.nodelist.render(own) for part in page.parts)
        return HttpResponse(filled(text, own))


def blank(request: HttpRequest, name: str, facts: dict[str, Any], look: dict[str, Any]) -> Page:
    """The page with gaps."""
    nobodys = HttpRequest()
    nobodys.method, nobodys.path, nobodys.path_info = "GET", request.path, request.path_info
    nobodys.resolver_match, nobodys.META = request.resolver_match, {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    nobodys.user = SomeMember()  # type: ignore[assignment]
    gaps: list[Any] = []
    text = get_template(name).render({**facts, **look, **MARKS, "gaps": gaps}, nobodys)
    parts = [gaps[int(part)] if n % 2 else part for n, part in enumerate(_GAP.split(text))]
    return Page(parts, facts)


def gap(gaps: list[Any], node: Any) -> str:
    """The mark of a gap that `node` fills."""
    gaps.append(node)
    return f"gap-{_SECRET}-{len(gaps) - 1};"


def filled(text: str, context: Context) -> str:
    """The text with this reader's own in the place of the marks."""
    for name, mark in MARKS.items():
        if mark in text:
            text = text.replace(mark, escape(str(context[name])))
    return text
