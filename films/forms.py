"""The form beside the list of films: every facet as a choice with its count."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .browse import Facets, Filters
from .browse.filters import label


class QuickSelect(forms.Select):
    """A select that is written straight down: Django's own renders a template for each of hundreds of options."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SafeString(" selected") if key == value else "", text) for key, text in self.choices),
        )
        attrs = {"name": name, "class": "form-select", **self.attrs, **(attrs or {})}
        named = format_html_join("", ' {}="{}"', ((key, text) for key, text in attrs.items() if text is not True))
        return format_html("<select{}>{}</select>", named, options)


class FilterForm(forms.Form):
    """The filters in force, with all that could be chosen instead."""

    genre = forms.ChoiceField(label=_("Genre"), required=False, widget=QuickSelect)
    decade = forms.ChoiceField(label=_("Decade"), required=False, widget=QuickSelect)
    year = forms.ChoiceField(label=_("Year"), required=False, widget=QuickSelect)
    country = forms.ChoiceField(label=_("Country"), required=False, widget=QuickSelect)
    language = forms.ChoiceField(label=_("Language"), required=False, widget=QuickSelect)
    kind = forms.ChoiceField(label=_("Kind"), required=False, widget=QuickSelect)
    rating = forms.ChoiceField(label=_("Members’ rating"), required=False, widget=QuickSelect)
    person = forms.CharField(required=False, widget=forms.HiddenInput)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, filters: Filters, facets: Facets) -> None:
        chosen = {name: choice.value for name, choice in filters.chosen.items()}
        super().__init__(initial=chosen | ({"sort": filters.sort.name} if filters.sort.name != "title" else {}))
        for name, choices in facets.choices.items():
            shown = [(c.value, f"{label(name, c)} ({number_format(c.count)})") for c in choices.values()]
            field: Any = self.fields[name]
            field.choices = [("", _("any")), *shown]
        for name in ("person", "sort"):
            if name not in self.initial:
                del self.fields[name]
