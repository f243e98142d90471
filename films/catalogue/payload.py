"""FilmRecord to plain JSON values and back, so that a film keeps what each of its sources said."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from ..record import FilmRecord

hints = cache(get_type_hints)


def to_payload(record: FilmRecord) -> dict[str, Any]:
    """The record as JSON values; dates in ISO form, decimals as text, absent facts left out."""
    return plain(record)


def from_payload(payload: dict[str, Any]) -> FilmRecord:
    """The record that `to_payload` was given; facts that a later version added are absent."""
    return restored(FilmRecord, payload)


def plain(value: Any) -> Any:
    """`value` as JSON knows it."""
    if dataclasses.is_dataclass(value):
        pairs = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        return {name: plain(fact) for name, fact in pairs if fact not in (None, "", [])}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def restored(kind: Any, value: Any) -> Any:
    """`value` as the type `kind` that a record's field declares."""
    if isinstance(kind, UnionType):
        return None if value is None else restored(get_args(kind)[0], value)
    if get_origin(kind) is list:
        return [restored(get_args(kind)[0], item) for item in value]
    if dataclasses.is_dataclass(kind):
        types = hints(kind)  # type: ignore[arg-type]
        return kind(**{name: restored(types[name], fact) for name, fact in value.items() if name in types})  # type: ignore[operator]
    if kind is dt.date:
        return dt.date.fromisoformat(value)
    return Decimal(value) if kind is Decimal else value
