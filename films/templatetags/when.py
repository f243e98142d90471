"""`{% when moment %}`: when something was written."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language

from ..shapes import filled

register = template.Library()


@register.simple_tag
def when(moment: datetime) -> SafeString:
    """The day, since pages are kept; scripts make it "2 hours ago" where it is fresh. The time on hover and for
    machines."""
    return _written(moment, get_language())


@lru_cache(maxsize=1024)
def _written(moment: datetime, language: str | None) -> SafeString:
    local = localtime(moment)
    values = {
        "machine": local.isoformat(),
        "exact": date_format(local, "DATETIME_FORMAT"),
        "day": date_format(local, "DATE_FORMAT"),
    }
    return filled("components/_when.html", values, ("", language))
