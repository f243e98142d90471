"""`AnyOf("pk", ids)`: one of thousands of values, sent as one parameter. `pk__in` makes a parameter of each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, Func


class AnyOf(Func):
    """Whether the column has one of the numbers, or of the texts."""

    output_field = BooleanField()

    def __init__(self, column: str, values: Iterable[int | str]) -> None:
        super().__init__(column)
        self.values = list(values)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = compiler.compile(self.source_expressions[0])
        return f"{column} IN (SELECT value FROM json_each(%s))", (*params, json.dumps(self.values))  # noqa: S608 - a name

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = compiler.compile(self.source_expressions[0])
        return f"{column} = ANY(%s)", (*params, self.values)
