"""Pages by key: "what comes after this row" instead of "skip 10,000 rows", so that page 1,000 is as quick as page 1.

A cursor is opaque but no secret: direction and sort values of a row as JSON. Whatever else arrives as a cursor means
the first page.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import BooleanField, Expression, F, Func, Model, QuerySet, Value
from django.http import QueryDict

M = TypeVar("M", bound=Model)
Rows = Callable[[tuple[Any, ...], bool], list[M]]
FORWARD, BACK = "n", "p"


@dataclass(frozen=True)
class Order:
    """Names of fields or annotations, the last one unique, all in one direction: an index serves both ways."""

    names: tuple[str, ...]
    descending: bool = False

    def by(self, back: bool = False) -> list[Any]:
        """What `order_by` takes, for reading on or for reading back."""
        return [F(name).desc() if self.descending is not back else F(name).asc() for name in self.names]

    def beyond(self, values: list[Any], back: bool = False) -> Expression:
        """The rows that follow the row with these values, or that stand before it."""
        return Compare(*self.names, *map(Value, values), sign="<" if self.descending is not back else ">")


class Compare(Func):
    """`(a, b) > (x, y)`: unlike spelled-out ANDs and ORs, both databases find its start in an index."""

    output_field = BooleanField()

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        compiled = [compiler.compile(expression) for expression in self.source_expressions]
        half = len(compiled) // 2
        left, right = (", ".join(sql for sql, _ in side) for side in (compiled[:half], compiled[half:]))
        return f"({left}) {self.extra['sign']} ({right})", tuple(p for _, params in compiled for p in params)


@dataclass(frozen=True)
class Page(Generic[M]):
    """One page's rows, and the cursors of its neighbours ("" where there is none)."""

    rows: list[M]
    next: str = ""
    previous: str = ""

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def addresses(page: Page[Any], asked: QueryDict) -> dict[str, str]:
    """The query strings of the pages beside this one: every other part of the address stays."""
    found = {"previous": page.previous, "next": page.next}
    for name, cursor in found.items():
        if cursor:
            there = asked.copy()
            there["page"] = cursor
            found[name] = f"?{there.urlencode()}"
    return found


def page(rows: QuerySet[M], order: Order, cursor: str, size: int) -> Page[M]:
    """The page of `rows` that the cursor names; the first one where it names none or nothing is left there."""

    def found(values: tuple[Any, ...], back: bool) -> list[M]:
        wanted = rows.filter(order.beyond(list(values), back)) if values else rows
        return list(wanted.order_by(*order.by(back))[: size + 1])

    direction, values = read(cursor, rows, order)
    return paged(found, direction, tuple(values), order, size)


def paged(rows: Rows[M], direction: str, values: tuple[Any, ...], order: Order, size: int) -> Page[M]:
    """The page from the row with these values on. `rows` finds one more than fit what stands behind a row, or back
    from there, and for no values from the start."""
    back = direction == BACK
    found = rows(values, back)
    if not found and values:
        return paged(rows, FORWARD, (), order, size)
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    return Page(
        found,
        next=write(FORWARD, found[-1], order) if found and (more or back) else "",
        previous=write(BACK, found[0], order) if found and (more if back else bool(values)) else "",
    )


def write(direction: str, row: Model, order: Order) -> str:
    """The cursor to what lies beyond `row`."""
    text = json.dumps([direction, *(getattr(row, name) for name in order.names)], cls=ExactEncoder)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(cursor: str, rows: QuerySet[M], order: Order) -> tuple[str, list[Any]]:
    """Direction and sort values of a cursor; no values where it is none of ours."""
    try:
        direction, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if direction not in (FORWARD, BACK) or len(values) != len(order.names):
            return FORWARD, []
        return direction, [typed(rows, name, value) for name, value in zip(order.names, values, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error, ValidationError):
        return FORWARD, []


def typed(rows: QuerySet[M], name: str, value: Any) -> Any:
    """The value as the database expects it in that column. Raises ValueError or ValidationError."""
    field: Any = rows.all().query.resolve_ref(name).output_field
    if not isinstance(value, str | int | float) or isinstance(value, bool) or "\0" in str(value):
        raise ValueError(value)
    value = field.to_python(value)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise OverflowError(value)
    if isinstance(value, dt.datetime):
        value.astimezone(dt.UTC)
    str(value).encode()
    return value


class ExactEncoder(DjangoJSONEncoder):
    """Django's, but with the microseconds of times, which a comparison needs."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if hasattr(o, "isoformat") else super().default(o)
