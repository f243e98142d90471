"""Posters on pages: where a film's picture is, and the tint that its page wears."""

from __future__ import annotations

from typing import cast
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pictures.fields import PictureFile
from pictures.templatetags.pictures import picture

from ..links import link
from ..models import Film, Person
from ..posters import DRAWING, face_of, initials, poster_inline, tint_of

register = template.Library()

register.filter("tint", tint_of)


@register.simple_tag
def poster_url(film: Film) -> str:
    """The uploaded poster, else the one drawn from the film's facts. Another picture has another address."""
    if film.poster:
        return cast(PictureFile, film.poster).plain_url
    return f"{link('films:poster', film.slug)}?v={DRAWING}-{film.facts_revision}"


@register.simple_tag
def poster_address(film: Film) -> str:
    """The same for others than browsers: in full, and of uploaded posters the format that everything can read."""
    return urljoin(settings.SITE_URL, poster_url(film))


@register.simple_tag
def poster(film: Film, alt: str = "", sizes: str = "9rem", eager: bool = False) -> SafeString:
    """The poster itself. `sizes` says how wide it is shown, as in HTML; eager is for what is on the first screen."""
    if film.poster:
        return picture(cast(PictureFile, film.poster), alt, sizes, eager)
    when = SafeString('fetchpriority="high"' if eager else 'loading="lazy"')
    drawn = '<img src="{}" alt="{}" width="240" height="360" {} decoding="async">'
    return format_html(drawn, poster_url(film), alt, when)


@register.simple_tag
def shelf_poster(film: Film, eager: bool = False, sizes: str = "9rem") -> SafeString:
    """The poster on a card or smaller, decorative. A drawn one stands in the page: two dozen pictures are two dozen
    requests, and documents of their own, which a phone takes longer to lay out than the whole page."""
    if film.poster:
        return poster(film, "", sizes, eager)
    return SafeString(poster_inline(film.title, film.year, film.slug))


@register.simple_tag
def large_poster(film: Film, alt: str, sizes: str, director: str = "") -> SafeString:
    """The poster at the head of a page. A drawn one stands in the page, for a phone shows it earlier so; with an `alt`
    it is a picture to screen readers."""
    if film.poster:
        return poster(film, alt, sizes, eager=True)
    drawn = SafeString(poster_inline(film.title, film.year, film.slug, director))
    return format_html('<span role="img" aria-label="{}">{}</span>', alt, drawn) if alt else drawn


@register.simple_tag
def monogram(name: str, kind: str = "") -> SafeString:
    """What stands for somebody without a picture; decorative, the name stands beside it. `kind`: a class more."""
    drawn = '<span class="avatar {}face-{} tint-{}" aria-hidden="true">{}</span>'
    return format_html(drawn, f"{kind} " if kind else "", face_of(name), tint_of(name), initials(name))


@register.simple_tag
def portrait(person: Person, sizes: str = "3rem") -> SafeString:
    """Somebody's portrait, small and decorative, or the monogram. `sizes` says how wide it is shown, as in HTML."""
    if person.portrait:
        return format_html('<span class="avatar">{}</span>', picture(cast(PictureFile, person.portrait), "", sizes))
    return monogram(person.name)
