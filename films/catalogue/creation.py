"""Many new films at once, with everything that hangs on them, past the ORM."""

from __future__ import annotations

from typing import Any

from ..loading import load, pick, reserve
from ..models import Country, Credit, Film, Genre, Language, Location, Person, SearchEntry
from ..models.searchentry import Named
from ..record import FilmRecord
from ..titles import film_address, match_key, sort_title
from .addresses import free_addresses
from .lists import LISTS, load_credits
from .words import country

VOCABULARIES: tuple[tuple[str, Any], ...] = (
    ("genres", Genre),
    ("countries", Country),
    ("languages", Language),
    ("locations", Location),
)


FACTS = (
    "title", "kind", "year", "original_title", "release_date", "tagline", "synopsis", "certificate", "runtime_minutes"
)  # fmt: skip
KEYS = ("match_key", "sort_title", "original_key")


def create(records: list[FilmRecord]) -> list[int]:
    """Writes new films with everything that hangs on them; their keys."""
    pks = reserve(Film, len(records))
    slugs = free_addresses(Film, [film_address(record.film.title, record.film.year) for record in records])
    rows = [(pk, slug, *film_row(record)) for pk, slug, record in zip(pks, slugs, records, strict=True)]
    load(Film, ("id", "slug", *FACTS, *Film.NAMES, *KEYS), rows)
    pairs = list(zip(pks, records, strict=True))
    for name, model in VOCABULARIES:
        create_words(name, model, pairs)
    load_credits(pairs)
    for facts in LISTS:
        if facts.model is not Credit:
            facts.load(pairs)
    SearchEntry.objects.replace(SearchEntry.Kind.FILM, [named(film, record) for film, record in pairs])
    Person.objects.all().index_all(pk for (pk,) in pick(Credit, ("person_id",), "film_id", pks))
    return pks


def film_row(record: FilmRecord) -> list[Any]:
    """The film's own columns: FACTS, ids and KEYS."""
    facts = record.film
    ids = [getattr(facts, name) or None for name in Film.NAMES]
    original = match_key(facts.original_title) if facts.original_title else ""
    return [*(getattr(facts, name) for name in FACTS), *ids, match_key(facts.title), sort_title(facts.title), original]


def named(film: int, record: FilmRecord) -> Named:
    """A new film as search sees it."""
    facts = record.film
    names = [facts.title, facts.original_title, *(other.title for other in facts.alternative_titles)]
    votes = max((score.votes or 0 for score in record.scores), default=0)
    return Named(film, names, votes, f"_{facts.year}" if facts.year else "")


def create_words(name: str, model: Any, pairs: list[tuple[int, FilmRecord]]) -> None:
    """The genres, countries, languages or locations of the new films."""
    plain = country if name == "countries" else str
    wanted = [(film, plain(word)[:200]) for film, record in pairs for word in getattr(record.film, name)]
    rows = dict(pick(model, ("name", "id"), "name", {word for _, word in wanted}))
    for _, word in wanted:
        if word not in rows:
            rows[word] = model.objects.create(name=word).pk
    links = {(film, rows[word]) for film, word in wanted}
    load(getattr(Film, name).through, ("film_id", f"{model.__name__.lower()}_id"), sorted(links))
