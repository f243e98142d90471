"""What stands beside a text in the admin, to read: what others wrote under it, and what was decided on it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Comment, Decision, FilmText
from .moderation.kinds import kind_of

MOST = 20


class Newest(BaseInlineFormSet):
    """The newest only: under some reviews stand thousands."""

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset()[:MOST]


class AnswerInline(admin.TabularInline):
    """Comments under a review, or replies to a comment; each has a page of its own."""

    model = Comment
    formset = Newest
    fields = readonly_fields = ("author", "words", "status", "created_at")
    ordering = ("-created_at", "-pk")
    show_change_link = True
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("author", "film")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("text"))
    def words(self, comment: Comment) -> str:
        """The first words."""
        return comment.preview(120)


class CommentInline(AnswerInline):
    """Under a review."""

    fk_name = "review"
    verbose_name_plural = gettext_lazy("newest comments")


class ReplyInline(AnswerInline):
    """To a comment."""

    fk_name = "parent"
    verbose_name_plural = gettext_lazy("newest replies")


def decisions_on(text: FilmText) -> SafeString:
    """The decisions on a text, newest first, each with a link to its record."""
    found = Decision.objects.of(kind_of(text), text.pk).select_related("by")[:MOST]
    lines = [(reverse("admin:reviews_decision_change", args=[one.pk]), _in_words(one)) for one in found]
    listed = format_html_join("", '<li><a href="{}">{}</a></li>', lines)
    return format_html("<ul>{}</ul>", listed) if lines else format_html("{}", _("none"))


def _in_words(decision: Decision) -> str:
    day = date_format(timezone.localtime(decision.at), "SHORT_DATETIME_FORMAT")
    by = decision.by.username if decision.by else ""
    return " · ".join(filter(None, (day, decision.get_action_display(), decision.get_ground_display(), by)))
