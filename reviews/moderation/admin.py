"""Rules, policy, decisions and watched films in Django's admin. The queue has pages of its own, beside it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .checks import CHECKS
from .models import Brake, Decision, Policy, Rule
from .rehearsal import rehearse
from .rulebook import BadPattern, compile_pattern


class RuleForm(forms.ModelForm):
    """A rule; a pattern has to be one."""

    class Meta:
        model = Rule
        fields = ["kind", "text", "whole_words", "outcome", "log_only", "is_active", "note"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == Rule.Kind.PATTERN and data.get("text"):
            try:
                compile_pattern(data["text"])
            except BadPattern as problem:
                self.add_error("text", _("This pattern cannot be used: %(problem)s.") % {"problem": problem})
        return data


@admin.register(Rule)
class RuleAdmin(admin.ModelAdmin):
    """Rules are rehearsed before they are saved."""

    form = RuleForm
    list_display = ["text", "kind", "outcome", "log_only", "is_active", "note"]
    list_filter = ["kind", "outcome", "log_only", "is_active"]
    search_fields = ["text", "note"]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The first POST shows what the rule would have done; the second saves it."""
        if request.method == "POST" and "_rehearsed" not in request.POST:
            obj = self.get_object(request, object_id) if object_id else None
            allowed = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
            form = RuleForm(request.POST, instance=obj)
            if allowed and form.is_valid():
                return self.rehearsal(request, form)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def rehearsal(self, request: HttpRequest, form: RuleForm) -> HttpResponse:
        """The page between."""
        rule = form.save(commit=False)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Rehearsal"),
            "opts": self.model._meta,
            "rule": rule,
            "rehearsal": rehearse(rule),
            "posted": [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"],
        }
        return TemplateResponse(request, "moderation/rehearsal.html", context)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """One by one, so that every process hears of it."""
        for rule in queryset:
            rule.delete()


class PolicyForm(forms.ModelForm):
    """The policy, with the checks by name."""

    trusted_skip = forms.MultipleChoiceField(
        label=_("checks that trusted members skip"),
        required=False,
        choices=[(check.name, check.name.replace("_", " ")) for check in CHECKS if check.skippable],
        widget=forms.CheckboxSelectMultiple,
    )

    outside_url = forms.URLField(label=_("its address"), required=False, assume_scheme="https")

    class Meta:
        model = Policy
        exclude = ["rules_version", "model_version", "decided_since"]  # noqa: DJ006 - all that is a setting


@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin):
    """One policy, so the list leads straight to it."""

    form = PolicyForm
    fieldsets = [
        (None, {"fields": ["tell_reasons", "premoderate", "hold_first_texts"]}),
        (_("Trusted members"), {"fields": ["trust_after", "trust_max_refused", "trusted_skip"]}),
        (
            _("Checks"),
            {"fields": ["links_allowed", "flood_texts", "flood_minutes", "repeat_days", "refused_percent"]},
        ),
        (
            _("Classifier"),
            {"fields": ["classifier_on", "classifier_threshold", "classifier_least", "retrain_every"]},
        ),
        (_("Outside spam filter"), {"fields": ["outside", "outside_url", "outside_key", "outside_seconds"]}),
        (
            _("Reports and cases"),
            {
                "fields": [
                    "report_weight",
                    "reports_hold_trusted",
                    "reports_a_day",
                    "reporter_may_decide",
                    "claim_minutes",
                    "appeal_days",
                    "retention_days",
                ]
            },
        ),
        (_("Log"), {"fields": ["log_audience", "log_delay_hours"]}),
        (_("Brake"), {"fields": ["brake_least", "brake_times", "brake_account_days"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        Policy.current()
        return redirect(reverse("admin:reviews_policy_change", args=[1]))


@admin.register(Decision)
class DecisionAdmin(admin.ModelAdmin):
    """Decisions, to read. Nobody changes them, here or anywhere."""

    list_display = ["number", "at", "action", "kind", "ground", "by", "film"]
    list_filter = ["action", "ground", "kind", "at"]
    list_select_related = ["by", "film"]
    search_fields = ["words__letter", "hash"]
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Brake)
class BrakeAdmin(admin.ModelAdmin):
    """Films where everything is read first, or whose brake is on."""

    list_display = ["film", "premoderate", "on_since", "released_at"]
    list_select_related = ["film"]
    raw_id_fields = ["film"]
    readonly_fields = ["on_since", "released_at", "counted", "usual"]
    search_fields = ["film__title"]
