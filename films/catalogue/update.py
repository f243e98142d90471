"""What a data set may change in a film that stands already: its gaps, and its own scores."""

from __future__ import annotations

from ..models import Film
from ..record import CreditFact, FilmFacts, FilmRecord, ScoreFact
from ..titles import fold
from .standing import Standing
from .words import country
from .writer import SCALARS, write_facts


def news(stands: Standing, record: FilmRecord) -> list[str]:
    """The names of the facts that only the record knows."""
    facts = record.film
    new = [name for name in SCALARS if getattr(facts, name) and not stands.facts[name]]
    words = {"genres": facts.genres, "countries": map(country, facts.countries), "languages": facts.languages}
    new += [name for name, said in words.items() if set(said) - stands.words[name]]
    if {(t.title, t.region) for t in facts.alternative_titles} - stands.titles:
        new.append("other titles")
    if new_credits(stands, record):
        new.append("credits")
    return [*new, "scores"] if new_scores(stands, record) else new


def fill_gaps(film: Film, stands: Standing, record: FilmRecord) -> bool:
    """Adds to the film what only the record knows; whether anything changed. `film` is not saved."""
    said = FilmFacts(title=record.film.title, kind=record.film.kind)
    before = FilmRecord(said, scores=[own for own in stands.scores if is_brought(own, record)])
    after = FilmRecord(record.film, new_credits(stands, record), record.scores, record.reviews)
    after.film.countries = [country(name) for name in record.film.countries]
    return write_facts(film, before, after)


def new_credits(stands: Standing, record: FilmRecord) -> list[CreditFact]:
    """The credits of people who do not have that part in the film yet."""
    return [
        credit
        for credit in record.credits
        if (fold(credit.person) or credit.person, credit.department) not in stands.credits
    ]


def new_scores(stands: Standing, record: FilmRecord) -> list[ScoreFact]:
    """The scores that the film does not have, or has with other figures."""
    return [score for score in record.scores if score not in stands.scores]


def is_brought(own: ScoreFact, record: FilmRecord) -> bool:
    """Whether the record brings the same source's score."""
    return any((own.kind, fold(own.source)) == (score.kind, fold(score.source)) for score in record.scores)
