"""A film's page and its poster."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from .. import gaps
from ..models import Credit, Film
from ..page import FilmPage, published_at, with_revision
from ..posters import poster_svg

A_YEAR = 365 * 24 * 3600


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about one film. An address that the film once had leads to the one that it has now."""

    def facts() -> dict[str, Any]:
        film = (
            published_at.first(slug) or with_revision(Film.objects.visible_to(request.user)).filter(slug=slug).first()
        )
        if film is None:
            raise Http404
        return {"film": film, "page": FilmPage(film)}

    if request.user.is_authenticated and not request.GET and (revisions := Film.objects.revisions(slug)):
        return gaps.render(request, "films/detail.html", revisions, facts)
    try:
        return render(request, "films/detail.html", facts())
    except Http404:
        moved = Film.objects.visible_to(request.user).once_at(slug)
        if moved is None:
            raise
        return HttpResponsePermanentRedirect(moved.get_absolute_url())


@require_safe
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """The poster that is drawn for a film without a picture. Its address changes with what is drawn on it."""
    film = get_object_or_404(
        Film.objects.visible_to(request.user).only("title", "year", "slug", "is_published"), slug=slug
    )
    directors = Credit.objects.filter(film=film, department=Credit.Department.DIRECTOR).order_by("position", "id")
    director = directors.values_list("person__name", flat=True).first() or ""
    response = HttpResponse(poster_svg(film.title, film.year, director, film.slug), content_type="image/svg+xml")
    whose = {"public": True} if film.is_published else {"private": True}
    patch_cache_control(response, max_age=A_YEAR if "v" in request.GET else 3600, **whose)
    return response
