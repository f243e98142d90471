"""Search, and the suggestions while somebody types."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import search as search_engine
from ..models import Catalogue, Film, Person
from ..posters import tint_of
from ..shown import shows
from ..templatetags.posters import portrait, shelf_poster

FILMS, PEOPLE = 48, 24
SUGGESTED_FILMS, SUGGESTED_PEOPLE = 6, 3
MOST, MOST_SUGGESTED = 100, 18  # that are looked at, for some may be hidden


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Films and people that fit what was typed."""
    revision = Catalogue.current()
    found = answers(request, FILMS, PEOPLE, MOST)
    return shows(render(request, "films/search.html", found), revision, found["films"])


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """The first few of the same, for the list under the search field; `picture` is HTML."""
    revision = Catalogue.current()
    found = answers(request, SUGGESTED_FILMS, SUGGESTED_PEOPLE, MOST_SUGGESTED)
    films = [suggested(f, f.title, str(f.year or ""), small_poster(f)) for f in found["films"]]
    people = [suggested(p, p.name, _("person"), portrait(p, "2rem")) for p in found["people"]]
    return shows(JsonResponse({"results": films + people}), revision)


def suggested(found: Film | Person, label: str, detail: str, picture: str) -> dict[str, str]:
    return {"label": label, "detail": detail, "url": found.get_absolute_url(), "picture": picture}


def small_poster(film: Film) -> str:
    return format_html('<span class="poster tint-{}">{}</span>', tint_of(film.title), shelf_poster(film, sizes="2rem"))


def answers(request: HttpRequest, films: int, people: int, most: int) -> dict[str, Any]:
    """The best films and people, and what was asked."""
    text = request.GET.get("q", "").strip()[:200]
    found = search_engine.search(text, request.user, most)
    film_rows = Film.objects.as_cards().in_bulk(found.films[:films])
    person_rows = Person.objects.only("name", "slug", "portrait", "portrait_made").in_bulk(found.people[:people])
    return {
        "query": text,
        "films": [film_rows[pk] for pk in found.films[:films]],
        "people": [person_rows[pk] for pk in found.people[:people]],
        "count": len(found.films) + len(found.people),
        "widened": found.widened,
    }
