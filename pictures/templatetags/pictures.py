"""`{% picture file alt sizes %}`: a kept picture in the best format and size that the browser can use."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..fields import PictureFile
from ..sizes import KINDS, Size

register = template.Library()


@register.simple_tag
def picture(file: PictureFile, alt: str, sizes: str, eager: bool = False) -> SafeString:
    """`sizes` says how wide the picture is shown, as in HTML. Eager is for what is on the first screen.

    Behind it, while it loads, lies its mean colour: put it into something positioned that cuts off what is too much.
    """
    facts, shown = file.facts, file.size_shown
    if facts is None or shown is None:
        return format_html('<img src="{}" alt="{}" loading="lazy" decoding="async">', file.url, alt)
    ground = SafeString("") if facts.is_clear else colour(facts.colour)
    sources, plain = SafeString(""), format_html('src="{}"', file.url)
    if offered := file.sizes:
        lines = [(kind, srcset(file, offered, ending), sizes) for ending, kind in KINDS.items()]
        sources = format_html_join("", '<source type="{}" srcset="{}" sizes="{}">', lines)
        middle = file.address(offered[len(offered) // 2], facts.ending)
        plain = format_html('src="{}" srcset="{}" sizes="{}"', middle, srcset(file, offered, facts.ending), sizes)
    when = SafeString('fetchpriority="high"' if eager else 'loading="lazy"')
    size = format_html('width="{}" height="{}" {} decoding="async"', shown.width, shown.height, when)
    return format_html('{}<picture>{}<img {} alt="{}" {}></picture>', ground, sources, plain, alt, size)


def srcset(file: PictureFile, offered: list[Size], ending: str) -> str:
    """All sizes in one format."""
    return ", ".join(f"{file.address(size, ending)} {size.width}w" for size in offered)


def colour(digits: str) -> SafeString:
    """A sheet of one colour, as a drawing: a style on the element is what the site's policy forbids."""
    sheet = '<svg class="ground" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
    return format_html(sheet, format_html('<path fill="#{}" d="M0 0h1v1H0z"/>', digits))
