"""The lists of a film's page, each with its rows and what makes two entries the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.db.models import Model

from ..loading import load
from ..models import (
    BoxOffice,
    Credit,
    ExternalReview,
    ExternalScore,
    Film,
    Link,
    Mention,
    OtherTitle,
    Quote,
    Tagline,
    Trivia,
)
from ..record import FilmRecord
from ..titles import fold, match_key
from .people import People, ids_of

Values = dict[str, Any]
Entry = tuple[int, Values]  # a film's key, and the fields of a row of its list


@dataclass(frozen=True)
class FactList:
    """One list: `values` reads it from a record as rows' fields, `key` says which row an entry is."""

    model: type[Model]
    values: Callable[[FilmRecord], list[Values]]
    key: Callable[[Any], Hashable]
    resolve: Callable[[list[Entry]], list[Values]] = lambda entries: [values for _, values in entries]

    def entries(self, record: FilmRecord) -> Iterator[tuple[Hashable, Values]]:
        """The entries of a record under their keys."""
        for values in self.values(record):
            yield self.key(Fields(**values)), values

    def rows(self, film: Film) -> list[Any]:
        """The rows that stand for the film."""
        rows = self.model._default_manager.filter(film=film)
        return list(rows.select_related("person") if self.model is Credit else rows)

    def create(self, entries: list[Entry]) -> None:
        """Makes the rows of new entries, all at once."""
        rows = zip(entries, self.resolve(entries), strict=True)
        made = [self.model(film_id=film, **values) for (film, _), values in rows]
        # Two names may be of one person who was joined from two.
        self.model._default_manager.bulk_create(made, ignore_conflicts=self.model is Credit)

    def load(self, pairs: list[tuple[int, FilmRecord]]) -> None:
        """The same for films that have no such rows yet, past the ORM."""
        entries = [
            (film, values)
            for film, record in pairs
            if (found := self.values(record))
            for values in {self.key(Fields(**values)): values for values in found}.values()
        ]
        if resolved := self.resolve(entries):
            rows = [(film, *values.values()) for (film, _), values in zip(entries, resolved, strict=True)]
            load(self.model, ["film_id", *resolved[0]], rows)


class Fields(SimpleNamespace):
    """Values that are read like a row, so that one key serves both."""


def numbered(rows: list[Values]) -> list[Values]:
    """The rows with their positions, from 1."""
    return [row | {"position": position} for position, row in enumerate(rows, 1)]


def credit_values(record: FilmRecord) -> list[Values]:
    return [
        {
            "person_name": c.person[:200],
            "person_ids": ids_of(c),
            "department": c.department,
            "character": c.character[:200],
            "note": c.note[:100],
            "position": c.position,
        }
        for c in record.credits
    ]


def with_people(entries: list[Entry]) -> list[Values]:
    """The values of credits with people's keys in place of their names."""
    people = People([(film, v["person_name"], v["person_ids"]) for film, v in entries])
    facts = ("department", "character", "note", "position")
    return [
        {"person_id": people.of(v["person_name"], v["person_ids"]), **{name: v[name] for name in facts}}
        for _, v in entries
    ]


def load_credits(pairs: list[tuple[int, FilmRecord]]) -> None:
    """The credits of films that have none yet. Namesakes with ids of their own are two people."""
    credits = [(film, c, c.person[:200], ids_of(c)) for film, record in pairs for c in record.credits]
    people = People([(film, name, ids) for film, _, name, ids in credits])
    rows: dict[Hashable, tuple[Any, ...]] = {}
    for film, c, name, ids in credits:
        person, character = people.of(name, ids), c.character[:200]
        row = (film, person, c.department, character, c.note[:100], c.position)
        rows.setdefault((film, person, c.department, character and fold(character)), row)
    load(Credit, ("film_id", "person_id", "department", "character", "note", "position"), rows.values())


def with_others(entries: list[Entry]) -> list[Values]:
    """The values of comparisons with the films that they lead to."""
    return [values | {"other_id": other_film(film, values["title"], values["year"])} for film, values in entries]


def other_film(film: int, title: str, year: int | None) -> int | None:
    """The film that a comparison names, where the catalogue has exactly one of that title and year."""
    others = Film.objects.standing().exclude(pk=film).titled(title)
    found = list((others.filter(year=year) if year else others).values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None


def score_values(record: FilmRecord) -> list[Values]:
    return [
        {"kind": s.kind, "source": s.source, "value": s.value, "out_of": s.out_of, "votes": s.votes, "as_of": s.as_of}
        for s in record.scores
    ]


def review_values(record: FilmRecord) -> list[Values]:
    names = (
        "voice",
        "byline",
        "publication",
        "published",
        "half_steps",
        "rating_text",
        "summary",
        "body",
        "images_by",
        "also_by",
        "url",
    )
    return numbered([{name: getattr(review, name) for name in names} for review in record.reviews])


def review_key(review: Any) -> Hashable:
    """Byline and publication; a review with neither is known by its voice and what it says."""
    if review.byline or review.publication:
        return fold(review.byline), fold(review.publication)
    return review.voice, review.rating_text, (review.summary or review.body)[:100]


LISTS = (
    FactList(
        Credit,
        credit_values,
        lambda c: (fold(c.person_name if isinstance(c, Fields) else c.person.name), c.department, fold(c.character)),
        with_people,
    ),
    FactList(
        OtherTitle,
        lambda r: [
            {"title": t.title, "region": t.region, "match_key": match_key(t.title)} for t in r.film.alternative_titles
        ],
        lambda t: (t.title, t.region),
    ),
    FactList(Tagline, lambda r: numbered([{"text": text} for text in r.film.more_taglines]), lambda t: fold(t.text)),
    FactList(Trivia, lambda r: numbered([{"text": text} for text in r.film.trivia]), lambda t: fold(t.text)),
    FactList(
        Quote,
        lambda r: numbered([{"line": q.line, "character": q.character} for q in r.film.quotes]),
        lambda q: fold(q.line),
    ),
    FactList(
        Link,
        lambda r: numbered([{"label": link.label, "url": link.url} for link in r.film.links]),
        lambda link: fold(link.label),
    ),
    FactList(
        BoxOffice,
        lambda r: numbered(
            [{"label": b.label, "text": b.text, "amount": b.amount, "currency": b.currency} for b in r.film.box_office]
        ),
        lambda b: (fold(b.label), b.text),
    ),
    FactList(
        Mention,
        lambda r: [{"title": m.title, "year": m.year} for m in r.film.mentions],
        lambda m: match_key(m.title),
        with_others,
    ),
    FactList(ExternalScore, score_values, lambda s: (s.kind, fold(s.source))),
    FactList(ExternalReview, review_values, review_key),
)
