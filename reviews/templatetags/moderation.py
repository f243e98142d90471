"""What other pages show of moderation: the unread count, links beside a text, the words of a tombstone, the brake."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from ..moderation.braking import why_braked
from ..moderation.kinds import kind_of
from ..moderation.models import Decision, Notice, Policy
from ..moderation.roles import MODERATE
from ..moderation.verdict import for_author
from ..status import Status

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: dict[str, Any]) -> int:
    """How many notices the reader has not opened: `{% unread_notices as count %}`."""
    user = context["request"].user
    return Notice.objects.unread().filter(member=user).count() if user.is_authenticated else 0


@register.inclusion_tag("moderation/_tools.html", takes_context=True)
def moderation_tools(context: dict[str, Any], target: Any) -> dict[str, Any]:
    """Report, and for moderators the way to the case, beside a text or a member. Asks the database nothing."""
    user, kind = context["request"].user, kind_of(target)
    is_own = getattr(target, "author_id", target.pk) == user.pk
    return {
        "report": "" if is_own else reverse("moderation:report", args=[kind, target.pk]),
        "moderate": reverse("moderation:text", args=[kind, target.pk]) if user.has_perm(MODERATE) else "",
        "target": target,
    }


@register.simple_tag
def tombstone(text: Any) -> str:
    """What stands in the place of a text that is gone, with the moderators' reason."""
    if text.withdrawn_at:
        return _("Withdrawn by its author")
    if text.status != Status.REMOVED:
        return ""
    decisions = Decision.objects.of(kind_of(text), text.pk).filter(to_status=Status.REMOVED)
    ground = decisions.exclude(ground="").first()
    if ground is None:
        return _("Removed by a moderator")
    return _("Removed by a moderator: %(reason)s") % {"reason": ground.get_ground_display()}


@register.inclusion_tag("moderation/_held.html")
def held_because(text: Any) -> dict[str, Any]:
    """For the author of a held text: why it waits and what happens next."""
    return {"reasons": for_author(text.trace, tell=Policy.current().tell_reasons), "text": text}


@register.inclusion_tag("moderation/_brake.html")
def brake_notice(film: Any) -> dict[str, Any]:
    """On a film's page while new accounts' ratings wait: the settled average, its formula in words, and why."""
    return {"why": why_braked(film), "film": film}
