"""The log as an Atom feed, with the same audience and delay as the page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from .models import Decision, Policy

VISITOR = AnonymousUser()


class LogFeed(Feed):
    """The newest decisions as a visitor may see them."""

    feed_type = Atom1Feed
    title = _("Moderation log")
    link = reverse_lazy("moderation:log")
    subtitle = _("What the moderators decided, and why.")

    def items(self) -> Any:
        return Decision.objects.visible_to(VISITOR).select_related("film").order_by("-id")[:50]

    def item_title(self, item: Decision) -> str:
        return f"{item.get_kind_display()}: {item.get_action_display()}"

    def item_description(self, item: Decision) -> str:
        return " · ".join(part for part in (item.get_ground_display(), str(item.film or "")) if part)

    def item_link(self, item: Decision) -> str:
        return reverse("moderation:log") + f"#decision-{item.pk}"

    def item_guid(self, item: Decision) -> str:
        return f"decision-{item.hash}"

    def item_updateddate(self, item: Decision) -> datetime:
        return item.at


@require_safe
def log_feed(request: HttpRequest) -> HttpResponse:
    """The feed, where the log is public."""
    if Policy.current().log_audience != Policy.Audience.PUBLIC:
        raise Http404
    return LogFeed()(request)
