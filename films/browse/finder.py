"""From filters to one page of films, in a time that does not depend on how many films there are.

Two ways lead there. Where few films fit, their ids are gathered from the rarest filter's index and sorted. Where many
fit, the order's own index is walked until the page is full; should that take too long, because films that fit stand far
apart in this order, they are gathered and sorted after all.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from .. import keyset
from ..anyof import AnyOf
from ..kept import Kept
from ..models import Credit, Film
from .facets import Choice, Facets
from .filters import Filters
from .sorting import SORT_YEAR, Unindexed

PAGE = 24
FEW = 3000  # ids that are gathered
WALK = 20_000  # rows of an order's index that are walked for one page
KEPT = 100_000  # ids that are kept: 4 MB

Films = QuerySet[Film]


@dataclass(frozen=True)
class Condition:
    """One filter as the database knows it: `size` films at most (infinite while they are not counted), `narrow` checks
    a film; `films` finds them by its own index, hidden ones too, and `ids` gathers them. `is_span`: these films stand
    together in the order that is asked for."""

    size: float
    narrow: Callable[[Films], Films]
    films: Callable[[], Films]
    ids: Callable[[], Any]
    is_span: bool = False


@dataclass(frozen=True)
class Found:
    """One page. `count` is None where counting would take too long: then it is more than `many`."""

    page: keyset.Page[Film]
    count: int | None
    many: int = FEW


_gathered: Kept[list[int]] = Kept(KEPT)


def find(filters: Filters, known: Facets, user: Any) -> Found:
    """The page of films that the filters ask for."""
    films = Film.objects.visible_to(user).annotate(**SORT_YEAR)
    conditions = conditions_of(filters)
    cards, order, cursor = films.as_cards(), filters.sort.order, filters.cursor
    if not conditions:
        return found(keyset.page(cards, order, cursor, PAGE), known.films)
    ids = few(filters, known, films, user)
    if ids is not None:
        fit = narrowed(cards.filter(AnyOf("pk", ids)), rating(conditions))
        count = fit.order_by().count() if "rating" in conditions else len(ids)
        return Found(keyset.page(fit, order, cursor, PAGE), count)
    fit = narrowed(cards, list(conditions.values()))
    page = walk(conditions, fit, order, cursor) or keyset.page(gathered(cards, conditions), order, cursor, PAGE)
    if known.films is None or len(conditions) == 1:
        return found(page, min(c.size for c in conditions.values()))
    return Found(page, None)


def found(page: keyset.Page[Film], size: float | None) -> Found:
    """The page of so many films; where these are not counted yet, of as many as are seen."""
    if size is not None and math.isfinite(size):
        return Found(page, int(size))
    return Found(page, None if page.next or page.previous else len(page.rows), len(page.rows))


def rating(conditions: dict[str, Condition]) -> list[Condition]:
    """The condition that moves with every vote, and so is never kept with gathered ids."""
    return [conditions["rating"]] if "rating" in conditions else []


def narrowed(films: Any, conditions: list[Condition]) -> Any:
    """Those of the films that meet all conditions."""
    for condition in conditions:
        films = condition.narrow(films)
    return films


def conditions_of(filters: Filters) -> dict[str, Condition]:
    return {name: condition(name, choice, filters.sort.order) for name, choice in filters.chosen.items()}


def condition(name: str, choice: Choice, order: keyset.Order) -> Condition:
    """What a choice means for the database."""
    match name:
        case "genre" | "country" | "language":
            through = getattr(Film, {"genre": "genres", "country": "countries", "language": "languages"}[name]).through
            return by_rows(choice, through.objects.filter(**{f"{name}_id": choice.key}))
        case "person":
            return by_rows(choice, Credit.objects.filter(person_id=choice.key))
        case "decade" | "year":
            return by_field(choice, order, "sort_year", range=choice.key)
        case "rating":
            return by_field(choice, order, "settled_average", gte=choice.key)
        case _:
            return by_field(choice, order, "kind", exact=choice.key)


def size_of(choice: Choice) -> float:
    return math.inf if choice.count is None else choice.count


def by_rows(choice: Choice, rows: Any) -> Condition:
    """Films that have a row in another table."""
    rows = rows.order_by()
    return Condition(
        size_of(choice),
        lambda films: films.filter(Exists(rows.filter(film_id=OuterRef("pk")))),
        lambda: every().filter(pk__in=rows.values("film_id")),
        lambda: rows.values("film_id"),
    )


def by_field(choice: Choice, order: keyset.Order, name: str, **lookup: Any) -> Condition:
    """Films with a value of their own. They are checked without its index, unless the order follows the same one:
    else the database would leave the order's index for this one, and sort all that it finds there."""
    [(how, value)] = lookup.items()
    field = f"{name}__{how}"
    plainly = {f"checked_{name}": Unindexed(name)}

    is_span = order.names[0] == name

    def narrow(films: Films) -> Films:
        if is_span or how == "exact":
            return films.filter(**{field: value})
        return films.alias(**plainly).filter(**{f"checked_{field}": value})

    found = partial(every().filter, **{field: value})
    return Condition(size_of(choice), narrow, found, lambda: found().values("pk"), is_span)


def every() -> Any:
    """All films, hidden ones too, in no order."""
    return Film.objects.annotate(**SORT_YEAR).order_by()


def few(filters: Filters, known: Facets, films: Any, user: Any) -> list[int] | None:
    """The ids of all films that meet the lasting conditions, or None where they are many. Kept by revision, apart for
    those who see hidden films."""
    lasting = filters.without("rating")
    conditions = conditions_of(lasting)
    if known.films is None:
        return None
    expected = known.films * math.prod(c.size / max(known.films, 1) for c in conditions.values())
    if not conditions or (min(c.size for c in conditions.values()) > FEW and expected > FEW):
        return None
    chosen = tuple((name, choice.key) for name, choice in lasting.chosen.items())
    key = known.revision, chosen, user.has_perm("films.change_film")
    ids = _gathered.get(key, lambda: all_ids(films, conditions))
    return ids if len(ids) <= FEW else None


def all_ids(films: Films, conditions: dict[str, Condition]) -> list[int]:
    """The ids of those of the films that meet all conditions, or of more than FEW. Found by indexes alone, which do not
    know what is hidden; that is looked up for the few that are found."""
    rarest, *others = sorted(conditions.values(), key=lambda c: c.size)
    found = list(narrowed(rarest.films(), others).values_list("pk", flat=True)[: FEW + 1])
    if len(found) > FEW:
        return found
    seen = set(films.order_by().filter(AnyOf("pk", found)).values_list("pk", flat=True))
    return [pk for pk in found if pk in seen]


def gathered(films: Any, conditions: dict[str, Condition]) -> Any:
    """The films that meet all conditions, looked up from the rarest one."""
    rarest, *others = sorted(conditions.values(), key=lambda c: c.size)
    return narrowed(films.filter(pk__in=rarest.ids()), others)


def walk(conditions: dict[str, Condition], fit: Any, order: keyset.Order, cursor: str) -> keyset.Page[Film] | None:
    """The page found by walking the order's index, or None where WALK rows did not fill it. Where these end the index
    alone tells, of all films: hidden ones too, for nobody is shown it."""
    films = narrowed(Film.objects.annotate(**SORT_YEAR), [c for c in conditions.values() if c.is_span])
    direction, values = keyset.read(cursor, films, order)
    back = direction == keyset.BACK
    rest = films.filter(order.beyond(values, back)) if values else films
    edge = rest.order_by(*order.by(back)).values_list(*order.names)[WALK : WALK + 1].first()
    if edge is None:
        return keyset.page(fit, order, cursor, PAGE)
    page = keyset.page(fit.filter(order.beyond(list(edge), not back)), order, cursor, PAGE)
    return page if (page.previous if back else page.next) else None
