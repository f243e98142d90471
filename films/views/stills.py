"""A still on a page of its own: what the lightbox shows where there are no scripts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..models import Film, Still


@require_safe
def still(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One still, and the ways to the ones before and behind it."""
    film = get_object_or_404(Film.objects.visible_to(request.user), slug=slug)
    shown = get_object_or_404(film.stills.all(), pk=pk)
    stills: list[Still] = list(film.stills.all())
    at = stills.index(shown)
    context = {
        "film": film,
        "still": shown,
        "number": at + 1,
        "count": len(stills),
        "before": stills[at - 1] if at else None,
        "behind": stills[at + 1] if at + 1 < len(stills) else None,
    }
    return render(request, "films/still.html", context)
