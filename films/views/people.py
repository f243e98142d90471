"""The pages of people."""

from __future__ import annotations

from typing import cast

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import linebreaks_filter
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from pictures.fields import PictureFile

from .. import keyset, outlines
from ..anyof import AnyOf
from ..models import Audience, Catalogue, Credit, Film, Person
from ..models.filmset import CARD_ORDERS
from ..prepared import prepared
from ..shapes import Look, filled
from ..shown import shows
from ..templatetags.cards import scored
from ..templatetags.charts import career
from ..templatetags.posters import monogram, picture, poster, tint_of

PAGE = 60
MOST_CREDITS = 1000
BY_NAME = keyset.Order(("sort_name", "id"))


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with a film, by name."""
    revision = Catalogue.current()
    everybody = Person.objects.visible_to(request.user).only("name", "slug", "sort_name", "portrait", "portrait_made")
    page = keyset.page(everybody, BY_NAME, request.GET.get("page", "")[:1000], PAGE)
    works = films_of(page.rows, request)
    for somebody in page.rows:
        somebody.film_count = works.get(somebody.pk, 0)  # type: ignore[attr-defined]
    return shows(render(request, "films/people.html", {"people": page.rows, "page": page}), revision)


def films_of(rows: list[Person], request: HttpRequest) -> dict[int, int]:
    """How many visible films each of these people worked on."""
    credits = Credit.objects.filter(Film.objects.visible_to(request.user).matching(), person__in=rows).order_by()
    return dict(credits.values_list("person").annotate(n=Count("film", distinct=True)))


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """One person: who they are, and their films by department."""
    revision = Catalogue.current()
    somebody = called.first(slug, audience=Audience.of(request.user))
    if somebody is None:
        everybody = Person.objects.visible_to(request.user)
        return HttpResponsePermanentRedirect(get_object_or_404(everybody, joined__slug=slug).get_absolute_url())
    departments: dict[str, list[Credit]] = {name: [] for name in Credit.Department.values}
    works = sorted(with_cards(somebody, Audience.of(request.user)), key=newest_first)
    for credit in works:
        departments[credit.department].append(credit)
    labelled = [(str(Credit.Department(name).label), found) for name, found in departments.items() if found]
    labelled.sort(key=lambda pair: -len(pair[1]))
    look = outlines.look_of(request)
    shown = {
        "person": facts_of(somebody),
        "career": render_to_string("components/_career.html", career(labelled)),
        "departments": [
            {"label": label, "count": str(len(found)), "items": filmography(found, look)} for label, found in labelled
        ],
    }
    page = outlines.render(request, "films/person.html", shown)
    return shows(page, revision, [credit.film for credit in works])


def facts_of(somebody: Person) -> dict[str, str]:
    """What a page says of a person above the films."""
    portrait = cast(PictureFile, somebody.portrait)
    return {
        "name": somebody.name,
        "picture": picture(portrait, somebody.portrait_alt, "10rem", True) if portrait else "",
        "credit": somebody.portrait_credit,
        "monogram": "" if portrait else monogram(somebody.name, "avatar-large"),
        "born_year": str(somebody.born_year or ""),
        "died_year": str(somebody.died_year or ""),
        "country": somebody.country.shown if somebody.country else "",
        "biography": linebreaks_filter(somebody.biography) if somebody.biography else "",
    }


def filmography(credits: list[Credit], look: Look) -> SafeString:
    """Films of a person as items of a list."""
    return SafeString("".join([item(credit, credit.film, look) for credit in credits]))


def item(credit: Credit, film: Film, look: Look) -> SafeString:
    """One of them."""
    values = {
        "year": film.year,
        "tint": str(tint_of(film.title)),
        "poster": poster(film),
        "url": film.get_absolute_url(),
        "title": film.title,
        "note": credit.character or credit.note,
        **(scored(round(film.average / 2, 1), *look) if film.average else {}),
    }
    return filled("components/_credit.html", values, look)


@prepared
def called(slug: str, *, audience: Audience) -> QuerySet[Person]:
    """The person at this address."""
    return Person.objects.visible_to(audience).select_related("country").filter(slug=slug)


@prepared
def credits_of(person: int, *, audience: Audience) -> QuerySet[Credit]:
    """Somebody's credits for films that may be seen."""
    return Credit.objects.filter(Film.objects.visible_to(audience).matching(), person=person).order_by()[:MOST_CREDITS]


@prepared
def cards_of(films: list[int], *, audience: Audience) -> QuerySet[Film]:
    """Films as cards, in no order."""
    return Film.objects.visible_to(audience).as_cards().defer(*CARD_ORDERS[1:]).order_by().filter(AnyOf("id", films))


def with_cards(somebody: Person, audience: Audience) -> list[Credit]:
    """Somebody's credits with their films, fetched by hand: SQLite refuses to prefetch a thousand. A film that was
    hidden in between is left out."""
    found = credits_of(somebody.pk, audience=audience)
    cards = {film.pk: film for film in cards_of([credit.film_id for credit in found], audience=audience)}
    shown = [credit for credit in found if credit.film_id in cards]
    for credit in shown:
        credit.film = cards[credit.film_id]
    return shown


def newest_first(credit: Credit) -> tuple[int, str, int]:
    """The key that sorts a filmography: films without a year stand first, as those to come do elsewhere."""
    return -(credit.film.year or 9999), credit.film.sort_title, credit.pk
