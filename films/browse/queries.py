"""What browsing asks the database, each question compiled once for each shape that it can have (films.prepared).

A choice of a facet is a name and its values here: "decade", (1990, 1999).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from ..anyof import AnyOf
from ..models import Audience, ChangedFilm, Credit, Film
from ..models.filmset import CARD_ORDERS, FilmQuerySet
from ..prepared import prepared
from .facets import Choice
from .sorting import SORT_YEAR, SORTS, Unindexed

THROUGH: dict[str, Any] = {
    "genre": Film.genres.through,
    "country": Film.countries.through,
    "language": Film.languages.through,
}

FIELDS = {"decade": "sort_year", "year": "sort_year", "rating": "settled_average"}


@dataclass(frozen=True)
class Condition:
    """One filter as the database knows it: `narrow` checks a film; `ids` gathers them by its own index, hidden ones
    too."""

    narrow: Callable[[Any], Any]
    ids: Callable[[], Any]


@prepared
def cards(
    *values: Any,
    names: tuple[str, ...],
    sort: str,
    size: int,
    back: bool,
    how: str,
    starts: bool,
    ends: bool,
    user: Audience,
) -> QuerySet[Film]:
    """`size` films as cards that meet all conditions, in order, or back from there. `how`: "these" of ids that are the
    first value, "gathered" from the first condition's index, or "" along the order's. Further values: those of the
    conditions, those of the row behind which it `starts`, of that before which it `ends`."""
    order, given = SORTS[sort].order, iter(values)
    films: Any = Film.objects.visible_to(user).annotate(**SORT_YEAR).as_cards()
    films = films.defer(*(name for name in CARD_ORDERS if name not in order.names))
    if how == "these":
        films = films.filter(AnyOf("pk", next(given)))
    conditions = conditions_of(names, given, sort)
    if how == "gathered":
        films = films.filter(pk__in=conditions.pop(0).ids())
    films = narrowed(films, conditions)
    if starts:
        films = films.filter(order.beyond([next(given) for _ in order.names], back))
    if ends:
        films = films.filter(order.beyond([next(given) for _ in order.names], not back))
    return films.order_by(*order.by(back))[:size]


@prepared
def along(*values: Any, names: tuple[str, ...], sort: str, size: int, back: bool, starts: bool) -> QuerySet[Any, Any]:
    """The ids of the next `size` films in an order, hidden ones too, of those within the spans of these names: the
    order's index alone tells."""
    return ordered(values, names, sort, back=back, starts=starts).values_list("pk")[:size]


@prepared
def edge(*values: Any, names: tuple[str, ...], sort: str, walk: int, back: bool, starts: bool) -> QuerySet[Any, Any]:
    """Where `walk` rows of the order's index end, of all films that meet the conditions: the index alone tells."""
    films = ordered(values, names, sort, back=back, starts=starts)
    return films.values_list(*SORTS[sort].order.names)[walk : walk + 1]


def ordered(values: Iterable[Any], names: tuple[str, ...], sort: str, *, back: bool, starts: bool) -> Any:
    """All films that meet the conditions in an order, hidden ones too, or only those behind a row."""
    order, given = SORTS[sort].order, iter(values)
    films = narrowed(every(), conditions_of(names, given, sort))
    if starts:
        films = films.filter(order.beyond([next(given) for _ in order.names], back))
    return films.order_by(*order.by(back))


@prepared
def added(last: int, *, most: int) -> QuerySet[Any, Any]:
    """The ids of films behind that one."""
    return Film.objects.filter(pk__gt=last).order_by("pk").values_list("pk")[:most]


@prepared
def changed(since: datetime, *, most: int) -> QuerySet[Any, Any]:
    """The ids of films that changed from then on."""
    return ChangedFilm.objects.filter(changed_at__gte=since).order_by("changed_at").values_list("pk")[:most]


@prepared
def rated(half_steps: int) -> QuerySet[Any, Any]:
    """The ids of films whose settled average reaches these half-steps."""
    return Film.objects.filter(settled_average__gte=half_steps).order_by().values_list("pk")


@prepared
def credited(person: int) -> QuerySet[Any, Any]:
    """The ids of a person's films."""
    return Credit.objects.filter(person=person).order_by().values_list("film_id")


def conditions_of(names: Iterable[str], given: Iterator[Any], sort: str) -> list[Condition]:
    """The conditions of these names, with the values that are given for them one after the other."""
    return [
        condition(name, [next(given) for _ in range(2 if name in ("decade", "year") else 1)], sort) for name in names
    ]


def spans(chosen: Mapping[str, Choice], sort: str) -> dict[str, Choice]:
    """Those of the choices whose films stand together in this order."""
    return {name: choice for name, choice in chosen.items() if FIELDS.get(name) in SORTS[sort].order.names}


def values_of(chosen: Mapping[str, Choice]) -> list[Any]:
    """The values of choices, as `conditions_of` takes them."""
    return [
        value for choice in chosen.values() for value in (choice.key if isinstance(choice.key, tuple) else [choice.key])
    ]


def narrowed(films: Any, conditions: Iterable[Condition]) -> Any:
    """Those of the films that meet all conditions."""
    for condition in conditions:
        films = condition.narrow(films)
    return films


def condition(name: str, values: list[Any], sort: str) -> Condition:
    """What a choice means for the database."""
    is_span = FIELDS.get(name) in SORTS[sort].order.names
    match name:
        case "genre" | "country" | "language":
            return by_rows(THROUGH[name].objects.filter(**{f"{name}_id": values[0]}))
        case "person":
            return by_rows(Credit.objects.filter(person_id=values[0]))
        case "decade" | "year":
            return by_field("sort_year", is_span, range=tuple(values))
        case "rating":
            return by_field("settled_average", is_span, gte=values[0])
        case _:
            return by_field("kind", is_span, exact=values[0])


def by_rows(rows: Any) -> Condition:
    """Films that have a row in another table."""
    rows = rows.order_by()
    return Condition(
        lambda films: films.filter(Exists(rows.filter(film_id=OuterRef("pk")))),
        lambda: rows.values("film_id"),
    )


def by_field(name: str, is_span: bool, **lookup: Any) -> Condition:
    """Films with a value of their own. They are checked without its index, unless the order follows the same one:
    else the database would leave the order's index for this one, and sort all that it finds there."""
    [(how, value)] = lookup.items()
    field = f"{name}__{how}"
    plainly = {f"checked_{name}": Unindexed(name)}

    def narrow(films: Any) -> Any:
        if is_span or how == "exact":
            return films.filter(**{field: value})
        return films.alias(**plainly).filter(**{f"checked_{field}": value})

    return Condition(narrow, lambda: every().filter(**{field: value}).values("pk"))


def every() -> FilmQuerySet:
    """All films, hidden ones too, in no order."""
    return Film.objects.annotate(**SORT_YEAR).order_by()
