"""Making the sizes of pictures, and taking away what nothing shows any more. All through Django's storage API."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import CASCADE, QuerySet
from django_tasks import task
from PIL import Image

from .names import beside, facts_of
from .sizes import RECIPE, made_of, sizes

logger = logging.getLogger(__name__)


def picture_fields(model: Any) -> list[Any]:
    """The fields of a model that hold pictures: those whose files know their facts."""
    return [field for field in model._meta.concrete_fields if hasattr(getattr(field, "attr_class", None), "facts")]


def models_with_pictures() -> list[Any]:
    """Every model that has pictures."""
    return [model for model in apps.get_models() if picture_fields(model)]


@task()
def make_sizes(model: str, pk: int, field: str) -> None:
    """Makes all sizes of one row's picture. Can be repeated: whatever an interrupted run left is written again."""
    make(apps.get_model(model)._meta.get_field(field), pk)


def make(field: Any, pk: int) -> bool:
    """Whether the sizes are there now; not where the row or its picture has gone."""
    rows = field.model._base_manager.filter(pk=pk)
    name = rows.values_list(field.name, flat=True).first() or ""
    facts = facts_of(name)
    if not facts or not field.storage.exists(name):
        if name:
            logger.warning("the picture %s of %s %s cannot be read", name, field.model._meta.label, pk)
        return False
    with field.storage.open(name) as file, Image.open(file) as whole:
        for small, contents in made_of(whole, facts, sizes(facts, field.widths, is_square=field.is_square)):
            write(field.storage, beside(name, small), contents)
    with transaction.atomic():
        noted = {field.made: f"{RECIPE}-{facts.token}"} if field.is_noted else {field.name: name}
        if not rows.filter(**{field.name: name}).update(**noted):
            remove(field.storage, name)  # another picture took its place meanwhile
            return False
        rows.get().touch_pages()
    return True


def write(storage: Storage, name: str, contents: bytes) -> None:
    """Writes a file under this very name, in the place of one that is there."""
    storage.delete(name)
    storage.save(name, ContentFile(contents))


def remove(storage: Storage, name: str) -> None:
    """Deletes a kept picture with all that is made of it; nothing happens where it is gone already."""
    if facts_of(name) is None:
        storage.delete(name)
        return
    folder = str(PurePosixPath(name).parent)
    try:
        files = storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for file in files:
        storage.delete(f"{folder}/{file}")
    storage.delete(folder)  # a folder of its own is left only where the storage is a disk


def let_go(rows: QuerySet[Any]) -> None:
    """Deletes the pictures of rows that are about to be deleted, and of what goes with them, once that is certain."""
    for field in picture_fields(rows.model):
        for name in rows.exclude(**{field.name: ""}).values_list(field.name, flat=True):
            transaction.on_commit(partial(remove, field.storage, name), robust=True)
    going = list(rows.values_list("pk", flat=True))
    for relation in rows.model._meta.related_objects if going else ():  # a table that leads to itself comes to an end
        if relation.on_delete is CASCADE and picture_fields(relation.related_model):
            let_go(relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": going}))
