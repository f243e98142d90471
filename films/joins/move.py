"""Moving everything that hangs on one row onto another, whatever tables there are now or later.

Found through the keys of all models, so films need not know who else leads to them. What the database or the catalogue
allows only once stays where it is; a model whose rows members write says itself which of two stands:

- `outranks(other)`: whether this row is the one to stand where there is place for one;
- `stands_for(other)`: told to the row that stands, once what hangs on the other one has moved to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import DO_NOTHING, ForeignKey, Model, OuterRef, Q, QuerySet, Subquery

from .journal import Journal

Same = Callable[[Any, Any], dict[int, int]]


@dataclass
class Mover:
    """Moves what hangs on `old` onto `new`. `parking` is a row of their model that nothing else leads to.

    `keep_out` are models that follow by other means; `same` says for a model which rows mean the same without being
    forbidden by the database. With `drops`, what cannot stand twice goes instead of staying.
    """

    journal: Journal
    parking: int
    keep_out: frozenset[type[Model]]
    same: dict[type[Model], Same] = field(default_factory=dict)
    drops: bool = False

    def move(self, old: Any, new: Any) -> None:
        """Moves all of it."""
        for model, name in relations(type(old)):
            if model not in self.keep_out:
                self.move_rows(model, name, old, new)

    def move_rows(self, model: type[Model], name: str, old: Any, new: Any) -> None:
        """Moves the rows of one table."""
        twins = twins_of(model, name, old, new)
        if model in self.same:
            twins |= self.same[model](old, new)
        rows = model._base_manager.filter(**{name: old.pk})
        hanging = keys(rows)
        staying = twins.keys() | set(to_itself(rows, name, new))
        self.journal.move(model, name, [pk for pk in hanging if pk not in staying], old.pk, new.pk)
        for pk in hanging:
            if pk in twins:
                self.settle(model, name, pk, twins[pk])

    def settle(self, model: Any, name: str, old_pk: int, new_pk: int) -> None:
        """Decides between two rows for which there is one place."""
        found = model._base_manager.in_bulk([old_pk, new_pk])
        aside, stands = found[old_pk], found[new_pk]
        if self.drops:
            self.journal.drop(aside)
        if model in self.same:
            self.fill(stands, aside)
        if self.drops or model in self.same:
            return
        if hasattr(aside, "outranks") and aside.outranks(stands):
            self.journal.exchange(model, name, old_pk, new_pk, self.parking)
            aside, stands = stands, aside
        self.move(aside, stands)
        if hasattr(stands, "stands_for"):
            stands.stands_for(aside)

    def fill(self, stands: Any, aside: Any) -> None:
        """Gives the row that stands what only the other one says."""
        texts = [key.attname for key in stands._meta.concrete_fields if not key.is_relation]
        gaps = [name for name in texts if getattr(stands, name) in (None, "")]
        self.journal.change(stands, **{name: getattr(aside, name) for name in gaps if getattr(aside, name)})


def relations(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Every table with a key to `model`, and that key's name. Keys that do nothing when a row goes are records of the
    past: they say what was, and stay."""
    for relation in model._meta.get_fields(include_hidden=True):
        key = getattr(relation, "field", None)
        if relation.auto_created and isinstance(key, ForeignKey) and key.remote_field.on_delete is not DO_NOTHING:
            yield key.model, key.name


def keys(rows: QuerySet[Any]) -> list[int]:
    """The rows' primary keys, in order."""
    return list(rows.order_by("pk").values_list("pk", flat=True))


def twins_of(model: type[Model], name: str, old: Any, new: Any) -> dict[int, int]:
    """Rows that lead to `old`, each with the row for which the database has no second place at `new`."""
    twins: dict[int, int] = {}
    for others, condition in unique_with(model, name):
        there = model._base_manager.filter(condition, **{name: new.pk}, **{key: OuterRef(key) for key in others})
        here = model._base_manager.filter(condition, **{name: old.pk})
        pairs = here.annotate(twin=Subquery(there.order_by("pk").values("pk")[:1])).exclude(twin=None)
        twins |= dict(pairs.order_by("pk").values_list("pk", "twin"))
    return twins


def unique_with(model: type[Model], name: str) -> Iterator[tuple[list[str], Q]]:
    """What must be unique together with the key `name`, and among which rows."""
    options = model._meta
    if options.get_field(name).unique:  # type: ignore[union-attr]
        yield [], Q()
    for together in options.unique_together:
        if name in together:
            yield [other for other in together if other != name], Q()
    for constraint in options.constraints:
        fields = getattr(constraint, "fields", ())
        if name in fields:
            yield [other for other in fields if other != name], getattr(constraint, "condition", None) or Q()


def to_itself(rows: QuerySet[Any], name: str, new: Any) -> Iterator[int]:
    """Rows that would lead from `new` to itself: a film is not compared with itself."""
    others = [key for model, key in relations(type(new)) if model is rows.model and key != name]
    for other in others:
        yield from rows.filter(**{other: new.pk}).values_list("pk", flat=True)
