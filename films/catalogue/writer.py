"""From merged records to rows, three ways: what sources said before, what they say now, and what stands in the rows.

A fact is written where its row still says what the sources said before. Where an editor has changed, added or deleted
something by hand, the editor's word stays.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from ..models import Country, Film, Genre, Language, Location
from ..record import FilmFacts, FilmRecord
from .lists import LISTS, FactList

SCALARS = (
    "title",
    "kind",
    "year",
    "original_title",
    "release_date",
    "tagline",
    "synopsis",
    "runtime_minutes",
    "certificate",
    *Film.NAMES,
)
VOCABULARIES: tuple[tuple[str, type[Country] | type[Genre] | type[Language] | type[Location]], ...] = (
    ("genres", Genre),
    ("countries", Country),
    ("languages", Language),
    ("locations", Location),
)


def write_facts(film: Film, before: FilmRecord | None, after: FilmRecord) -> bool:
    """Brings the film's fields and rows from `before` to `after`; whether anything changed. `film` is not saved."""
    old = before.film if before else FilmFacts(title=film.title, year=film.year)
    changed = [write_scalar(film, name, old, after.film) for name in SCALARS]
    changed += [write_words(film, name, model, old, after.film) for name, model in VOCABULARIES]
    changed += [write_list(film, facts, before, after) for facts in LISTS]
    return any(changed)


def write_scalar(film: Film, name: str, old: FilmFacts, new: FilmFacts) -> bool:
    """One fact of the film itself."""
    said, says, stands = getattr(old, name), getattr(new, name), getattr(film, name)
    if name in Film.NAMES:
        says = says or None
    if says == stands or not (stands in (None, "", said) or (name == "kind" and said == stands)):
        return False
    if said == says and stands in (None, ""):
        return False  # an editor emptied it
    setattr(film, name, says)
    return True


def write_words(film: Film, name: str, model: Any, old: FilmFacts, new: FilmFacts) -> bool:
    """One shared vocabulary of the film: its genres, countries, languages or locations."""
    said, says = set(getattr(old, name)), set(getattr(new, name))
    if said == says:
        return False
    words = getattr(film, name)
    gone = list(words.filter(name__in=said - says)) if said - says else []
    if gone:
        words.remove(*gone)
    missing = (says - said) - set(words.values_list("name", flat=True))
    words.add(*(model.objects.get_or_create(name=word)[0] for word in sorted(missing)))
    return bool(gone or missing)


def write_list(film: Film, facts: FactList, before: FilmRecord | None, after: FilmRecord) -> bool:
    """One list of the film's page: credits, trivia, reviews and the like."""
    said = dict(facts.entries(before)) if before else {}
    says = dict(facts.entries(after))
    if not said and not says:
        return False
    rows = {facts.key(row): row for row in facts.rows(film)}
    changed = False
    for key in said.keys() - says.keys():
        if key in rows and unchanged(rows[key], said[key]):
            rows[key].delete()
            changed = True
    for key, values in says.items():
        if key in rows:
            changed |= update_row(rows[key], said.get(key), values)
    new = [(film.pk, values) for key, values in says.items() if key not in rows and key not in said]
    if new:
        facts.create(new)
    return changed or bool(new)


def unchanged(row: Model, said: dict[str, Any]) -> bool:
    """Whether the row still says what the sources said."""
    return all(getattr(row, name) == value for name, value in said.items() if name in columns(row))


def columns(row: Model) -> set[str]:
    """The names of the row's own fields."""
    return {field.name for field in row._meta.concrete_fields}


def update_row(row: Model, said: dict[str, Any] | None, says: dict[str, Any]) -> bool:
    """Writes into a row what changed; of rows that an editor made only the gaps are filled."""
    changes = [
        name
        for name, value in says.items()
        if name in columns(row)
        and getattr(row, name) != value
        and (getattr(row, name) == said.get(name) if said else getattr(row, name) in (None, ""))
    ]
    for name in changes:
        setattr(row, name, says[name])
    if changes:
        row.save(update_fields=changes)
    return bool(changes)
