"""What a data set may change in a film that stands already: its gaps, and its own scores."""

from __future__ import annotations

from typing import Literal

from ..models import ExternalScore, Film
from ..record import FilmFacts, FilmRecord, ScoreFact
from ..titles import fold
from .words import country
from .writer import SCALARS, write_facts


def adds_nothing(film: Film, record: FilmRecord) -> bool:
    """Whether the film has all that the record says; looks only at what was prefetched."""
    facts = record.film
    scalars = all(getattr(film, name) or not getattr(facts, name) for name in SCALARS)
    words = (
        {word.name for word in film.genres.all()} >= set(facts.genres)
        and {word.name for word in film.countries.all()} >= {country(name) for name in facts.countries}
        and {word.name for word in film.languages.all()} >= set(facts.languages)
    )
    titles = {(t.title, t.region) for t in film.titles.all()} >= {(t.title, t.region) for t in facts.alternative_titles}
    return scalars and words and titles and not new_credits(film, record) and not new_scores(film, record)


def fill_gaps(film: Film, record: FilmRecord) -> Literal["changed", "unchanged"]:
    """Adds to the film what only the record knows."""
    said = FilmFacts(title=record.film.title, year=record.film.year, kind=record.film.kind)
    before = FilmRecord(said, scores=[own for s in film.scores.all() for own in [score_fact(s)] if stands(own, record)])
    after = FilmRecord(record.film, new_credits(film, record), record.scores, record.reviews)
    after.film.countries = [country(name) for name in record.film.countries]
    if not write_facts(film, before, after):
        return "unchanged"
    film.save()
    return "changed"


def new_credits(film: Film, record: FilmRecord) -> list:
    """The credits of people who do not have that part in the film yet."""
    have = {(credit.person.match_key, credit.department) for credit in film.credits.all()}
    return [
        credit for credit in record.credits if (fold(credit.person) or credit.person, credit.department) not in have
    ]


def new_scores(film: Film, record: FilmRecord) -> list[ScoreFact]:
    """The scores that the film does not have, or has with other figures."""
    have = [score_fact(score) for score in film.scores.all()]
    return [score for score in record.scores if score not in have]


def stands(own: ScoreFact, record: FilmRecord) -> bool:
    """Whether the record brings the same source's score."""
    return any((own.kind, fold(own.source)) == (score.kind, fold(score.source)) for score in record.scores)


def score_fact(score: ExternalScore) -> ScoreFact:
    """A row as the fact that it was."""
    return ScoreFact(score.kind, score.value, score.out_of, score.votes, score.source, score.as_of)
