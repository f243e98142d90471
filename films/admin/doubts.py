"""Records of data sets that may be about films that stand: beside these films, for somebody to decide."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from ..catalogue import from_payload
from ..catalogue.doubts import settle
from ..models import DoubtfulRecord
from .comparing import lines
from .sources import ReadOnly


class DecidedFilter(admin.SimpleListFilter):
    """Those to be decided, unless the others are asked for."""

    title = _("decision")
    parameter_name = "decided"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("yes", _("decided"))]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        yield {**first, "display": _("to be decided")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(film__isnull=self.value() != "yes")


@admin.register(DoubtfulRecord)
class DoubtfulRecordAdmin(ReadOnly):
    """One record a page. What was decided is remembered: the same record is never asked about again."""

    list_display = ("__str__", "source", "found_at", "film")
    list_filter = (DecidedFilter, "source")
    list_select_related = ("film",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("films.change_film"))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """The record beside the films; a POST decides."""
        doubt = self.get_object(request, object_id) if self.has_view_permission(request) else None
        if doubt is None:
            raise Http404
        films = list(doubt.candidates.standing().order_by("pk"))
        if request.method == "POST":
            return self.decide(request, doubt, films)
        record = from_payload(doubt.payload)
        named = [{"name": str(film), "on_site": film.get_absolute_url(), "value": film.pk} for film in films]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Which film is this record about?"),
            "opts": self.model._meta,
            "doubt": doubt,
            "columns": [{"name": _("the record"), "value": "new"}, *named],
            "lines": lines([record, *films]),
        }
        return TemplateResponse(request, "admin/films/doubt.html", context)

    def decide(self, request: HttpRequest, doubt: DoubtfulRecord, films: list[Any]) -> HttpResponse:
        """Adds the record to the chosen film, or makes it a film of its own."""
        decision = request.POST.get("decision", "")
        chosen = next((film for film in films if str(film.pk) == decision), None)
        if not chosen and decision != "new":
            self.message_user(request, _("Choose one of the films, or a film of its own."), messages.ERROR)
        elif film := settle(doubt, chosen, request.user):
            self.log_change(request, film, str(_("Decided on a doubtful record.")))
            self.message_user(request, _("It is %(film)s now.") % {"film": film}, messages.SUCCESS)
        else:
            self.message_user(request, _("Somebody else has decided on it in the meantime."), messages.ERROR)
        return redirect(request.path)
