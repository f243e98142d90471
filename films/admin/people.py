"""People in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pictures.widgets import WITH_PICTURES

from ..models import Person
from .big import BigAdmin
from .pairs import compare_two


@admin.register(Person)
class PersonAdmin(BigAdmin):
    """One person. Credits stand on their films; somebody with credits cannot be deleted."""

    found = "people"
    formfield_overrides = WITH_PICTURES
    actions = ("join_two",)
    autocomplete_fields = ("country",)
    list_display = ("name", "born_year", "died_year", "country")
    list_select_related = ("country",)
    ordering = ("sort_name", "id")
    readonly_fields = ("all_credits",)
    fieldsets = (
        (None, {"fields": ("name", "slug", "born_year", "died_year", "country", "biography", "all_credits")}),
        (_("Portrait"), {"fields": ("portrait", "portrait_alt", "portrait_credit")}),
        (_("Elsewhere"), {"fields": Person.NAMES, "classes": ("collapse",)}),
    )

    @admin.display(description=_("credits"))
    def all_credits(self, person: Person) -> SafeString | str:
        """Leads to the list of the person's credits."""
        address = reverse("admin:films_credit_changelist") + f"?person__id__exact={person.pk}"
        return format_html('<a href="{}">{}</a>', address, _("All credits of this person")) if person.pk else "–"

    @admin.action(description=_("Compare these two and join them"), permissions=["change"])
    def join_two(self, request: HttpRequest, people: QuerySet[Person]) -> HttpResponse | None:
        return compare_two(self, request, people)

    def has_delete_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.credits.exists())
