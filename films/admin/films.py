"""Films in the admin, with everything that hangs on them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet, URLField
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pictures.widgets import WITH_PICTURES

from ..models import (
    BoxOffice,
    Credit,
    ExternalReview,
    ExternalScore,
    Film,
    Link,
    Mention,
    OtherTitle,
    Quote,
    Still,
    Tagline,
    Trivia,
)
from .big import BigAdmin, KnownInline
from .pairs import compare_two

COUNTED = ("rating_count", "shown_average", "review_count", "comment_count", "last_activity_at")
VOCABULARIES = ("genres", "countries", "languages", "locations")
SECURE_ADDRESSES: dict[Any, Any] = {URLField: {"assume_scheme": "https"}}  # where somebody leaves the scheme out
FEW_CREDITS = 100  # above, a film's credits have a list of their own: a form takes a thousand fields


class CreditInline(KnownInline):
    model = Credit
    chosen = ("person",)
    autocomplete_fields = ("person",)
    fields = ("department", "position", "person", "character", "note")
    ordering = ("department", "position")


class Rows(admin.TabularInline):
    """Rows of the film's page."""

    extra = 0


class OtherTitleInline(Rows):
    model = OtherTitle


class TaglineInline(Rows):
    model = Tagline


class TriviaInline(Rows):
    model = Trivia


class QuoteInline(Rows):
    model = Quote


class LinkInline(Rows):
    model = Link
    formfield_overrides = SECURE_ADDRESSES


class BoxOfficeInline(Rows):
    model = BoxOffice


class StillInline(admin.StackedInline):
    model = Still
    extra = 0
    formfield_overrides = WITH_PICTURES


class ScoreInline(Rows):
    model = ExternalScore


class MentionInline(KnownInline):
    model = Mention
    fk_name = "film"
    chosen = ("other",)
    autocomplete_fields = ("other",)


class ExternalReviewInline(admin.StackedInline):
    model = ExternalReview
    extra = 0
    classes = ("collapse",)
    formfield_overrides = SECURE_ADDRESSES


@admin.register(Film)
class FilmAdmin(BigAdmin):
    """One film. Totals are counted from what members write and cannot be typed in."""

    found = "films"
    formfield_overrides = WITH_PICTURES
    actions = ("publish", "unpublish", "open_comments", "close_comments", "join_two")
    autocomplete_fields = VOCABULARIES
    list_display = ("title", "year", "kind", "is_published", "comments_open", *COUNTED[:3])
    list_filter = ("is_published", "comments_open", "kind", "genres")
    ordering = ("sort_title", "id")
    readonly_fields = (*COUNTED, "all_credits")
    inlines = (
        CreditInline,
        OtherTitleInline,
        TaglineInline,
        QuoteInline,
        TriviaInline,
        ScoreInline,
        ExternalReviewInline,
        LinkInline,
        BoxOfficeInline,
        MentionInline,
        StillInline,
    )
    fieldsets = (
        (None, {"fields": ("title", "original_title", "year", "kind", "slug", "is_published", "comments_open")}),
        (_("The story"), {"fields": ("tagline", "synopsis")}),
        (
            _("Facts"),
            {"fields": ("release_date", "runtime_minutes", "certificate", *VOCABULARIES)},
        ),
        (_("Poster"), {"fields": ("poster", "poster_alt", "poster_credit")}),
        (_("Elsewhere"), {"fields": Film.NAMES, "classes": ("collapse",)}),
        (_("What hangs on it"), {"fields": readonly_fields}),
    )

    @admin.display(description=_("average"), ordering="settled_average")
    def shown_average(self, film: Film) -> str:
        return f"{film.average / 2:.2f}" if film.average else "–"

    @admin.display(description=_("credits"))
    def all_credits(self, film: Film) -> SafeString | str:
        """Leads to the list of the film's credits."""
        address = reverse("admin:films_credit_changelist") + f"?film__id__exact={film.pk}"
        return format_html('<a href="{}">{}</a>', address, _("All credits of this film")) if film.pk else "–"

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        many = obj and obj.credits.order_by()[FEW_CREDITS : FEW_CREDITS + 1].exists()
        return self.inlines[1:] if many else self.inlines

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        Film.objects.filter(pk=form.instance.pk).facts_changed()

    @admin.action(description=_("Show on the site"), permissions=["change"])
    def publish(self, request: HttpRequest, films: QuerySet[Film]) -> None:
        self.change_all(request, films, "is_published", True)

    @admin.action(description=_("Hide from the site"), permissions=["change"])
    def unpublish(self, request: HttpRequest, films: QuerySet[Film]) -> None:
        self.change_all(request, films, "is_published", False)

    @admin.action(description=_("Open the comments"), permissions=["change"])
    def open_comments(self, request: HttpRequest, films: QuerySet[Film]) -> None:
        self.change_all(request, films, "comments_open", True)

    @admin.action(description=_("Close the comments"), permissions=["change"])
    def close_comments(self, request: HttpRequest, films: QuerySet[Film]) -> None:
        self.change_all(request, films, "comments_open", False)

    @admin.action(description=_("Compare these two and join them"), permissions=["change"])
    def join_two(self, request: HttpRequest, films: QuerySet[Film]) -> HttpResponse | None:
        return compare_two(self, request, films)

    def change_all(self, request: HttpRequest, films: QuerySet[Film], name: str, wanted: bool) -> None:
        """Changes one fact of those films that do not have it yet, and says so in each one's history."""
        changed = list(films.exclude(**{name: wanted}).only("pk", "title", "year"))
        rows = Film.objects.filter(pk__in=[film.pk for film in changed])
        if name == "is_published":
            rows.publish(wanted)
        else:
            for film in changed:
                film.open_comments(wanted)
        for film in changed:
            self.log_change(request, film, [{"changed": {"fields": [name]}}])
        said = ngettext("%(number)d film changed.", "%(number)d films changed.", len(changed))
        self.message_user(request, said % {"number": len(changed)}, messages.SUCCESS)


@admin.register(Credit)
class CreditAdmin(BigAdmin):
    """Credits one by one, for films with very many."""

    autocomplete_fields = ("film", "person")
    list_display = ("person", "department", "position", "character", "film")
    list_filter = ("department",)
    list_select_related = ("person", "film")
    ordering = ("film", "department", "position", "id")
    search_fields: ClassVar[tuple[str, ...]] = ()

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        return lookup in ("film__id__exact", "person__id__exact") or super().lookup_allowed(lookup, value, request)

    def save_model(self, request: HttpRequest, obj: Credit, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        Film.objects.filter(pk=obj.film_id).facts_changed()

    def delete_model(self, request: HttpRequest, obj: Credit) -> None:
        super().delete_model(request, obj)
        Film.objects.filter(pk=obj.film_id).facts_changed()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Credit]) -> None:
        films = list(queryset.values_list("film", flat=True).distinct())
        super().delete_queryset(request, queryset)
        Film.objects.filter(pk__in=films).facts_changed()
