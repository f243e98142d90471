"""Reviews and comments in the admin. What is decided here goes through moderation's rulings, and so into its log."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from films.admin.big import MOST, BoundedPaginator
from films.models import Film

from .models import MODERATE, Case, Comment, Decision, FilmText, Review, Suggestion
from .moderation.grounds import LETTERS, Ground
from .moderation.ruling import Refused, Ruling
from .text_inlines import CommentInline, ReplyInline, decisions_on


class WithGround(ActionForm):
    """The bulk actions, with the reason that a rejection or removal gives to the author."""

    ground = forms.ChoiceField(label=_("Reason"), choices=Ground.choices, required=False, initial=Ground.OTHER)


class RatingFilter(admin.SimpleListFilter):
    """The ratings that there can be; Django's own filter reads all reviews to find out which there are."""

    title = _("rating in half-steps")
    parameter_name = "half_steps"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(half_steps), str(half_steps)) for half_steps in range(1, 11)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Nonsense in the address filters nothing."""
        known = dict(self.lookup_choices)
        return queryset.filter(half_steps=self.value()) if self.value() in known else queryset


class FilmTextAdmin(admin.ModelAdmin):
    """What both have in common. Texts are written on the site and removed by decisions: nothing is added or deleted.

    The lists stand on millions of rows: newest first by the key, no other order, and a bounded count.
    """

    action_form = WithGround
    actions = ("publish", "reject", "remove")
    list_per_page = 50
    paginator = BoundedPaginator
    sortable_by = ()
    show_full_result_count = False
    list_select_related: ClassVar[tuple[str, ...]] = ("author", "film")
    ordering = ("-pk",)
    search_fields: ClassVar[tuple[str, ...]] = ("body", "author__username", "author__display_name", "film__title")
    DATES = (("created_at", "edited_at", "published_at"), ("withdrawn_at", "purged_at"))
    STATE = ("status", "excerpt", *DATES, "decided", "on_site")
    READ_ONLY = ("status", "excerpt", *DATES[0], *DATES[1], "decided", "on_site")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("author", "film", *self.READ_ONLY)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """Who sees the bulk actions."""
        return request.user.has_perm(MODERATE)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Puts the changes into the row as it is now, and moves the totals along."""
        with obj.locked(), obj.counted():
            for name in form.changed_data:
                setattr(obj, name, form.cleaned_data[name])
            if "comments_open" in form.changed_data:
                obj.comments_locked = not obj.comments_open and obj.author_id != request.user.pk

    @admin.display(description=_("text"))
    def words(self, text: FilmText) -> str:
        """The first words."""
        return text.preview(80)

    @admin.display(description=_("decisions"))
    def decided(self, text: FilmText) -> SafeString:
        """What moderators decided on it."""
        return decisions_on(text)

    @admin.display(description=_("moderation"))
    def on_site(self, text: FilmText) -> SafeString:
        """To its case, and to its place on the site."""
        case = reverse("moderation:text", args=[text._meta.model_name, text.pk])
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>', case, _("case"), text.get_absolute_url(), _("on site")
        )

    @admin.action(description=_("Publish"), permissions=["moderate"])
    def publish(self, request: HttpRequest, texts: QuerySet[Any]) -> None:
        """Publishes the chosen texts."""
        self.decide(request, texts, Decision.Action.PUBLISH)

    @admin.action(description=_("Do not accept"), permissions=["moderate"])
    def reject(self, request: HttpRequest, texts: QuerySet[Any]) -> None:
        """Turns the chosen held texts down."""
        self.decide(request, texts, Decision.Action.REJECT)

    @admin.action(description=_("Remove"), permissions=["moderate"])
    def remove(self, request: HttpRequest, texts: QuerySet[Any]) -> None:
        """Removes the chosen texts."""
        self.decide(request, texts, Decision.Action.REMOVE)

    def decide(self, request: HttpRequest, texts: QuerySet[Any], action: str) -> None:
        """One ruling over all of them, or none: who may not decide on one of them is told why. Of all that a list shows
        as many as it counts."""
        texts = self.model._default_manager.filter(
            pk__in=list(texts.order_by("-pk").values_list("pk", flat=True)[:MOST])
        )
        asked = request.POST.get("ground", "")
        ground = "" if action == Decision.Action.PUBLISH else asked if asked in Ground.values else Ground.OTHER
        letter = str(LETTERS[Ground(ground)]) if ground else ""
        try:
            with transaction.atomic():
                Film.objects.lock_all(texts.order_by().values_list("film_id", flat=True))
                cases = [Case.objects.open_for(text, "staff").pk for text in texts.select_related("author", "film")]
                made = Ruling(request.user, action, ground, letter, batch=str(uuid.uuid4())).decide(cases)
        except Refused as refused:
            self.message_user(request, refused.message, messages.ERROR)
            return
        for text in texts:
            self.log_change(request, text, str(Decision.Action(action).label))
        done = ngettext("%(count)s text decided.", "%(count)s texts decided.", len(made)) % {"count": len(made)}
        self.message_user(request, done, messages.SUCCESS)


@admin.register(Review)
class ReviewAdmin(FilmTextAdmin):
    """Reviews and ratings."""

    list_display = ("film", "author", "half_steps", "words", "status", "comment_count", "created_at", "on_site")
    list_filter = (
        "status",
        "has_spoilers",
        "comments_open",
        ("withdrawn_at", admin.EmptyFieldListFilter),
        RatingFilter,
    )
    search_fields = ("title", *FilmTextAdmin.search_fields)
    WRITTEN = ("half_steps", "title", "body", "has_spoilers", "watched_on", "comments_open")
    fields = (("film", "author"), *WRITTEN, *FilmTextAdmin.STATE)
    inlines = (CommentInline,)


@admin.register(Comment)
class CommentAdmin(FilmTextAdmin):
    """Comments and replies."""

    list_display = ("film", "author", "words", "review", "parent", "status", "created_at", "on_site")
    list_filter = (
        "status",
        "has_spoilers",
        ("withdrawn_at", admin.EmptyFieldListFilter),
        ("review", admin.EmptyFieldListFilter),
    )
    list_select_related = ("author", "film", "review__author", "review__film", "parent__author", "parent__film")
    fields = (("film", "author"), "review", "parent", "body", "has_spoilers", *FilmTextAdmin.STATE)
    inlines = (ReplyInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("review", "parent", *super().get_readonly_fields(request, obj))


@admin.register(Suggestion)
class SuggestionAdmin(FilmTextAdmin):
    """Suggested pictures, to look at and to decide on: what the film shows of them is changed with the film."""

    list_display = ("film", "author", "place", "alt", "status", "created_at", "on_site")
    list_filter = ("status", "place", ("withdrawn_at", admin.EmptyFieldListFilter))
    search_fields = ("alt", "credit", *FilmTextAdmin.search_fields)
    SENT = ("place", "alt", "body", "credit")
    fields = (("film", "author"), *SENT, *FilmTextAdmin.STATE)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.SENT, *super().get_readonly_fields(request, obj))
