"""Many records at once: one batch of a data set in one transaction, with as many queries as one record needs.

Matching is that of single records. Of films that stand already only gaps are filled, and scores of the same source are
brought up to date; what editors and documents said stays. Doubtful records are kept for somebody to decide.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from django.db.models import Prefetch, Q

from ..models import (
    Catalogue,
    Country,
    Credit,
    DoubtfulRecord,
    Film,
    Genre,
    Language,
    Location,
    OtherTitle,
    Person,
)
from ..record import FilmRecord
from ..titles import match_key, sort_title
from .addresses import give_addresses
from .lists import LISTS, Fields
from .matching import Answer, Sketch, answer
from .payload import to_payload
from .update import fill_gaps, news
from .words import country


class Result(NamedTuple):
    """What became of a record, and why."""

    what: Literal["created", "changed", "unchanged", "doubtful", "refused"]
    why: str = ""


VOCABULARIES: tuple[tuple[str, Any], ...] = (
    ("genres", Genre),
    ("countries", Country),
    ("languages", Language),
    ("locations", Location),
)


@dataclass
class Known:
    """A film that a record may be about: a row, or one that `record` of this batch is about to make."""

    film: Film
    sketch: Sketch
    record: FilmRecord | None = None


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
        else:
            doubts.append((number, [candidate for _, candidate in found]))
    create(new)
    for number, film in later:
        results[number] = completed(film.film, records[number])
    for number, candidates in doubts:
        results[number] = keep_doubt(records[number], source, [candidate.film for candidate in candidates])
    if new:
        Catalogue.changed()
    return results


def completed(film: Film, record: FilmRecord) -> Result:
    """Fills the gaps of a film that stands."""
    new = news(film, record)
    if not new or not fill_gaps(film, record):
        return Result("unchanged")
    return Result("changed", ", ".join(new))


class Candidates:
    """The films that the records of one batch may be about, fetched together and found by id and by title."""

    def __init__(self, records: list[FilmRecord]) -> None:
        self.by_id: dict[tuple[str, str], Known] = {}
        self.by_key: dict[str, list[Known]] = defaultdict(list)
        films = {film.pk: film for film in candidates_of(records)}
        for film in films.values():
            if not film.joined_into_id:
                self.remember(Known(film, Sketch.of_film(film)), [t.match_key for t in film.titles.all()])
        self.remember_joined(films)

    def remember(self, known: Known, other_keys: Iterable[str] = ()) -> None:
        """Makes a film findable."""
        for name, value in known.sketch.ids.items():
            if value:
                self.by_id[name, value] = known
        for key in {known.film.match_key, known.film.original_key, *other_keys} - {""}:
            self.by_key[key].append(known)

    def remember_joined(self, films: dict[int, Film]) -> None:
        """Lets ids that stayed with a film that was joined lead to the one that it was joined into."""
        standing = {known.film.pk: known for known in [k for found in self.by_key.values() for k in found]}
        for film in films.values():
            for name in Film.NAMES:
                if film.joined_into_id in standing and getattr(film, name):
                    self.by_id[name, getattr(film, name)] = standing[film.joined_into_id]

    def find(self, record: FilmRecord) -> list[tuple[Answer, Known]]:
        """The film that a record is about, or the films that it may be about, with how sure that is; [] if new."""
        ids = [self.by_id.get((name, getattr(record.film, name))) for name in Film.NAMES]
        named = {id(known): known for known in ids if known}
        if named:
            return [(Answer.SAME if len(named) == 1 else Answer.UNSURE, known) for known in named.values()]
        sketch, found = Sketch.of_record(record), {}
        for key in titles(record):
            found.update({id(known): known for known in self.by_key.get(key, ())})
        answers = [(answer(sketch, known.sketch), known) for known in found.values()]
        possible = [pair for pair in answers if pair[0] is not Answer.OTHER]
        same = [pair for pair in possible if pair[0] is Answer.SAME]
        return same if len(same) == 1 else possible

    def add(self, record: FilmRecord) -> Known:
        """A film that this batch makes, so that a second row of the same film finds it."""
        known = Known(film_of(record), Sketch.of_record(record), record)
        self.remember(known, titles(record))
        return known


def titles(record: FilmRecord) -> set[str]:
    """The keys of all titles of a record."""
    facts = record.film
    shown = [facts.title, facts.original_title, *(other.title for other in facts.alternative_titles)]
    return {match_key(title) for title in shown if title}


def candidates_of(records: list[FilmRecord]) -> Iterator[Film]:
    """The films that share an id or a title with any of the records, with all that matching and filling looks at."""
    keys = {key for record in records for key in titles(record)}
    searches = [Q(match_key__in=keys), Q(original_key__in=keys)]
    for name in Film.NAMES:
        searches.append(Q(**{f"{name}__in": {getattr(record.film, name) for record in records} - {""}}))
    found = set(OtherTitle.objects.filter(match_key__in=keys).values_list("film", flat=True))
    for search in searches:
        for pair in Film.objects.filter(search).values_list("pk", "joined_into"):
            found.update(pk for pk in pair if pk)
    credits = Prefetch("credits", Credit.objects.select_related("person").prefetch_related("person__joined"))
    related = (credits, "external_reviews", "titles", "scores", "genres", "countries", "languages")
    for keys_of_part in batched(sorted(found)):
        yield from Film.objects.filter(pk__in=keys_of_part).prefetch_related(*related).order_by("pk")


def batched(keys: list[int], size: int = 200) -> Iterator[list[int]]:
    """The keys in parts that a database takes as parameters of one query."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def film_of(record: FilmRecord) -> Film:
    """The row of a new film, its keys filled in, not yet saved and without an address."""
    facts = record.film
    plain = ("title", "kind", "year", "original_title", "release_date", "tagline", "synopsis", "certificate")
    film = Film(**{name: getattr(facts, name) for name in plain}, runtime_minutes=facts.runtime_minutes)
    for name in Film.NAMES:
        setattr(film, name, getattr(facts, name) or None)
    film.match_key, film.sort_title = match_key(film.title), sort_title(film.title)
    film.original_key = match_key(film.original_title) if film.original_title else ""
    return film


def create(new: list[Known]) -> None:
    """Writes the new films with everything that hangs on them."""
    films = [known.film for known in new]
    give_addresses(films)
    Film.objects.bulk_create(films)
    pairs = [(known.film, known.record) for known in new if known.record]
    for name, model in VOCABULARIES:
        create_words(name, model, pairs)
    for facts in LISTS:
        # Namesakes with ids of their own are two people.
        entries = [
            (film, values)
            for film, record in pairs
            for values in {(facts.key(Fields(**v)), v.get("person_ids")): v for v in facts.values(record)}.values()
        ]
        if entries:
            facts.create(entries)
    Film.objects.filter(pk__in=[film.pk for film in films]).index()
    Person.objects.filter(credits__film__in=films).index()


def create_words(name: str, model: Any, pairs: list[tuple[Film, FilmRecord]]) -> None:
    """The genres, countries, languages or locations of the new films."""
    plain = country if name == "countries" else str
    wanted = [(film, plain(word)[:200]) for film, record in pairs for word in getattr(record.film, name)]
    rows = {word.name: word for word in model.objects.filter(name__in={word for _, word in wanted})}
    for _, word in wanted:
        if word not in rows:
            rows[word] = model.objects.create(name=word)
    through = getattr(Film, name).through
    column = f"{model.__name__.lower()}_id"
    links = {(film.pk, rows[word].pk) for film, word in wanted}
    through.objects.bulk_create([through(film_id=film, **{column: word}) for film, word in sorted(links)])


def keep_doubt(record: FilmRecord, source: str, candidates: list[Film]) -> Result:
    """Keeps a record that may be about several films, once; where somebody has decided already, that film it is."""
    payload = to_payload(record)
    digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
    doubt, _ = DoubtfulRecord.objects.get_or_create(digest=digest, defaults={"source": source, "payload": payload})
    if doubt.film:
        return completed(doubt.film, record)
    doubt.candidates.add(*candidates)
    return Result("doubtful", "may be " + " or ".join(f"{film} [{film.slug}]" for film in candidates))
