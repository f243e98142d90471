"""`PictureField`: a model's picture. What is sent passes the gate, its sizes are made beside the request, and a picture
that is replaced or taken away leaves no file behind.

A model `Film` with a field `poster` also has `poster_made`, a `MadeField`, and a method `touch_pages()` that marks the
pages that show it as changed. Save it within a transaction.
"""

from __future__ import annotations

from functools import partial
from os import PathLike
from typing import Any

from django import forms
from django.core.files.base import ContentFile, File
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _
from PIL import Image

from .gate import ACCEPTED, read
from .keeping import make_sizes, remove
from .names import Facts, beside, facts_of, new_name, renamed
from .sizes import RECIPE, WHOLE, Size, encoded, sizes

StrPath = str | PathLike[str]


class Whole(ContentFile):
    """A picture that passed the gate, as the file that is kept of it."""

    def __init__(self, picture: Image.Image) -> None:
        name = new_name("new", picture)
        super().__init__(encoded(picture, WHOLE[name.rpartition(".")[2]]), name)


class PictureFormField(forms.FileField):
    """Lets pictures in, or says in a sentence why not. Its value is a `Whole`."""

    widget = forms.ClearableFileInput

    def __init__(self, *, megabytes: int, **kwargs: Any) -> None:
        self.megabytes = megabytes
        super().__init__(**{"allow_empty_file": True, **kwargs})  # the gate has words of its own for an empty one
        if not self.help_text:
            self.help_text = _("JPEG, PNG, WebP, AVIF or GIF, up to %(megabytes)d MB.") % {"megabytes": megabytes}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": ACCEPTED}

    def to_python(self, data: Any) -> Any:
        upload: File[bytes] | None = super().to_python(data)
        return Whole(read(upload, self.megabytes)) if upload else upload


class PictureFile(FieldFile):
    """A kept picture with what pages need of it; none of it asks the storage."""

    field: PictureField

    @property
    def facts(self) -> Facts | None:
        """What the name says; None without a picture, and for a file that never passed the gate."""
        return facts_of(self.name or "")

    @property
    def sizes(self) -> list[Size]:
        """The sizes that are there; none until they are made, nor where the row does not note it."""
        if not self.facts or getattr(self.instance, self.field.made, "").rstrip("~") != mark(self.facts):
            return []
        return sizes(self.facts, self.field.widths, is_square=self.field.is_square)

    @property
    def size_shown(self) -> Size | None:
        """Width and height of the picture as pages show it, or None where nobody knows."""
        if not self.facts:
            return None
        side = min(self.facts.width, self.facts.height)
        return Size(side, side) if self.field.is_square else Size(self.facts.width, self.facts.height)

    def address(self, size: Size, ending: str) -> str:
        """Where one size is."""
        return self.storage.url(beside(self.name or "", f"{size.width}.{ending}"))

    def open_small(self, width: int) -> File[bytes]:
        """The file of the size of that width, where it is made already, else of the whole picture."""
        small = beside(self.name or "", f"{width}.{self.facts.ending}") if self.facts else ""
        if small and self.storage.exists(small):
            return self.storage.open(small)
        return self.storage.open(self.name or "")

    @property
    def plain_url(self) -> str:
        """One file that everything can read: the largest size, or the whole picture; "" without one."""
        if self and self.facts and self.sizes:
            return self.address(self.sizes[-1], self.facts.ending)
        return self.url if self else ""


class Loaded(str):
    """A picture's name as the database has it: nobody has chosen another since the row was read."""


class MadeField(models.CharField):
    """Of which picture there are sizes, by which recipe; "~" behind it: to be made anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 40, "default": "", "blank": True, "editable": False, **kwargs})


def mark(facts: Facts) -> str:
    """What a MadeField says once the sizes of that picture are there."""
    return f"{RECIPE}-{facts.token}"


class PictureField(models.FileField):
    """`upload_to` is a folder, `widths` are those of the sizes in pixels; square ones show the middle."""

    attr_class = PictureFile

    def __init__(
        self, *args: Any, widths: tuple[int, ...] = (), is_square: bool = False, megabytes: int = 12, **kwargs: Any
    ) -> None:
        self.widths, self.is_square, self.megabytes = widths, is_square, megabytes
        super().__init__(*args, **kwargs)

    @property
    def made(self) -> str:
        """The name of the field that says whether the sizes are there."""
        return f"{self.name}_made"

    @property
    def is_noted(self) -> bool:
        """Whether the model has that field. One whose pictures a view sends can do without: the view looks."""
        return any(field.name == self.made for field in self.model._meta.fields)

    def formfield(self, **kwargs: Any) -> Any:
        defaults = {"form_class": PictureFormField, "max_length": None, "megabytes": self.megabytes}
        return super().formfield(**{**defaults, **kwargs})

    def generate_filename(self, instance: models.Model | None, filename: StrPath) -> str:
        return renamed(str(filename), str(self.upload_to))

    def from_db_value(self, value: str | None, *_args: Any) -> Loaded:
        return Loaded(value or "")

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Keeps a new picture. The one before goes, and sizes are made, when the change is certain.

        Where nobody chose another, the column stays as it is: a row that was read early never puts an old picture back.
        """
        file = getattr(model_instance, self.attname)
        if not add and isinstance(file.name, Loaded):
            return models.F(self.attname)
        is_new = bool(file) and not file._committed
        before = self.kept_name(model_instance) if not add and (is_new or not file) else ""
        kept: PictureFile = super().pre_save(model_instance, add)
        if before:
            transaction.on_commit(partial(remove, self.storage, before), robust=True)
        if is_new and self.widths:
            transaction.on_commit(partial(self.make_sizes_of, model_instance))
        return kept

    def kept_name(self, instance: models.Model) -> str:
        """The name that stands in the database, or ""."""
        rows = type(instance)._base_manager.filter(pk=instance.pk)
        return rows.values_list(self.attname, flat=True).first() or ""

    def make_sizes_of(self, instance: models.Model) -> None:
        """Queues the making of the sizes of a saved row's picture."""
        make_sizes.enqueue(instance._meta.label, instance.pk, self.name)

    def copy(self, file: File[bytes]) -> str:
        """Keeps a copy of a picture that is kept elsewhere; its name. No row shows it yet."""
        with file.open() as contents:
            return self.storage.save(renamed(file.name or "", str(self.upload_to)), contents)
