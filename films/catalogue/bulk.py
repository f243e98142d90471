"""Many records at once: one batch of a data set in one transaction, with as many queries as one record needs.

Matching is that of single records. Of films that stand already only gaps are filled, and scores of the same source are
brought up to date; what editors and documents said stays. Doubtful records are kept for somebody to decide.
"""

from __future__ import annotations

import hashlib
import json
from typing import Literal, NamedTuple

from ..models import Catalogue, DoubtfulRecord, Film
from ..record import FilmRecord
from .candidates import Candidates, Known
from .creation import create
from .matching import Answer
from .payload import to_payload
from .standing import Standing, standing
from .update import fill_gaps, news


class Result(NamedTuple):
    """What became of a record, and why."""

    what: Literal["created", "changed", "unchanged", "doubtful", "refused"]
    why: str = ""


def save_batch(records: list[FilmRecord], source: str) -> list[Result]:
    """Writes the records, one result each, in order; call it inside a transaction. Done twice it changes nothing."""
    known = Candidates(records)
    results: list[Result] = []
    new: list[Known] = []
    later: list[tuple[int, Known]] = []
    doubts: list[tuple[int, list[Known]]] = []
    for number, record in enumerate(records):
        found = known.find(record)
        results.append(Result("created"))
        if not found:
            new.append(known.add(record))
        elif found[0][0] is Answer.SAME and len(found) == 1:
            later.append((number, found[0][1]))
            known.learn(found[0][1], record)
        else:
            doubts.append((number, [candidate for _, candidate in found]))
    for made, pk in zip(new, create([made.records[0] for made in new]), strict=True):
        made.pk = pk
    changed: dict[int, Film] = {}
    stands = standing({one.pk for _, one in later})
    for number, one in later:
        results[number] = completed(one.pk, stands[one.pk], records[number], changed)
    for number, candidates in doubts:
        results[number] = keep_doubt(records[number], source, [one.pk for one in candidates], changed)
    Film.save_facts(changed.values())
    if new:
        Catalogue.changed()
    return results


def completed(pk: int, stands: Standing, record: FilmRecord, changed: dict[int, Film]) -> Result:
    """Fills the gaps of a film that stands; where anything changed it is put among those that are to be saved."""
    new = news(stands, record)
    if not new:
        return Result("unchanged")
    film = changed.get(pk) or Film.objects.get(pk=pk)
    if not fill_gaps(film, stands, record):
        return Result("unchanged")
    changed[pk] = film
    return Result("changed", ", ".join(new))


def leave_ids(record: FilmRecord, film: int = 0) -> None:
    """Takes from a record that was in doubt the ids that other films have: each leads to one."""
    for name in Film.NAMES:
        value = getattr(record.film, name)
        if value and Film.objects.filter(**{name: value}).exclude(pk=film).exists():
            setattr(record.film, name, "")


def keep_doubt(record: FilmRecord, source: str, candidates: list[int], changed: dict[int, Film]) -> Result:
    """Keeps a record that may be about several films, once; where somebody has decided already, that film it is."""
    payload = to_payload(record)
    digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
    doubt, _ = DoubtfulRecord.objects.get_or_create(digest=digest, defaults={"source": source, "payload": payload})
    if doubt.film_id:
        leave_ids(record, doubt.film_id)
        return completed(doubt.film_id, standing([doubt.film_id])[doubt.film_id], record, changed)
    doubt.candidates.add(*candidates)
    films = Film.objects.in_bulk(candidates)
    return Result("doubtful", "may be " + " or ".join(f"{films[pk]} [{films[pk].slug}]" for pk in candidates))
