"""What every template may use without asking for it."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .look import theme_of


def site(request: HttpRequest) -> dict[str, object]:
    """The site's `site_name` and `site_url`; `sends_mail`, false while messages only become files; and how this reader
    sees the site: `glyph` ("stars", "sheep") and `theme` ("light", "dark", ""). `this_page` is the address that is
    read, `this_page_quoted` the same within another address; `form_key` a number for a form, new on every page.
    """
    user = getattr(request, "user", None)
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "sends_mail": settings.SENDS_MAIL,
        "glyph": getattr(user, "glyph", "") or settings.RATING_GLYPH,
        "theme": theme_of(request),
        "this_page": SimpleLazyObject(request.get_full_path),
        "this_page_quoted": SimpleLazyObject(lambda: quote(request.get_full_path())),
        "form_key": SimpleLazyObject(uuid.uuid4),
    }
