"""Where facts came from: documents, fact sheets and imports of data sets. To look at, not to change."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from ..models import ImportRun, Source
from .big import BoundedPaginator


class ReadOnly(admin.ModelAdmin):
    """Written by commands only."""

    paginator = BoundedPaginator
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Source)
class SourceAdmin(ReadOnly):
    list_display = ("name", "film", "shape", "published", "read_at")
    list_filter = ("shape",)
    list_select_related = ("film",)
    search_fields = ("name",)


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly):
    list_display = ("source", "files", "rows_done", "started_at", "finished_at")
