"""Posters on pages: where a film's picture is, and the tint that its page wears."""

from __future__ import annotations

from django import template
from django.urls import reverse

from ..models import Film
from ..posters import tint_of

register = template.Library()

register.filter("tint", tint_of)


@register.simple_tag
def poster_url(film: Film) -> str:
    """The uploaded poster, else the one drawn from the film's facts."""
    return film.poster.url if film.poster else reverse("films:poster", args=[film.slug])
