"""What a join changes, step by step as plain JSON, so that all of it can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import F, ForeignKey, Model
from django.db.models.fields.files import FieldFile

Step = dict[str, Any]
PART = 500


class Journal:
    """Makes changes and writes each down; `undo` takes them back, the last one first.

    An undo gives back only what still is as the join left it: what was changed by hand since then stays.
    """

    def __init__(self, steps: list[Step] | None = None) -> None:
        self.steps = [] if steps is None else steps

    def move(self, model: type[Model], field: str, pks: list[int], old: int, new: int | None) -> None:
        """Leads the key `field` of many rows from one row to another."""
        if pks:
            repoint(model, field, pks, old, new)
            self.note("move", model, field=field, pks=pks, old=old, new=new)

    def exchange(self, model: type[Model], field: str, one: int, other: int, parking: int) -> None:
        """Lets two rows that cannot stand at the same place trade places, by way of the place `parking`."""
        rows = model._base_manager.in_bulk([one, other])
        here, there = (getattr(rows[pk], f"{field}_id") for pk in (one, other))
        self.move(model, field, [one], here, parking)
        self.move(model, field, [other], there, here)
        self.move(model, field, [one], parking, there)

    def change(self, row: Model, **values: Any) -> None:
        """Gives a row new values; nothing is written where it has them already."""
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        if changed:
            before = {name: plain(getattr(row, name)) for name in changed}
            for name, value in changed.items():
                setattr(row, name, value)
            type(row)._base_manager.filter(pk=row.pk).update(**changed)
            after = {name: plain(value) for name, value in changed.items()}
            self.note("change", type(row), pk=row.pk, before=before, after=after)

    def hand_over(self, old: Model, new: Model, names: tuple[str, ...]) -> None:
        """Gives one row what another has and what only one may have: an id, a picture with its file."""
        values = {name: plain(getattr(old, name)) for name in names}
        before = {name: plain(getattr(new, name)) for name in names}
        trade(old, new, before, values)
        self.note("hand", type(old), old=old.pk, new=new.pk, values=values, before=before)

    def make(self, row: Model) -> None:
        """Adds a row."""
        type(row)._base_manager.bulk_create([row])
        self.note("make", type(row), pk=row.pk)

    def drop(self, row: Model) -> None:
        """Takes a row away that nothing hangs on."""
        values = {field.attname: plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}
        type(row)._base_manager.filter(pk=row.pk).delete()
        self.note("drop", type(row), values=values)

    def shift(self, model: type[Model], pks: list[int], by: int) -> None:
        """Lets rows stand further behind in their list."""
        if pks and by:
            move_back(model, pks, by)
            self.note("shift", model, pks=pks, by=by)

    def note(self, do: str, model: type[Model], **facts: Any) -> None:
        """Writes a step down."""
        self.steps.append({"do": do, "model": model._meta.label, **facts})

    def undo(self) -> None:
        """Takes everything back."""
        for step in reversed(self.steps):
            UNDO[step["do"]](apps.get_model(step["model"]), step)

    def places(self, model: type[Model], field: str) -> set[int]:
        """The rows that the key `field` of moved and dropped rows of `model` led to before or leads to now."""
        steps = [step for step in self.steps if step["model"] == model._meta.label]
        moved = {step[end] for step in steps if step.get("field") == field for end in ("old", "new")}
        return moved | {step["values"][f"{field}_id"] for step in steps if step["do"] == "drop"}

    def touched(self, model: type[Model]) -> list[int]:
        """The rows of `model` that were moved or dropped."""
        found: list[int] = []
        for step in self.steps:
            if step["model"] == model._meta.label:
                found += step.get("pks", []) or ([step["values"]["id"]] if step["do"] == "drop" else [])
        return found


def repoint(model: type[Model], field: str, pks: list[int], old: int | None, new: int | None) -> None:
    """Leads those of the rows that lead to `old` to `new`."""
    for part in parts(pks):
        model._base_manager.filter(pk__in=part, **{field: old}).update(**{field: new})


def move_back(model: type[Model], pks: list[int], by: int) -> None:
    """Adds to the rows' positions."""
    for part in parts(pks):
        model._base_manager.filter(pk__in=part, position__gt=-by).update(position=F("position") + by)


def undo_shift(model: type[Model], step: Step) -> None:
    move_back(model, step["pks"], -step["by"])


def undo_move(model: type[Model], step: Step) -> None:
    repoint(model, step["field"], step["pks"], step["new"], step["old"])


def trade(old: Model, new: Model, before: dict[str, Any], values: dict[str, Any]) -> None:
    """Leaves `old` with the first values and `new` with the second ones; unique ones stand only once at any time."""
    for row, given in ((old, before), (new, values)):
        type(row)._base_manager.filter(pk=row.pk).update(**given)
        for name, value in given.items():
            setattr(row, name, value)


def undo_hand(model: type[Model], step: Step) -> None:
    """Gives it back, unless it is no longer there to be given: an editor may have put another one in its place."""
    rows = model._base_manager.in_bulk([step["old"], step["new"]])
    old, new = rows.get(step["old"]), rows.get(step["new"])
    if old and new and all(plain(getattr(new, name)) == value for name, value in step["values"].items()):
        trade(new, old, step["before"], step["values"])


def undo_change(model: type[Model], step: Step) -> None:
    row = model._base_manager.filter(pk=step["pk"]).first()
    if row:
        fields = {name: model._meta.get_field(name) for name in step["before"]}
        still = [name for name in fields if plain(getattr(row, name)) == step["after"][name]]
        before = {name: fields[name].to_python(step["before"][name]) for name in still}  # type: ignore[union-attr]
        model._base_manager.filter(pk=step["pk"]).update(**before)


def undo_make(model: type[Model], step: Step) -> None:
    model._base_manager.filter(pk=step["pk"]).delete()


def undo_drop(model: type[Model], step: Step) -> None:
    """Puts the row back, unless what it led to is gone."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    row = model(**{name: fields[name].to_python(value) for name, value in step["values"].items()})
    keys = [field for field in fields.values() if isinstance(field, ForeignKey)]
    leads = [(field.related_model, getattr(row, field.attname)) for field in keys]
    if all(pk is None or other._base_manager.filter(pk=pk).exists() for other, pk in leads):
        model._base_manager.bulk_create([row], ignore_conflicts=True)


UNDO = {
    "move": undo_move,
    "hand": undo_hand,
    "shift": undo_shift,
    "change": undo_change,
    "make": undo_make,
    "drop": undo_drop,
}


def plain(value: Any) -> Any:
    """`value` as JSON knows it, such that the field's `to_python` gives it back."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Model):
        return value.pk
    return str(value) if isinstance(value, Decimal | FieldFile) else value


def parts(pks: list[int]) -> Iterator[list[int]]:
    """The keys in parts that a database takes as parameters of one query."""
    for start in range(0, len(pks), PART):
        yield pks[start : start + PART]
