"""Saving one record: find its film, keep what the source said, write what changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db import transaction
from django.db.models import Q

from ..models import Film, Mention, Source
from ..record import FilmRecord
from ..titles import restore_article
from .matching import find_film
from .merge import merge
from .payload import from_payload, to_payload
from .writer import write_facts


@dataclass(frozen=True)
class Outcome:
    """What became of a record."""

    film: Film
    saved: Literal["created", "updated", "unchanged"]


@transaction.atomic
def save(record: FilmRecord, name: str, shape: str, film: Film | None = None) -> Outcome:
    """Writes what source `name` says; the same twice changes nothing.

    `film` decides where matching cannot. Raises Uncertain where it would have to guess.
    """
    payload = to_payload(record)
    digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
    known = Source.objects.select_related("film").filter(name=name).first()
    if known and known.digest == digest and film in (None, known.film):
        return Outcome(known.film, "unchanged")
    found = film or (known.film if known else None) or find_film(record)
    if known and found != known.film:
        forget(known)
    target = found or Film.objects.create(title=restore_article(record.film.title), year=record.film.year)
    target = Film.objects.lock(target.pk)
    before = merged_sources(target)
    facts = {"film": target, "shape": shape, "digest": digest, "payload": payload}
    facts |= {"published": record.film.published, "comments_open": record.comments_open}
    Source.objects.update_or_create(name=name, defaults=facts)
    changed = apply(target, before)
    return Outcome(target, "created" if found is None else "updated" if changed else "unchanged")


@transaction.atomic
def forget(source: Source) -> None:
    """Takes back what only this source said."""
    film = Film.objects.lock(source.film_id)
    before = merged_sources(film)
    source.delete()
    apply(film, before)


def merged_sources(film: Film) -> FilmRecord | None:
    """What all sources of the film say together, or None without any."""
    sources: Iterable[Source] = film.sources.all()
    triples = [(source.shape, source.name, from_payload(source.payload)) for source in sources]
    return merge(triples) if triples else None


def apply(film: Film, before: FilmRecord | None) -> bool:
    """Writes the difference between what the sources said before and what they say now; whether anything changed."""
    after = merged_sources(film)
    undated = film.year is None and film.slug == film.wanted_slug
    if after is None or not write_facts(film, before, after):
        return False
    if undated and film.slug != film.wanted_slug:
        film.slug = film.free_slug()  # the year has become known; addresses made by hand stay
    film.save()
    answer_mentions(film)
    return True


def answer_mentions(film: Film) -> None:
    """Leads other films' comparisons with a film of this title and year to it, now that the catalogue has it."""
    waiting = Mention.objects.filter(other=None, title__iexact=film.title).exclude(film=film)
    waiting.filter(Q(year=None) | Q(year=film.year)).update(other=film)
