"""Which film a record is about: by ids, else by title, year and people. Where that is uncertain, nobody guesses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import Any

from django.db.models import Prefetch

from ..models import Credit, Film
from ..record import FilmRecord
from ..titles import fold

Ids = dict[str, str]  # ids in other catalogues by the names of their columns, without those that are unknown
CANDIDATES = 20
# What a film's sketch looks at. People come joined: fetched by themselves, more than a thousand at once are an
# expression that SQLite refuses.
CREDITS = Credit.objects.select_related("person").only("film", "department", "person__match_key").order_by()
RELATED = (Prefetch("credits", CREDITS.prefetch_related("person__joined")), "external_reviews")


class Uncertain(ValueError):
    """A record might be about any of `candidates`, or about a film of its own."""

    def __init__(self, record: FilmRecord, candidates: list[Film]) -> None:
        self.candidates = candidates
        names = ", ".join(f"{film} [{film.slug}]" for film in candidates)
        super().__init__(f"“{record.film.title}” may be {names}; name the film with --film SLUG.")


class Answer(Enum):
    """Whether a record and a film are one."""

    SAME = "same"
    UNSURE = "unsure"
    OTHER = "other"


def find_film(record: FilmRecord) -> Film | None:
    """The film that `record` is about, or None for a new one.

    Raises Uncertain where the title fits and nothing else tells.
    """
    known = by_ids(record)
    if len(known) > 1:
        raise Uncertain(record, known)
    if known:
        return known[0]
    answers = [(compare(record, film), film) for film in candidates(record)]
    same = [film for answer, film in answers if answer is Answer.SAME]
    unsure = [film for answer, film in answers if answer is Answer.UNSURE]
    if len(same) == 1:
        return same[0]
    if same or unsure:
        raise Uncertain(record, same or unsure)
    return None


def by_ids(record: FilmRecord) -> list[Film]:
    """The films with the record's ids in other catalogues: one, unless its ids contradict each other."""
    ids = {name: value for name in Film.NAMES if (value := getattr(record.film, name))}
    films = [Film.objects.select_related("joined_into").filter(**{name: value}).first() for name, value in ids.items()]
    return list({film.standing.pk: film.standing for film in films if film}.values())


def candidates(record: FilmRecord) -> Iterable[Film]:
    """Films that bear one of the record's titles, in a fixed order."""
    found: dict[int, Film] = {}
    titles = [record.film.title, record.film.original_title, *(t.title for t in record.film.alternative_titles)]
    for title in filter(None, titles):
        films = Film.objects.standing().titled(title).prefetch_related(*RELATED)
        found.update((film.pk, film) for film in films.order_by("pk")[:CANDIDATES])
    return found.values()


def compare(record: FilmRecord, film: Film) -> Answer:
    """Whether a film of the same title is the record's film."""
    return answer(Sketch.of_record(record), Sketch.of_film(film))


@dataclass(frozen=True)
class Sketch:
    """What matching looks at, of a record and of a film alike. Names are folded; `text` is all that is told."""

    ids: Ids
    year: int | None
    people: set[str]
    directors: set[str]
    tagline: str
    text: str

    @classmethod
    def of_record(cls, record: FilmRecord) -> Sketch:
        """The sketch of what a source says."""
        facts = record.film
        return cls(
            ids=ids_of(facts),
            year=facts.year,
            people={fold(credit.person) for credit in record.credits},
            directors={fold(credit.person) for credit in record.credits if credit.department == "director"},
            tagline=fold(facts.tagline),
            text=told_text(facts.synopsis, record.reviews),
        )

    @classmethod
    def of_film(cls, film: Film) -> Sketch:
        """The sketch of what the catalogue has; needs `RELATED` prefetched."""
        credits = film.credits.all()
        return cls(
            ids=ids_of(film),
            year=film.year,
            people={name for credit in credits for name in names_of(credit.person)},
            directors={
                name for credit in credits if credit.department == "director" for name in names_of(credit.person)
            },
            tagline=fold(film.tagline),
            text=told_text(film.synopsis, film.external_reviews.all()),
        )

    def with_more(self, other: Sketch) -> Sketch:
        """The sketch once the other one has filled its gaps."""
        return Sketch(
            ids=other.ids | self.ids,
            year=self.year or other.year,
            people=self.people | other.people,
            directors=self.directors | other.directors,
            tagline=self.tagline or other.tagline,
            text=self.text or other.text,
        )


def names_of(person: Any) -> set[str]:
    """The folded name of a person, and of those that turned out to be the same."""
    return {person.match_key, *(other.match_key for other in person.joined.all())}


def told_text(synopsis: str, reviews: Iterable[Any]) -> str:
    """Synopsis and reviews as one folded text."""
    return fold(" ".join([synopsis, *(f"{review.body} {review.summary}" for review in reviews)]))


def ids_of(facts: Any) -> Ids:
    """The ids of a film or of what a source says of one."""
    values = _ids_in(facts)
    return {name: value for name, value in zip(Film.NAMES, values, strict=True) if value} if any(values) else {}


_ids_in = attrgetter(*Film.NAMES)


def contradict(ids: Ids, others: Ids, year: int | None, other_year: int | None) -> bool:
    """Whether ids or years, which differ by two or more, say by themselves that two films are not one."""
    if year and other_year and abs(year - other_year) > 1:
        return True
    return any(name in others and others[name] != value for name, value in ids.items())


def answer(one: Sketch, other: Sketch) -> Answer:
    """Whether two sketches of one title are one film.

    Ids and years that differ (by two or more) say no. Shared people, names told in the other's texts or one tagline
    say yes, and so do two of which nothing is known but the title. People of whom none is shared say no, or leave it
    open where the years agree. A year that agrees says yes where nothing speaks against it.
    """
    if contradict(one.ids, other.ids, one.year, other.year):
        return Answer.OTHER
    gap = abs(one.year - other.year) if one.year and other.year else None
    shared = shares(one, other)
    if gap:
        return Answer.UNSURE if shared else Answer.OTHER
    if shared:
        return Answer.SAME
    if is_bare(one) and is_bare(other) and one.text == other.text:
        return Answer.SAME
    if gap is None:
        return Answer.OTHER if one.directors and other.directors else Answer.UNSURE
    return Answer.UNSURE if one.people and other.people else Answer.SAME


def is_bare(sketch: Sketch) -> bool:
    """Whether neither a year nor anybody who made it is known."""
    return not sketch.year and not sketch.people


def shares(one: Sketch, other: Sketch) -> bool:
    """Whether the two have people in common, or tell of each other's people, or have one tagline."""
    if one.people & other.people or (one.tagline and one.tagline == other.tagline):
        return True
    return told(one.people, other.text) or told(other.people, one.text)


def told(names: set[str], text: str) -> bool:
    """Whether the folded text names one of the people in full, also in the genitive."""
    text = f" {text} "
    return any(" " in name and (f" {name} " in text or f" {name}s " in text) for name in names)
