"""What a film's page asks of the member who reads it, in one query."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, FilteredRelation, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from films.models import Film
from films.prepared import prepared

from .models import Review
from .moderation.models import Notice


def own_review(user: Any, film: Film) -> Review | None:
    """The reader's own review of the film, as Review.objects.of. With it `user` learns of notices and permissions,
    which every page asks for."""
    if not user.is_authenticated:
        return None
    found = reader.first(user.pk, film.pk)
    user.unread = found.unread
    if not found.is_granted_anything:
        user.remember_no_permissions()
    mine: Review | None = getattr(found, "mine", None)
    if mine:
        mine.author, mine.film = user, film
    return mine


@prepared
def reader(member: int, film: int) -> QuerySet[Any]:
    """The member, with `mine` where there is an own review of the film."""
    users = get_user_model()
    own = FilteredRelation("reviews", condition=Q(reviews__film=film, reviews__withdrawn_at=None))
    notices = Notice.objects.unread().filter(member=member).order_by()
    unread = Subquery(notices.values("member").annotate(number=Count("pk")).values("number"))
    granted = [grants.objects.filter(user=member) for grants in (users.user_permissions.through, users.groups.through)]
    return (
        users.objects.filter(pk=member)
        .only("pk")
        .annotate(mine=own, unread=Coalesce(unread, 0), is_granted_anything=Exists(granted[0]) | Exists(granted[1]))
        .select_related("mine")
    )
