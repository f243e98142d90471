"""What every template may use without asking for it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """`site_name`, and the glyph in which this reader sees ratings: "stars" or "sheep"."""
    user = getattr(request, "user", None)
    return {"site_name": settings.SITE_NAME, "glyph": getattr(user, "glyph", "") or settings.RATING_GLYPH}
