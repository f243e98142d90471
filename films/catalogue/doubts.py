"""Deciding on a record of which an import was not sure."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from ..models import Catalogue, DoubtfulRecord, Film, FilmPair, Pair
from .bulk import Known, completed, create, film_of
from .matching import Sketch
from .payload import from_payload


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
        completed(doubt.film, record)
    else:
        known = Known(film_of(record), Sketch.of_record(record), record)
        create([known])
        Catalogue.changed()
        doubt.film = known.film
        for candidate in doubt.candidates.standing():
            FilmPair.objects.of(candidate, doubt.film).decide(Pair.Verdict.APART, by)
    doubt.save()
    return doubt.film
