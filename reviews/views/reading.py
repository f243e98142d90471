"""The pages on which reviews are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from films.keyset import Order, page

from ..discussion import discussion
from ..models import Review
from ..models.review import HIGHEST, LOWEST, RatedOr
from ..threads import grounds
from .lookups import film_or_404

ON_PAGE = 20


@dataclass(frozen=True)
class Sort:
    """An order of reviews: in words, as keys, and where reviews without a rating stand in it."""

    label: str | Promise
    order: Order
    unrated: int = 0


SORTS = {
    "newest": Sort(_("Newest"), Order(("created_at", "id"), descending=True)),
    "highest": Sort(_("Highest rated"), Order(("rank", "id"), descending=True), unrated=LOWEST),
    "lowest": Sort(_("Lowest rated"), Order(("rank", "id")), unrated=HIGHEST),
    "discussed": Sort(_("Most discussed"), Order(("comment_count", "id"), descending=True)),
}


@require_safe
def of_film(request: HttpRequest, slug: str) -> HttpResponse:
    """All published reviews of a film; one's own stands above, in whatever state it is."""
    film = film_or_404(request, slug)
    chosen = request.GET.get("sort", "")
    sort = SORTS.get(chosen, SORTS["newest"])
    found = film.reviews.published().written(by_date=sort is SORTS["newest"]).select_related("author")
    if "rank" in sort.order.names:
        found = found.annotate(rank=RatedOr("public_half_steps", unrated=sort.unrated))
    shown = page(found, sort.order, request.GET.get("page", ""), ON_PAGE)
    for review in shown.rows:
        review.film = film
    sorts = [{"url": f"?sort={name}", "label": s.label, "is_current": s is sort} for name, s in SORTS.items()]
    mine = Review.objects.of(request.user, film)
    context = {"film": film, "reviews": shown.rows, "page": shown, "sorts": sorts, "mine": mine}
    return render(request, "reviews/of_film.html", context)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A review and what was said about it. Where the review itself is gone, its comments keep their place."""
    everything = Review.objects.select_related("film", "author")
    review = everything.visible_to(request.user).filter(pk=pk).first()
    is_gone = review is None
    review = review or get_object_or_404(everything.with_thread(), pk=pk)
    context = {
        "review": review,
        "film": review.film,
        "is_gone": is_gone,
        "is_own": not is_gone and review.author == request.user,
        "ground": grounds("review", [pk]).get(pk, "") if is_gone else "",
    }
    return render(request, "reviews/detail.html", context | discussion(request, review))


@require_safe
def by_member(request: HttpRequest, username: str) -> HttpResponse:
    """All that a member has written about films."""
    members: Any = get_user_model()._default_manager
    member = get_object_or_404(members.visible().named(username))
    if member.username != username:
        return redirect("reviews:by_member", member.username, permanent=True)
    written = Review.objects.visible_to(request.user).written().filter(author=member).select_related("film", "author")
    shown = page(written, SORTS["newest"].order, request.GET.get("page", ""), ON_PAGE)
    context = {"member": member, "is_self": member == request.user, "reviews": shown.rows, "page": shown}
    return render(request, "reviews/by_member.html", context)
