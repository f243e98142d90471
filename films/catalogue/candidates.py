"""The films of the catalogue that a batch of records may be about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from ..loading import pick
from ..models import Film, OtherTitle
from ..record import FilmFacts, FilmRecord
from ..titles import match_key
from .matching import RELATED, Answer, Sketch, answer


class Known:
    """A film that a record may be about: a row, or one that `record` of this batch is about to make."""

    def __init__(self, film: Film | None = None, record: FilmRecord | None = None) -> None:
        self.film, self.record = film, record
        self.facts: Film | FilmFacts = film or record.film  # type: ignore[union-attr]
        self.pk = film.pk if film else 0

    @cached_property
    def sketch(self) -> Sketch:
        """What matching looks at."""
        return Sketch.of_film(self.film) if self.film else Sketch.of_record(self.record)  # type: ignore[arg-type]

    def row(self) -> Film:
        """The film as it stands, once the batch's new films are written."""
        self.film = self.film or Film.objects.get(pk=self.pk)
        return self.film


class Candidates:
    """The films that the records of one batch may be about, fetched together and found by id and by title."""

    def __init__(self, records: list[FilmRecord]) -> None:
        self.by_id: dict[tuple[str, str], Known] = {}
        self.by_key: dict[str, list[Known]] = defaultdict(list)
        films = {film.pk: film for film in candidates_of(records)}
        for film in films.values():
            if not film.joined_into_id:
                others = (title.match_key for title in film.titles.all())
                self.remember(Known(film), [film.match_key, film.original_key, *others])
        self.remember_joined(films)

    def remember(self, known: Known, keys: Iterable[str]) -> None:
        """Makes a film findable by its ids and the keys of its titles."""
        for name in Film.NAMES:
            if value := getattr(known.facts, name):
                self.by_id[name, value] = known
        for key in {*keys} - {""}:
            self.by_key[key].append(known)

    def remember_joined(self, films: dict[int, Film]) -> None:
        """Lets ids that stayed with a film that was joined lead to the one that it was joined into."""
        standing = {known.pk: known for found in self.by_key.values() for known in found}
        for film in films.values():
            for name in Film.NAMES:
                if film.joined_into_id in standing and getattr(film, name):
                    self.by_id[name, getattr(film, name)] = standing[film.joined_into_id]

    def find(self, record: FilmRecord) -> list[tuple[Answer, Known]]:
        """The film that a record is about, or the films that it may be about, with how sure that is; [] if new."""
        ids = [(name, value) for name in Film.NAMES if (value := getattr(record.film, name))]
        named = {id(known): known for one in ids if (known := self.by_id.get(one))}
        if named:
            return [(Answer.SAME if len(named) == 1 else Answer.UNSURE, known) for known in named.values()]
        found = {id(known): known for key in titles(record) for known in self.by_key.get(key, ())}
        sketch = Sketch.of_record(record) if found else None
        answers = [(answer(sketch, known.sketch), known) for known in found.values() if sketch]
        possible = [pair for pair in answers if pair[0] is not Answer.OTHER]
        same = [pair for pair in possible if pair[0] is Answer.SAME]
        return same if len(same) == 1 else possible

    def learn(self, known: Known, record: FilmRecord) -> None:
        """Lets what a record adds to a film count for those behind it, as if it had been written before they came."""
        known.sketch = known.sketch.with_more(Sketch.of_record(record))
        for one in known.sketch.ids.items():
            self.by_id.setdefault(one, known)
        for other in record.film.alternative_titles:
            self.by_key[match_key(other.title)].append(known)

    def add(self, record: FilmRecord) -> Known:
        """A film that this batch makes, so that a second row of the same film finds it."""
        known = Known(record=record)
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
    found = {pk for (pk,) in pick(OtherTitle, ("film_id",), "match_key", keys)}
    wanted = {name: {getattr(record.film, name) for record in records} - {""} for name in Film.NAMES}
    for column, values in {"match_key": keys, "original_key": keys, **wanted}.items():
        for pair in pick(Film, ("id", "joined_into_id"), column, values):
            found.update(pk for pk in pair if pk)
    related = (*RELATED, "titles", "scores", "genres", "countries", "languages")
    for keys_of_part in batched(sorted(found)):
        yield from Film.objects.filter(pk__in=keys_of_part).prefetch_related(*related).order_by("pk")


def batched(keys: list[int], size: int = 200) -> Iterator[list[int]]:
    """The keys in parts that a database takes as parameters of one query."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
