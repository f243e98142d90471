"""What all sources of one film say together. Pure functions: the same set of sources gives the same record.

Sources are ordered by how near they stand to the film, then by name. A single fact is taken from the first source that
has it; lists are joined; entries that several sources have are filled up from one another.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from ..record import CreditFact, FilmFacts, FilmRecord, Mention, QuoteFact, ReviewFact, ScoreFact
from ..titles import fold, match_key, restore_article
from .words import country, title_without_shouting

# A document that lists facts stands before one that tells a story; our own fact sheets only fill the gaps, so that
# the full texts of documents take the place of the sheets' summaries.
RANKS = {"factsheet": 0, "magazine": 1, "festival": 2, "sheep": 3, "dataset": 4, "sheet": 5}
TELLING = 80  # characters of a text that two people do not write alike

T = TypeVar("T")


def merge(sources: Iterable[tuple[str, str, FilmRecord]]) -> FilmRecord:
    """One record from (shape, name, record) triples, the same in whatever order they come."""
    ranked = sorted(sources, key=lambda source: (RANKS.get(source[0], 9), source[1]))
    records = [record for _, _, record in ranked]
    documents = [record for shape, _, record in ranked if shape != "sheet"]
    merged = FilmRecord(
        film=merged_facts([record.film for record in records]),
        credits=merged_credits([record.credits for record in records]),
        scores=merged_scores(records),
        reviews=merged_reviews(records),
        comments_open=first(record.comments_open for record in records),
    )
    # Trivia are told in whole sentences: where documents have any, the sheets' wording of the same would stand twice.
    merged.film.trivia = unique((t for r in documents for t in r.film.trivia), fold) or merged.film.trivia
    return merged


def merged_facts(films: list[FilmFacts]) -> FilmFacts:
    """The facts of the film itself."""
    values: dict[str, Any] = {}
    for field in dataclasses.fields(FilmFacts):
        facts = [getattr(film, field.name) for film in films]
        if isinstance(facts[0], list):
            values[field.name] = unique((fact for found in facts for fact in found), KEYS.get(field.name, fold))
        else:
            values[field.name] = first(fact for fact in facts if fact != "") or ("" if field.default == "" else None)
    values["title"] = restore_article(title_without_shouting([film.title for film in films]))
    values["kind"] = first(film.kind for film in films if film.kind != "film") or "film"
    values["countries"] = unique((country(name) for name in values["countries"]), fold)
    return FilmFacts(**values)


def merged_credits(billings: list[list[CreditFact]]) -> list[CreditFact]:
    """Everybody once per department, in the order of the first source that has them, with the first characters told."""
    found: dict[tuple[str, str], list[CreditFact]] = {}
    for billing in billings:
        parts: dict[tuple[str, str], list[CreditFact]] = {}
        for credit in sorted(billing, key=lambda c: (c.department, c.position)):
            parts.setdefault((fold(credit.person), credit.department), []).append(credit)
        for key, credits in parts.items():
            known = found.get(key)
            if known is None or (not any(c.character for c in known) and any(c.character for c in credits)):
                found[key] = credits if known is None else [filled(c, known[0]) for c in credits]
    counts: dict[str, int] = {}
    numbered = []
    for credit in (credit for credits in found.values() for credit in credits):
        counts[credit.department] = counts.get(credit.department, 0) + 1
        numbered.append(dataclasses.replace(credit, position=counts[credit.department]))
    return numbered


def merged_scores(records: list[FilmRecord]) -> list[ScoreFact]:
    """One score per kind and source; a score without a source is the same as one of equal value that names it."""
    kept: list[ScoreFact] = []
    for score in (score for record in records for score in record.scores):
        same = next((i for i, other in enumerate(kept) if same_score(score, other)), None)
        if same is None:
            kept.append(score)
        else:
            kept[same] = filled(kept[same], score)
    return kept


def same_score(one: ScoreFact, other: ScoreFact) -> bool:
    """Whether two sources print the same score."""
    if one.kind != other.kind:
        return False
    if fold(one.source) == fold(other.source):
        return True
    return "" in (one.source, other.source) and (one.value, one.out_of) == (other.value, other.out_of)


def merged_reviews(records: list[FilmRecord]) -> list[ReviewFact]:
    """One review per byline and publication; without either, one per voice and text."""
    kept: list[ReviewFact] = []
    for review in (review for record in records for review in record.reviews):
        same = next((i for i, other in enumerate(kept) if same_review(review, other)), None)
        if same is None:
            kept.append(review)
        else:
            known = kept[same]
            kept[same] = filled(review, known) if is_beginning(known, review) else filled(known, review)
    return kept


def same_review(one: ReviewFact, other: ReviewFact) -> bool:
    """Whether two sources print the same review: one may be cut off, or give only its rating or its summary."""
    if is_beginning(one, other) or is_beginning(other, one):
        return True
    if fold(one.byline) != fold(other.byline):
        return False
    names = {fold(one.publication), fold(other.publication)}
    if len(names) > 1 and "" not in names:
        return False
    if not one.byline and names == {""} and one.voice != other.voice:
        return False
    if not one.byline and one.rating_text != other.rating_text and "" not in (one.rating_text, other.rating_text):
        return False
    return one.body == other.body or "" in (one.body, other.body)


def is_beginning(cut: ReviewFact, whole: ReviewFact) -> bool:
    """Whether the document of one review was cut off somewhere, and the other is all of it."""
    if len(cut.body) < TELLING or cut.voice != whole.voice or (cut.byline, cut.body) == (whole.byline, whole.body):
        return False
    publications = {fold(cut.publication), fold(whole.publication)} - {""}
    is_signed = whole.byline.startswith(cut.byline) and (not cut.byline or cut.body == whole.body)
    return is_signed and len(publications) < 2 and whole.body.startswith(cut.body)


def filled(one: T, other: T) -> T:
    """`one`, with what only `other` knows."""
    gaps = {
        field.name: getattr(other, field.name)
        for field in dataclasses.fields(one)  # type: ignore[arg-type]
        if getattr(one, field.name) in (None, "", [])
    }
    return dataclasses.replace(one, **gaps)  # type: ignore[type-var]


def first(values: Iterable[T | None]) -> T | None:
    """The first value that is known."""
    return next((value for value in values if value is not None), None)


def unique(values: Iterable[T], key: Callable[[T], Hashable]) -> list[T]:
    """The values in order, each once; the later ones fill the gaps of dataclasses that stand already."""
    kept: dict[Hashable, T] = {}
    for value in values:
        known = kept.get(key(value))
        kept[key(value)] = filled(known, value) if dataclasses.is_dataclass(known) else known or value
    return list(kept.values())


def quote_key(quote: QuoteFact) -> str:
    return fold(quote.line)


def mention_key(mention: Mention) -> str:
    return match_key(mention.title)


KEYS: dict[str, Callable[[Any], Hashable]] = {
    "countries": lambda name: fold(country(name)),
    "quotes": quote_key,
    "links": lambda link: fold(link.label),
    "box_office": lambda figure: (fold(figure.label), figure.text),
    "alternative_titles": lambda other: (other.title, other.region),
    "mentions": mention_key,
}
