"""Pairs that may be one, in the admin: compared side by side, then joined or kept apart; a join can be taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..joins import CannotJoin, join, keep_apart, undo
from ..joins.join import PAIRS
from ..models import FilmPair, Pair, PersonPair
from .big import BoundedPaginator
from .comparing import lines


class VerdictFilter(admin.SimpleListFilter):
    """Those to be decided, unless another kind is asked for."""

    title = _("decision")
    parameter_name = "verdict"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [value for value in Pair.Verdict.choices if value[0] != Pair.Verdict.OPEN]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        yield {**first, "display": Pair.Verdict.OPEN.label}
        yield from others

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(verdict=self.value()) if self.value() else queryset.open()


class PairAdmin(admin.ModelAdmin):
    """One pair a page. Whoever may change films (or people) decides."""

    list_display = ("__str__", "verdict", "found_at", "decided_at", "decided_by")
    list_filter = (VerdictFilter,)
    list_select_related = ("one", "other", "decided_by")
    paginator = BoundedPaginator
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        compared = self.model._meta.get_field("one").related_model._meta.model_name
        return bool(request.user.has_perm(f"films.change_{compared}"))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """The comparison; a POST decides."""
        pair = self.get_object(request, object_id) if self.has_change_permission(request) else None
        if pair is None:
            raise Http404
        if request.method == "POST":
            return self.decide(request, pair)
        both = [pair.one, pair.other]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Are these two one?"),
            "opts": self.model._meta,
            "pair": pair,
            "columns": [{"name": str(one), "on_site": one.get_absolute_url(), "value": one.pk} for one in both],
            "lines": lines(both),
        }
        return TemplateResponse(request, "admin/films/pair.html", context)

    def decide(self, request: HttpRequest, pair: Any) -> HttpResponse:
        """Does what the button said, and says so."""
        decision, said = request.POST.get("decision", ""), _("Decided.")
        pair.verdict = request.POST.get("seen", "")
        try:
            if decision == "apart":
                keep_apart(pair, request.user)
                said = _("Kept apart. Nobody is asked about these two again.")
            elif decision == "undo":
                undo(pair, request.user)
                said = _("The join is taken back.")
            elif decision in (str(pair.one_id), str(pair.other_id)):
                join(pair, pair.one if decision == str(pair.one_id) else pair.other, request.user)
                said = _("Joined. It can be taken back here.")
        except CannotJoin as problem:
            self.message_user(request, problem.sentence, messages.ERROR)
        else:
            self.log_change(request, pair, str(said))
            self.message_user(request, said, messages.SUCCESS)
        return redirect(request.path)


def compare_two(model_admin: admin.ModelAdmin, request: HttpRequest, chosen: QuerySet[Any]) -> HttpResponse | None:
    """Leads from a list, where two are ticked, to their comparison."""
    both = list(chosen[:3])
    if len(both) != 2:
        model_admin.message_user(request, _("Tick exactly two to compare them."), messages.WARNING)
        return None
    pairs = PAIRS[chosen.model]
    pair = pairs.objects.of(*both)
    return HttpResponseRedirect(reverse(f"admin:films_{pairs._meta.model_name}_change", args=[pair.pk]))


@admin.register(FilmPair)
class FilmPairAdmin(PairAdmin):
    """Films that may be one."""


@admin.register(PersonPair)
class PersonPairAdmin(PairAdmin):
    """People who may be one."""
