"""Deciding on a record of which an import was not sure."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from ..models import Catalogue, DoubtfulRecord, Film, FilmPair, Pair
from .bulk import completed, leave_ids
from .creation import create
from .payload import from_payload
from .standing import standing


@transaction.atomic
def settle(doubt: DoubtfulRecord, film: Film | None, by: Any) -> Film | None:
    """Adds the record to `film`, or makes it a film of its own that is none of the candidates.

    None where somebody has decided already.
    """
    doubt.refresh_from_db(from_queryset=DoubtfulRecord.objects.select_for_update(of=("self",)))
    if doubt.film_id:
        return None
    record = from_payload(doubt.payload)
    if film:
        doubt.film = Film.objects.lock(film.pk)
        leave_ids(record, doubt.film.pk)
        changed: dict[int, Film] = {}
        completed(doubt.film.pk, standing([doubt.film.pk])[doubt.film.pk], record, changed)
        Film.save_facts(changed.values())
        doubt.film = changed.get(doubt.film.pk, doubt.film)
    else:
        leave_ids(record)
        (made,) = create([record])
        Catalogue.changed()
        doubt.film = Film.objects.get(pk=made)
        for candidate in doubt.candidates.standing():
            FilmPair.objects.of(candidate, doubt.film).decide(Pair.Verdict.APART, by)
    doubt.save()
    return doubt.film
