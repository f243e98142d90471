"""Pages for members, rendered once for all of them, with gaps for what is each reader's own.

What stands inside `{% own %}…{% endown %}` is a gap. The rest is rendered for a member of no name, so that nothing
personal can get into it, and kept under everything that it shows.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import Context
from django.template.context import make_context
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .kept import Kept

# What stands in kept text in the place of what differs from reader to reader; nobody can write it, for nobody knows it.
_SECRET = secrets.token_hex(8)
MARKS = {
    name: f"{name}-{_SECRET}" for name in ("csrf_token", "this_page", "this_page_quoted", "form_key", "comment_url")
}
_MARK = re.compile(f"(gap\\d+|place\\d+|{'|'.join(MARKS)})-{_SECRET}")
LOOK = ("glyph", "theme")

Fill = Callable[[Context], str]


class SomeMember:
    """The member for whom the common part is rendered: logged in, and nobody."""

    is_authenticated = is_active = True
    is_anonymous = is_staff = is_superuser = False
    pk = id = None
    language = glyph = theme = ""

    def has_perm(self, *args: Any) -> bool:
        return False

    has_module_perms = has_perm


class Text:
    """Text that is kept for many readers, cut at its marks."""

    def __init__(self, text: str, gaps: Sequence[Any] = ()) -> None:
        fills: dict[str, Fill] = {name: partial(shown, name) for name in MARKS}
        fills |= {f"gap{number}": node.nodelist.render for number, node in enumerate(gaps)}
        pieces = enumerate(_MARK.split(text))
        self.pieces: list[str | Fill] = [
            (fills.get(piece) or put(piece)) if number % 2 else piece for number, piece in pieces
        ]
        self.length = len(text.encode())

    def __len__(self) -> int:
        return self.length

    def filled(self, context: Context) -> str:
        """The text with this reader's own in the place of the marks."""
        return "".join([piece if isinstance(piece, str) else piece(context) for piece in self.pieces])


def shown(name: str, context: Context) -> str:
    """What stands in the place of a mark."""
    return escape(str(context[name]))


def put(piece: str) -> Fill:
    """Puts the text of a place (films.outlines) into it."""
    number = int(piece.removeprefix("place"))
    return lambda context: str(context["texts"][number])


@dataclass(frozen=True)
class Page:
    """The text, and the facts that its gaps need too."""

    text: Text
    facts: dict[str, Any]

    def __len__(self) -> int:
        return len(self.text) + 4000


_pages: Kept[Page] = Kept(size=6 * 1024 * 1024)


def render(request: HttpRequest, name: str, key: tuple[Hashable, ...], facts: Callable[[], dict[str, Any]]) -> Any:
    """The page of template `name`; `facts`, asked for only where it is not kept under `key`, is what it shows."""
    template = get_template(name).template  # type: ignore[attr-defined]
    own = make_context(None, request)
    with own.bind_template(template), own.render_context.push_state(template):
        look = {each: own[each] for each in LOOK}
        kept = (name, request.path, *key, get_language(), *look.values())
        page = _pages.get(kept, lambda: with_gaps(request, name, facts(), look))
        own.update(page.facts)
        return HttpResponse(page.text.filled(own))


def with_gaps(request: HttpRequest, name: str, facts: dict[str, Any], look: dict[str, Any]) -> Page:
    """The page with gaps."""
    gaps: list[Any] = []
    return Page(Text(blank(request, SomeMember(), name, {**facts, **look, "gaps": gaps}), gaps), facts)


def blank(request: HttpRequest, user: Any, name: str, shown: dict[str, Any]) -> str:
    """The page as that user sees it who has nothing of the reader's own, with marks."""
    nobodys = HttpRequest()
    nobodys.method, nobodys.path, nobodys.path_info = "GET", request.path, request.path_info
    nobodys.resolver_match, nobodys.META = request.resolver_match, {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    nobodys.user = user
    return str(get_template(name).render({**shown, **MARKS}, nobodys))


def gap(gaps: list[Any], node: Any) -> str:
    """The mark of a gap that `node` fills."""
    gaps.append(node)
    return f"gap{len(gaps) - 1}-{_SECRET}"


def place(number: int) -> SafeString:
    """The mark of a place into which a text is put."""
    return SafeString(f"place{number}-{_SECRET}")


_parts: Kept[Text] = Kept(size=4 * 1024 * 1024)


def part(context: Context, key: tuple[Hashable, ...], render: Callable[[dict[str, Any]], str]) -> SafeString:
    """A part of a page that is kept under `key` and the reader's look, which together name all that it shows. `render`
    gets marks for what is never the same twice: tokens, addresses."""
    look = (context.get("glyph"), context.get("theme"), get_language())
    return SafeString(_parts.get((*look, *key), lambda: Text(render(MARKS))).filled(context))
