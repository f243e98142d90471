"""A reading as the JSON object that `import_documents --json` prints: these keys, in this order."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from ..record import FilmFacts, FilmRecord

_FILM = ("title", "year", "release_date", "published", "tagline", "synopsis", "runtime_minutes", "certificate")
_LISTS = ("countries", "languages", "genres", "locations", "trivia")


def described(
    document: str, shape: str | None, record: FilmRecord | None, *, saved: str, slug: str | None, warnings: list[str]
) -> dict[str, Any]:
    """What became of one document. Absent facts are None or []; a refused document has no film.

    `slug` is the address of the film in the catalogue, as `--film` takes it; None where nothing was written.
    """
    return {
        "document": document,
        "shape": shape,
        "film": _film(record.film) if record else None,
        "credits": _rows(record.credits, "person", "department", "character", "position") if record else [],
        "scores": _rows(record.scores, "kind", "value", "out_of", "votes") if record else [],
        "reviews": _rows(record.reviews, "byline", "publication", "half_steps", "rating_text", "published", "body")
        if record
        else [],
        "comments_open": record.comments_open if record else None,
        "saved": saved,
        "warnings": warnings,
        "slug": slug,
    }


def _film(film: FilmFacts) -> dict[str, Any]:
    facts = {name: _plain(getattr(film, name)) for name in _FILM}
    facts |= {name: list(getattr(film, name)) for name in _LISTS}
    return facts | {"quotes": _rows(film.quotes, "character", "line"), "links": _rows(film.links, "label", "url")}


def _rows(facts: list[Any], *names: str) -> list[dict[str, Any]]:
    return [{name: _plain(getattr(fact, name)) for name in names} for fact in facts]


def _plain(value: Any) -> Any:
    """The value as JSON knows it; None for an absent one."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return None if value == "" else value
