"""What lets the admin stand on a million rows: bounded counts, the site's own search, choices without queries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from ..search import search

MOST = 5000  # rows that a list pages through; who looks for more searches


class BoundedPaginator(Paginator):
    """Counts no further than MOST."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return len(rows.order_by().values_list("pk")[:MOST]) if isinstance(rows, QuerySet) else len(rows)


class BigAdmin(admin.ModelAdmin):
    """An admin for big tables. `found` names the list of the site's search results that it shows: films or people."""

    found = ""
    list_per_page = 50
    paginator = BoundedPaginator
    search_fields: ClassVar[tuple[str, ...]] = ("pk",)  # shows the field; the site's own search answers
    show_full_result_count = False
    view_on_site = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without those that were joined into others."""
        rows: Any = super().get_queryset(request)
        return rows.standing() if hasattr(rows, "standing") else rows

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        if not search_term.strip():
            return queryset, False
        if not self.found:
            return super().get_search_results(request, queryset, search_term)
        found = getattr(search(search_term, request.user), self.found)
        return queryset.filter(pk__in=[thing.pk for thing in found]), False


class KnownSelect(AutocompleteSelect):
    """An autocomplete whose chosen row is at hand already: Django's own asks the database for each."""

    known: Model | None = None

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> Any:
        if self.known is None or list(value) != [str(self.known.pk)]:
            return super().optgroups(name, value, attrs)
        return [(None, [self.create_option(name, self.known.pk, str(self.known), selected=True, index=0)], 0)]


class KnownForm(forms.ModelForm):
    """The form of an inline row; its queryset has to select the related rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            inner = getattr(field.widget, "widget", field.widget)
            if isinstance(inner, KnownSelect) and self.instance.pk:
                inner.known = getattr(self.instance, name)


class KnownInline(admin.TabularInline):
    """Inline rows with keys to big tables in `chosen`."""

    extra = 0
    form = KnownForm
    chosen: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related(*self.chosen)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.chosen:
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
