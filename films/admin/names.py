"""Genres, countries, languages and locations in the admin."""

from __future__ import annotations

from django.contrib import admin

from ..models import Country, Genre, Language, Location
from .big import BoundedPaginator


@admin.register(Genre, Country, Language, Location)
class NameAdmin(admin.ModelAdmin):
    """One word; renaming it renames it on every page."""

    list_display = ("name", "slug")
    paginator = BoundedPaginator
    prepopulated_fields = {"slug": ("name",)}
    search_fields = ("name",)
    show_full_result_count = False
