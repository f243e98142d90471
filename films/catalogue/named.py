"""What is left of a record where somebody said which film it is about: it adds to that film, and overrules nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..models import Film, Source
from ..record import AlternativeTitle, FilmFacts, FilmRecord
from ..titles import match_key
from .payload import from_payload

# Facts that a film has once and that need not be told to be another film's.
SINGLE = {
    "year": "year",
    "runtime_minutes": "running time",
    "release_date": "release date",
    "certificate": "certificate",
    "original_title": "original title",
}


def under(film: Film, record: FilmRecord, source: str) -> tuple[FilmRecord, list[str]]:
    """The record as a source of `film`, and a sentence for each fact in which the two differ.

    Another title becomes another title of the film. Other facts of which a film has one stay as they stand there,
    unless it was this `source` that brought them.
    """
    facts, told = record.film, []
    changes: dict[str, Any] = {}
    if match_key(facts.title) != match_key(film.title):
        told.append(f"The page calls its film “{facts.title}”; that it is {film}, --film says.")
        changes = {"title": film.title, "alternative_titles": other_titles(film, facts)}
    brought = facts_of(film, source)
    for name, words in SINGLE.items():
        stands, says = getattr(film, name), getattr(facts, name)
        if says and stands and says != stands and (brought is None or getattr(brought, name) != stands):
            told.append(f"The page gives another {words}, {says}; {film} keeps {stands}.")
            changes[name] = "" if isinstance(says, str) else None
    return replace(record, film=replace(facts, **changes)), told


def other_titles(film: Film, facts: FilmFacts) -> list[AlternativeTitle]:
    """The page's other titles, with its own among them unless it is the film's original title."""
    if match_key(facts.title) == film.original_key:
        return facts.alternative_titles
    return [AlternativeTitle(facts.title), *facts.alternative_titles]


def facts_of(film: Film, source: str) -> FilmFacts | None:
    """What this source said of the film the last time."""
    known = Source.objects.filter(film=film, name=source).first()
    return from_payload(known.payload).film if known else None
