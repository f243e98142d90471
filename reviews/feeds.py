"""Feeds of reviews: plain previews, nothing that gives a story away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from films.models import Film
from films.templatetags.ratings import out_of_five

from .models import Review

NEWEST = 20


class ReviewFeed(Feed):
    """What the feeds share: the newest published reviews of something."""

    feed_type = Atom1Feed

    def items(self, subject: Any) -> Any:
        reviews = subject.reviews.published().written(by_date=True).select_related("film", "author")
        return reviews.order_by("-created_at", "-id")[:NEWEST]

    def item_title(self, item: Review) -> str:
        names = {"author": item.author.shown_name, "film": item.film.title}
        if not item.public_half_steps:
            return _("%(author)s on %(film)s") % names
        rating = out_of_five(item.public_half_steps, settings.RATING_GLYPH)
        return _("%(author)s on %(film)s: %(rating)s") % (names | {"rating": rating})

    def item_description(self, item: Review) -> str:
        return item.preview(400)

    def item_author_name(self, item: Review) -> str:
        return str(item.author.shown_name)

    def item_pubdate(self, item: Review) -> datetime:
        return item.created_at

    def item_updateddate(self, item: Review) -> datetime:
        return item.edited_at or item.created_at


class OfFilm(ReviewFeed):
    """The newest reviews of a film."""

    def get_object(self, request: HttpRequest, slug: str) -> Film:
        return get_object_or_404(Film.objects.visible_to(), slug=slug)

    def title(self, film: Film) -> str:
        return _("Reviews of %(film)s") % {"film": film}

    def link(self, film: Film) -> str:
        return reverse("reviews:of_film", args=[film.slug])


class ByMember(ReviewFeed):
    """The newest reviews by a member."""

    def get_object(self, request: HttpRequest, username: str) -> Any:
        members: Any = get_user_model()._default_manager
        return get_object_or_404(members.visible().named(username))

    def title(self, member: Any) -> str:
        return _("Reviews by %(member)s") % {"member": member.shown_name}

    def link(self, member: Any) -> str:
        return reverse("reviews:by_member", args=[member.username])


of_film = require_safe(OfFilm())
by_member = require_safe(ByMember())
