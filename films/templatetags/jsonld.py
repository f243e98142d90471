"""A film's facts for search engines, as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from ..kept import Kept
from ..models import Credit
from ..page import FilmPage
from .posters import poster_address

register = template.Library()

_facts: Kept[str] = Kept(size=2 * 1024 * 1024)

KINDS = {"series": "TVSeries"}
ELSEWHERE = {
    "imdb_id": "https://www.imdb.com/title/%s/",
    "tmdb_id": "https://www.themoviedb.org/movie/%s",
    "wikidata_id": "https://www.wikidata.org/wiki/%s",
}
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.simple_tag
def film_jsonld(page: FilmPage) -> SafeString:
    """The film in the words of schema.org. It is data: browsers never run it."""
    data = _facts.get(page.facts_key, lambda: written({"@context": "https://schema.org", **facts(page)}))
    if found := rating(page):
        data = f"{data[:-1]}, {written({'aggregateRating': found})[1:]}"
    return SafeString(f'<script type="application/ld+json">{data}</script>')


def written(data: dict[str, Any]) -> str:
    """The data as text that may stand in a page, without what is not known."""
    known = {name: value for name, value in data.items() if value}
    return json.dumps(known, ensure_ascii=False).translate(ESCAPES)


def facts(page: FilmPage) -> dict[str, Any]:
    """All but the ratings; kept under the revision of the facts."""
    page.load()
    film = page.film
    return {
        "@type": KINDS.get(film.kind, "Movie"),
        "name": film.title,
        "alternateName": film.original_title if film.original_title != film.title else "",
        "url": settings.SITE_URL + film.get_absolute_url(),
        "image": poster_address(film),
        "description": film.synopsis or film.tagline,
        "datePublished": str(film.release_date or film.year or ""),
        "duration": f"PT{film.runtime_minutes}M" if film.runtime_minutes else "",
        "contentRating": film.certificate,
        "genre": [genre.name for genre in film.genres.all()],
        "inLanguage": [language.name for language in film.languages.all()],
        "countryOfOrigin": [{"@type": "Country", "name": country.name} for country in film.countries.all()],
        "director": people(page.directors),
        "author": people(page.writers),
        "actor": people(page.cast[:20]),
        "sameAs": [url % getattr(film, name) for name, url in ELSEWHERE.items() if getattr(film, name)],
    }


def people(credits: list[Credit]) -> list[dict[str, str]]:
    return [
        {"@type": "Person", "name": c.person.name, "url": settings.SITE_URL + c.person.get_absolute_url()}
        for c in credits
    ]


def rating(page: FilmPage) -> dict[str, Any] | None:
    """The members' ratings, on the scale to five that they are shown on."""
    film = page.film
    if film.average is None:
        return None
    return {
        "@type": "AggregateRating",
        "ratingValue": round(film.average / 2, 2),
        "ratingCount": film.rating_count,
        "reviewCount": film.review_count,
        "bestRating": 5,
        "worstRating": 0.5,
    }
