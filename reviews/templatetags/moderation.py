"""What other pages show of moderation: the unread count and the brake."""

from __future__ import annotations

from typing import Any

from django import template

from ..moderation.braking import why_braked
from ..moderation.models import Notice

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: dict[str, Any]) -> int:
    """How many notices the reader has not opened: `{% unread_notices as count %}`."""
    user = context["request"].user
    if not user.is_authenticated:
        return 0
    return user.unread if hasattr(user, "unread") else Notice.objects.count_unread_of(user)


@register.inclusion_tag("moderation/_brake.html")
def brake_notice(film: Any) -> dict[str, Any]:
    """On a film's page while new accounts' ratings wait: the settled average, its formula in words, and why."""
    return {"why": why_braked(film), "film": film}
