"""The form beside the list of films: every facet as a choice with its count.

Its hundreds of options are rendered once for each count of the facets and each language (`Facets.forms`), with nothing
chosen; what a reader chose is marked in that text.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
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
    """All that films can be filtered by, nothing chosen yet."""

    genre = forms.ChoiceField(label=_("Genre"), required=False, widget=QuickSelect)
    decade = forms.ChoiceField(label=_("Decade"), required=False, widget=QuickSelect)
    year = forms.ChoiceField(label=_("Year"), required=False, widget=QuickSelect)
    country = forms.ChoiceField(label=_("Country"), required=False, widget=QuickSelect)
    language = forms.ChoiceField(label=_("Language"), required=False, widget=QuickSelect)
    kind = forms.ChoiceField(label=_("Kind"), required=False, widget=QuickSelect)
    rating = forms.ChoiceField(label=_("Members’ rating"), required=False, widget=QuickSelect)

    def __init__(self, facets: Facets) -> None:
        super().__init__()
        for name, choices in facets.choices.items():
            shown = [(c.value, f"{label(name, c)}{counted(c.count)}") for c in choices.values()]
            field: Any = self.fields[name]
            field.choices = [("", _("any")), *shown]


def counted(films: int | None) -> str:
    """How many films a choice has, behind its name; nothing while they are not counted yet."""
    return "" if films is None else f" ({number_format(films)})"


def filter_form(filters: Filters, facets: Facets) -> SafeString:
    """The fields with the filters in force chosen; those that have no field travel hidden."""
    language = get_language() or ""
    if language not in facets.forms:
        facets.forms[language] = render_to_string("films/_filters.html", {"form": FilterForm(facets)})
    text, hidden = facets.forms[language], {}
    for name, choice in filters.chosen.items():
        if name in facets.choices:
            text = with_chosen(text, name, choice.value)
        else:
            hidden[name] = choice.value
    if filters.sort.name != "title":
        hidden["sort"] = filters.sort.name
    fields = format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden.items())
    return SafeString(text + fields)


def with_chosen(text: str, name: str, value: str) -> str:
    """The text with this value chosen in the select of this name."""
    before, select, options = text.partition(f'<select name="{name}"')
    option = format_html('<option value="{}"', value)
    return before + select + options.replace(option, f"{option} selected", 1)
