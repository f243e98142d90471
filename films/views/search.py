"""Search, and the suggestions while somebody types."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import search as search_engine
from ..models import Catalogue, Film, Person
from ..outlines import look_of, render
from ..posters import tint_of
from ..shown import shows
from ..templatetags.cards import listed
from ..templatetags.posters import portrait, shelf_poster

SUGGESTIONS = search_engine.Room(films=6, people=3, candidates=40)
PAGE = search_engine.Room(films=24, people=12, candidates=120)
EAGER = 4  # cards that stand on the first screen


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Films and people that fit what was typed; first a page of each, then as many as anybody looks through."""
    revision = Catalogue.current()
    text, room = asked(request), search_engine.PLENTY if "more" in request.GET else PAGE
    found = search_engine.search(text, request.user, room)
    is_full = len(found.films) == room.films or len(found.people) == room.people
    shown = {
        "query": text,
        "films": counted(listed(found.films, look_of(request), EAGER), len(found.films)),
        "people": counted(faces(found.people), len(found.people)),
        "widened": found.widened and bool(found.films or found.people),
        "more": f"{reverse('films:search')}?q={quote(text)}&more" if room is PAGE and is_full else "",
    }
    return shows(render(request, "films/search.html", shown), revision, found.films)


def counted(items: SafeString, number: int) -> dict[str, str]:
    """What a list shows, nothing where it is empty."""
    return {"items": items, "count": str(number)} if number else {}


def faces(people: list[Person]) -> SafeString:
    """People as items of a list."""
    shown: Any = ((portrait(person), person.get_absolute_url(), person.name) for person in people)
    return format_html_join("", '<li>{}<a href="{}">{}</a></li>', shown)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """The first few of the same, for the list under the search field; `picture` is HTML."""
    revision = Catalogue.current()
    found = search_engine.search(asked(request), request.user, SUGGESTIONS)
    films = [suggested(f, f.title, str(f.year or ""), small_poster(f)) for f in found.films]
    people = [suggested(p, p.name, _("person"), portrait(p, "2rem")) for p in found.people]
    return shows(JsonResponse({"results": films + people}), revision)


def suggested(found: Film | Person, label: str, detail: str, picture: str) -> dict[str, str]:
    return {"label": label, "detail": detail, "url": found.get_absolute_url(), "picture": picture}


def small_poster(film: Film) -> str:
    return format_html('<span class="poster tint-{}">{}</span>', tint_of(film.title), shelf_poster(film, sizes="2rem"))


def asked(request: HttpRequest) -> str:
    """What was typed."""
    return request.GET.get("q", "").strip()[:200]
