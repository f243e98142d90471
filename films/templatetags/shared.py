"""Parts of pages that are rendered once and kept, and the gaps in them.

`{% shared "name" %}`: a part of a film's page that is the same for everybody, kept under all that it shows: the film's
revision, the catalogue's, the glyph and the language. Its context has no request and no user.
`{% facts "name" %}`: the same for a part that shows nothing that members add: a vote or a review leaves it as it is.
`{% remembered "name" key … %}`: any part, kept under its keys and the reader's look; they must name all that it shows.
`{% own %}`: a gap for what is each reader's own (see films.gaps).
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ..gaps import gap, part
from ..kept import Kept
from ..page import FilmPage

register = template.Library()

PUBLIC = ("film", "page", "glyph", "site_name", "site_url")
_parts: Kept[bytes] = Kept(size=6 * 1024 * 1024)


class SharedNode(Node):
    """One part; `page` of the context tells the revisions."""

    def __init__(self, name: FilterExpression, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        key = (*self.revisions(context["page"]), context["glyph"], get_language(), self.name.resolve(context))
        return SafeString(_parts.get(key, lambda: self.fresh(context)).decode())

    def revisions(self, page: FilmPage) -> tuple[int, ...]:
        return page.key

    def fresh(self, context: Context) -> bytes:
        """Rendered anew, in a context of nothing but public facts."""
        plain = Context({name: context[name] for name in PUBLIC}, autoescape=context.autoescape)
        plain.template = context.template
        assert context.template is not None  # noqa: S101 - a tag renders only in a template
        with plain.render_context.push_state(context.template):
            return self.nodelist.render(plain).encode()


class FactsNode(SharedNode):
    """One part that shows facts alone; `page` brings them all at once."""

    def revisions(self, page: FilmPage) -> tuple[int, ...]:
        return page.facts_key

    def fresh(self, context: Context) -> bytes:
        context["page"].load()
        return super().fresh(context)


class RememberedNode(Node):
    """A part in the reader's own context, in which marks stand for what is never the same twice: tokens, addresses."""

    def __init__(self, keys: list[FilterExpression], nodelist: NodeList) -> None:
        self.keys = keys
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        keys = tuple(str(key.resolve(context, ignore_failures=True)) for key in self.keys)
        return part(context, keys, partial(self.fresh, context))

    def fresh(self, context: Context, marks: dict[str, Any]) -> str:
        with context.push(**marks):
            return self.nodelist.render(context)


class OwnNode(Node):
    """Leaves a gap where the page is rendered for everybody."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        gaps = context.get("gaps")
        return self.nodelist.render(context) if gaps is None else SafeString(gap(gaps, self))


def named_part(node: type[SharedNode], parser: Parser, token: Token) -> SharedNode:
    """`{% tag "name" %}…{% endtag %}`; the name tells the parts of one page apart."""
    tag, name = token.split_contents()
    nodelist = parser.parse((f"end{tag}",))
    parser.delete_first_token()
    return node(parser.compile_filter(name), nodelist)


register.tag("shared", partial(named_part, SharedNode))
register.tag("facts", partial(named_part, FactsNode))


@register.tag
def remembered(parser: Parser, token: Token) -> RememberedNode:
    """`{% remembered "menu" member.pk %}…{% endremembered %}`; the first key tells it from all others."""
    keys = [parser.compile_filter(key) for key in token.split_contents()[1:]]
    nodelist = parser.parse(("endremembered",))
    parser.delete_first_token()
    return RememberedNode(keys, nodelist)


@register.tag
def own(parser: Parser, token: Token) -> OwnNode:
    """`{% own %}…{% endown %}`."""
    nodelist = parser.parse(("endown",))
    parser.delete_first_token()
    return OwnNode(nodelist)
