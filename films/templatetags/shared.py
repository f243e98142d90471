"""`{% shared "name" %}`: a part of a film's page that is the same for everybody, rendered once and kept.

It is kept under everything that it shows: the film's revision, the catalogue's, the glyph and the language. Nothing
personal can get into it, because its context has none: no request, no user, no CSRF token.
"""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ..kept import Kept

register = template.Library()

PUBLIC = ("film", "page", "glyph", "site_name", "site_url")
_parts: Kept[bytes] = Kept(size=24 * 1024 * 1024)


class SharedNode(template.Node):
    """One part; `page` of the context tells the revisions and brings, when asked, what the part shows."""

    def __init__(self, name: FilterExpression, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        key = (*context["page"].key, context["glyph"], get_language(), self.name.resolve(context))
        return SafeString(_parts.get(key, lambda: self.fresh(context)).decode())

    def fresh(self, context: Context) -> bytes:
        """Rendered anew, in a context of nothing but public facts."""
        context["page"].load()
        plain = Context({name: context[name] for name in PUBLIC}, autoescape=context.autoescape)
        plain.template = context.template
        assert context.template is not None  # noqa: S101 - a tag renders only in a template
        with plain.render_context.push_state(context.template):
            return self.nodelist.render(plain).encode()


@register.tag
def shared(parser: Parser, token: Token) -> SharedNode:
    """`{% shared "facts" %}…{% endshared %}`; the name tells the parts of one page apart."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endshared",))
    parser.delete_first_token()
    return SharedNode(parser.compile_filter(name), nodelist)
