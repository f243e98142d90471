"""A member's own page of suggested films."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from films.models import Film

from ..models import NotInterested
from ..taste.personal import MOST, NEEDED, Taste
from .lookups import film_or_404, in_place


@require_safe
@login_required
def for_you(request: HttpRequest) -> HttpResponse:
    """Films like those that the member liked, and those that the member does not want to see here."""
    taste = Taste.of(request.user)
    refused = NotInterested.objects.filter(Film.objects.visible_to().matching(), member=request.user.pk)
    context = {
        "picks": [] if taste.missing else taste.picks(),
        "taste": taste,
        "needed": NEEDED,
        "refused": [row.film for row in refused.select_related("film").order_by("-created_at", "-pk")[:MOST]],
    }
    return render(request, "reviews/for_you.html", context)


@require_POST
@login_required
def not_interested(request: HttpRequest, slug: str) -> HttpResponse:
    """Suggests the film no more."""
    film = film_or_404(request, slug)
    NotInterested.objects.get_or_create(member_id=request.user.pk, film=film)
    if in_place(request):
        return render(request, "reviews/not_interested.html", {"film": film})
    messages.success(request, _("“%(film)s” is not suggested to you any more.") % {"film": film.title})
    return redirect("reviews:for_you")


@require_POST
@login_required
def interested(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes that back."""
    film = film_or_404(request, slug)
    NotInterested.objects.filter(member=request.user.pk, film=film).delete()
    if in_place(request):
        again = Taste.of(request.user).picks(Film.objects.filter(pk=film.pk))
        return render(request, "reviews/interested.html", {"picks": again})
    messages.success(request, _("“%(film)s” may be suggested to you again.") % {"film": film.title})
    return redirect("reviews:for_you")
