"""Which film a record is about: by ids, else by title, year and people. Where that is uncertain, nobody guesses."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from ..models import Film
from ..record import FilmRecord
from ..titles import fold

CANDIDATES = 20


class Uncertain(ValueError):  # noqa: N818 - it is an answer, not a fault
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
    if known:
        return known
    answers = [(compare(record, film), film) for film in candidates(record)]
    same = [film for answer, film in answers if answer is Answer.SAME]
    unsure = [film for answer, film in answers if answer is Answer.UNSURE]
    if len(same) == 1:
        return same[0]
    if same or unsure:
        raise Uncertain(record, same or unsure)
    return None


def by_ids(record: FilmRecord) -> Film | None:
    """The film with one of the record's ids in other catalogues."""
    for name in Film.NAMES:
        value = getattr(record.film, name)
        film = Film.objects.filter(**{name: value}).first() if value else None
        if film:
            return film
    return None


def candidates(record: FilmRecord) -> Iterable[Film]:
    """Films that bear one of the record's titles, in a fixed order."""
    found: dict[int, Film] = {}
    titles = [record.film.title, record.film.original_title, *(t.title for t in record.film.alternative_titles)]
    for title in filter(None, titles):
        films = Film.objects.titled(title).prefetch_related("credits__person", "external_reviews")
        found.update((film.pk, film) for film in films.order_by("pk")[:CANDIDATES])
    return found.values()


def compare(record: FilmRecord, film: Film) -> Answer:
    """Whether a film of the same title is the record's film.

    Years that differ by two or more say no. Shared people, names told in the other's texts or one tagline say yes.
    Directors who differ say no. A year that fits says yes where nothing speaks against it.
    """
    facts, evidence = record.film, shares(record, film)
    if any(getattr(facts, n) and getattr(film, n) and getattr(facts, n) != getattr(film, n) for n in Film.NAMES):
        return Answer.OTHER
    gap = abs(facts.year - film.year) if facts.year and film.year else None
    if gap:
        return Answer.UNSURE if gap == 1 and evidence else Answer.OTHER
    if evidence:
        return Answer.SAME
    ours, theirs = directors(record), film_directors(film)
    if ours and theirs:
        return Answer.UNSURE if gap == 0 else Answer.OTHER
    return Answer.SAME if gap == 0 else Answer.UNSURE


def shares(record: FilmRecord, film: Film) -> bool:
    """Whether the two have people in common, or tell of each other's people, or have one tagline."""
    ours = {fold(credit.person) for credit in record.credits}
    theirs = {credit.person.match_key for credit in film.credits.all()}
    if ours & theirs or (film.tagline and fold(film.tagline) == fold(record.film.tagline)):
        return True
    our_text = fold(" ".join([record.film.synopsis, *(f"{r.body} {r.summary}" for r in record.reviews)]))
    their_text = fold(" ".join([film.synopsis, *(f"{r.body} {r.summary}" for r in film.external_reviews.all())]))
    return told(ours, their_text) or told(theirs, our_text)


def told(names: set[str], text: str) -> bool:
    """Whether the folded text names one of the people in full, also in the genitive."""
    text = f" {text} "
    return any(" " in name and (f" {name} " in text or f" {name}s " in text) for name in names)


def directors(record: FilmRecord) -> set[str]:
    return {fold(credit.person) for credit in record.credits if credit.department == "director"}


def film_directors(film: Film) -> set[str]:
    return {credit.person.match_key for credit in film.credits.all() if credit.department == "director"}
