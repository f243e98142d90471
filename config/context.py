"""What every template may use without asking for it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from .look import theme_of


def site(request: HttpRequest) -> dict[str, object]:
    """The site's `site_name` and `site_url`; `sends_mail`, false while messages only become files; and how this reader
    sees the site: `glyph` ("stars", "sheep") and `theme` ("light", "dark", "").
    """
    user = getattr(request, "user", None)
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "sends_mail": settings.SENDS_MAIL,
        "glyph": getattr(user, "glyph", "") or settings.RATING_GLYPH,
        "theme": theme_of(request),
    }
