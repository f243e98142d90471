"""The films of the catalogue that a batch of records may be about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from ..loading import pick
from ..models import Film, OtherTitle
from ..record import FilmRecord
from ..titles import match_key
from .matching import Answer, Ids, Sketch, answer, contradict, ids_of
from .standing import sketches

COLUMNS = ("id", "joined_into_id", "match_key", "original_key", "year", *Film.NAMES)


class Known:
    """A film that a record may be about: a row, or one that a record of this batch is about to make (`pk` 0).

    `details` is what is known of the row besides ids and year, looked up only where these leave the question open;
    `records` are those of this batch that are about it.
    """

    def __init__(self, pk: int, year: int | None, ids: Ids) -> None:
        self.pk, self.year, self.ids = pk, year, ids
        self.details: Sketch | None = None
        self.records: list[FilmRecord] = []

    def learn(self, record: FilmRecord) -> None:
        """Lets what a record adds count for those behind it, as if it had been written before they came."""
        self.year = self.year or record.film.year
        self.ids = ids_of(record.film) | self.ids
        self.records.append(record)

    @property
    def sketch(self) -> Sketch:
        """What matching looks at."""
        parts = [self.details] if self.details else []
        first, *others = [*parts, *map(Sketch.of_record, self.records)]
        for other in others:
            first = first.with_more(other)
        return first


class Candidates:
    """The films that the records of one batch may be about, fetched together and found by id and by title."""

    def __init__(self, records: list[FilmRecord]) -> None:
        self.by_id: dict[tuple[str, str], Known] = {}
        self.by_key: dict[str, list[Known]] = defaultdict(list)
        self.fetch(records)
        open_ones = [known for record in records if not self.by_ids(record) for known in self.possible(record)]
        self.look_closer(open_ones)

    def fetch(self, records: list[FilmRecord]) -> None:
        """Looks up the films that share an id or a title with any of the records."""
        keys = {key for record in records for key in titles(record)}
        others = pick(OtherTitle, ("film_id", "match_key"), "match_key", keys)
        wanted = {name: {getattr(record.film, name) for record in records} - {""} for name in Film.NAMES}
        columns = {"id": {film for film, _ in others}, "match_key": keys, "original_key": keys, **wanted}
        rows = {row[0]: row for column, values in columns.items() for row in pick(Film, COLUMNS, column, values)}
        joined = {into for _, into, *_ in rows.values() if into} - rows.keys()
        rows |= {row[0]: row for row in pick(Film, COLUMNS, "id", joined)}
        known = {pk: Known(pk, year, named(ids)) for pk, into, _, _, year, *ids in sorted(rows.values()) if not into}
        for pk, into, title, original, _, *ids in sorted(rows.values()):
            # Ids that stayed with a film that was joined lead to the one that it was joined into.
            if into in known:
                self.by_id |= dict.fromkeys(named(ids).items(), known[into])
            elif not into:
                self.remember(known[pk], [title, original])
        for film, key in others:
            if film in known and known[film] not in self.by_key[key]:
                self.by_key[key].append(known[film])

    def remember(self, known: Known, keys: Iterable[str]) -> None:
        """Makes a film findable by its ids and the keys of its titles."""
        self.by_id |= dict.fromkeys(known.ids.items(), known)
        for key in {*keys} - {""}:
            self.by_key[key].append(known)

    def by_ids(self, record: FilmRecord) -> list[Known]:
        """The films with the record's ids in other catalogues: one, unless its ids contradict each other."""
        found = [known for one in ids.items() if (known := self.by_id.get(one))] if (ids := ids_of(record.film)) else []
        return list({id(known): known for known in found}.values())

    def possible(self, record: FilmRecord) -> list[Known]:
        """The films of the record's titles of which neither ids nor years say that they are others."""
        found = {id(known): known for key in titles(record) for known in self.by_key.get(key, ())}
        ids, year = ids_of(record.film), record.film.year
        return [known for known in found.values() if not contradict(known.ids, ids, known.year, year)]

    def look_closer(self, films: Collection[Known]) -> None:
        """Fetches what tells films apart besides ids and years, of those that have rows."""
        rows = {known.pk: known for known in films if known.pk and not known.details}
        for pk, sketch in sketches(rows).items():
            rows[pk].details = sketch

    def find(self, record: FilmRecord) -> list[tuple[Answer, Known]]:
        """The film that a record is about, or the films that it may be about, with how sure that is; [] if new."""
        if named := self.by_ids(record):
            is_sure = len(named) == 1 and not self.is_doubted(record, named[0]) and self.is_its_own(record, named[0])
            return [(Answer.SAME if is_sure else Answer.UNSURE, known) for known in named]
        alike = self.possible(record)
        if not alike:
            return []
        self.look_closer(alike)
        sketch = Sketch.of_record(record)
        answers = [(answer(sketch, known.sketch), known) for known in alike]
        if "title" in record.again:
            answers = [(Answer.UNSURE if said is Answer.SAME else said, known) for said, known in answers]
        possible = [pair for pair in answers if pair[0] is not Answer.OTHER]
        same = [pair for pair in possible if pair[0] is Answer.SAME]
        return same if len(same) == 1 else possible

    def is_doubted(self, record: FilmRecord, known: Known) -> bool:
        """Whether an id says that it is this film, and the title, with another id or the year, that it is not."""
        others = {name: id_ for name, id_ in ids_of(record.film).items() if self.by_id.get((name, id_)) is not known}
        if not contradict(known.ids, others, known.year, record.film.year):
            return False
        return not any(known in self.by_key.get(key, ()) for key in titles(record))

    def is_its_own(self, record: FilmRecord, known: Known) -> bool:
        """Whether any of the ids that lead to the film is the record's alone within its data set."""
        leading = {name for name, id_ in ids_of(record.film).items() if self.by_id.get((name, id_)) is known}
        return not leading <= {*record.again}

    def learn(self, known: Known, record: FilmRecord) -> None:
        """Lets what a record adds to a film count for those behind it."""
        known.learn(record)
        for one in known.ids.items():
            self.by_id.setdefault(one, known)
        for other in record.film.alternative_titles:
            if known not in (found := self.by_key[match_key(other.title)]):
                found.append(known)

    def add(self, record: FilmRecord) -> Known:
        """A film that this batch makes, so that a second row of the same film finds it."""
        known = Known(0, None, {})
        known.learn(record)
        self.remember(known, titles(record))
        return known


def named(ids: list[str | None]) -> Ids:
    """The ids of a row by their names, without those that it lacks."""
    return {name: value for name, value in zip(Film.NAMES, ids, strict=True) if value}


def titles(record: FilmRecord) -> set[str]:
    """The keys of all titles of a record."""
    facts = record.film
    if not (facts.original_title or facts.alternative_titles):
        return {match_key(facts.title)} if facts.title else set()
    shown = [facts.title, facts.original_title, *(other.title for other in facts.alternative_titles)]
    return {match_key(title) for title in shown if title}
