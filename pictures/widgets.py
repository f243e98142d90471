"""The admin's field of a picture, with the picture that is there now."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.widgets import AdminFileWidget
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .fields import PictureField, PictureFile


class PictureWidget(AdminFileWidget):
    """What is there, small; below it the field for another."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        if not isinstance(value, PictureFile) or not value:
            return field
        shown = value.address(value.sizes[0], value.facts.ending) if value.facts and value.sizes else value.url
        return format_html('<div><p><img src="{}" alt="" width="120" loading="lazy"></p>{}</div>', shown, field)


WITH_PICTURES: dict[Any, Any] = {PictureField: {"widget": PictureWidget}}
