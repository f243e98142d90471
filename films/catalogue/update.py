"""What a data set may change in a film that stands already: its gaps, and its own scores."""

from __future__ import annotations

from ..models import ExternalScore, Film
from ..record import FilmFacts, FilmRecord, ScoreFact
from ..titles import fold
from .matching import names_of
from .words import country
from .writer import SCALARS, write_facts


def news(film: Film, record: FilmRecord) -> list[str]:
    """The names of the facts that only the record knows; looks only at what was prefetched."""
    facts = record.film
    new = [name for name in SCALARS if getattr(facts, name) and not getattr(film, name)]
    words = {"genres": facts.genres, "countries": map(country, facts.countries), "languages": facts.languages}
    new += [name for name, said in words.items() if set(said) - {word.name for word in getattr(film, name).all()}]
    titles = {(t.title, t.region) for t in film.titles.all()}
    if {(t.title, t.region) for t in facts.alternative_titles} - titles:
        new.append("other titles")
    if new_credits(film, record):
        new.append("credits")
    return [*new, "scores"] if new_scores(film, record) else new


def fill_gaps(film: Film, record: FilmRecord) -> bool:
    """Adds to the film what only the record knows; whether anything changed. `film` is not saved."""
    said = FilmFacts(title=record.film.title, kind=record.film.kind)
    before = FilmRecord(said, scores=[own for s in film.scores.all() for own in [score_fact(s)] if stands(own, record)])
    after = FilmRecord(record.film, new_credits(film, record), record.scores, record.reviews)
    after.film.countries = [country(name) for name in record.film.countries]
    return write_facts(film, before, after)


def new_credits(film: Film, record: FilmRecord) -> list:
    """The credits of people who do not have that part in the film yet."""
    have = {(name, credit.department) for credit in film.credits.all() for name in names_of(credit.person)}
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
