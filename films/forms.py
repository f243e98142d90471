"""The form beside the list of films: every facet as a choice, with how many films it would give.

All of it but the options is rendered once for each count of the facets and each language (`Facets.forms`); the options,
of which there are hundreds, are put in with the counts that they have together with the filters in force.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from .browse import Facets, Filters
from .browse.filters import TRANSLATED, label
from .titles import fold


class OpenSelect(forms.Select):
    """A select with its name in braces where its options belong."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attrs = {"name": name, "class": "form-select", **self.attrs, **(attrs or {})}
        named = format_html_join("", ' {}="{}"', ((key, text) for key, text in attrs.items() if text is not True))
        return format_html("<select{}>{{{}}}</select>", named, name)


class FilterForm(forms.Form):
    """All that films can be filtered by."""

    genre = forms.ChoiceField(label=gettext_lazy("Genre"), required=False, widget=OpenSelect)
    decade = forms.ChoiceField(label=gettext_lazy("Decade"), required=False, widget=OpenSelect)
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False, widget=OpenSelect)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False, widget=OpenSelect)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False, widget=OpenSelect)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, widget=OpenSelect)
    rating = forms.ChoiceField(label=gettext_lazy("Members’ rating"), required=False, widget=OpenSelect)


@dataclass(frozen=True)
class Drawn:
    """The fields in a language, with the name of each facet in braces where its options belong, and by facet the
    value, the words and the films of each choice, escaped."""

    language: str
    text: str
    choices: Mapping[str, Sequence[tuple[str, str, int | None]]]

    def filled(self, chosen: Mapping[str, str], counts: Mapping[str, Mapping[str, int]]) -> str:
        """The fields with the options, of which some are chosen. `counts`: of facets that have other ones now."""
        return self.text.format(
            **{name: self.options(name, chosen.get(name, ""), counts.get(name, {})) for name in self.choices}
        )

    def options(self, name: str, chosen: str, counts: Mapping[str, int]) -> str:
        """One facet's options. Those that would give nothing stand last and cannot be chosen."""
        anything = _("any")
        some, none = [f'<option value="">{anything}</option>'], list[str]()
        for value, words, alone in self.choices[name]:
            films = counts.get(value, alone)
            mark = " selected" if value == chosen else "" if films != 0 else " disabled"
            option = f'<option value="{value}"{mark}>{words}{counted(films, self.language)}</option>'
            (none if mark == " disabled" else some).append(option)
        return "".join(some + none)


@lru_cache(maxsize=4096)
def counted(films: int | None, _language: str) -> str:
    """How many films a choice has, behind its name; nothing while they are not counted yet."""
    return "" if films is None else f" ({number_format(films)})"


def drawn(facets: Facets, language: str) -> Drawn:
    """The form in the language of now."""
    text = render_to_string("films/_filters.html", {"form": FilterForm()})
    choices = {
        name: [(escape(choice.value), escape(label(name, choice)), choice.count) for choice in found.values()]
        for name, found in facets.choices.items()
    }
    for name in TRANSLATED:
        choices[name].sort(key=lambda choice: fold(choice[1]))  # by the reader's alphabet, not by the database's
    return Drawn(language, text, choices)


def filter_form(filters: Filters, facets: Facets, counts: Mapping[str, Mapping[str, int]]) -> SafeString:
    """The fields with the filters in force chosen; those that have no field travel hidden. `counts`: how many films
    each choice would give together with these."""
    language = get_language() or ""
    form = facets.forms.get(language) or facets.forms.setdefault(language, drawn(facets, language))
    chosen = {name: choice.value for name, choice in filters.chosen.items()}
    hidden = {name: value for name, value in chosen.items() if name not in facets.choices}
    if filters.sort.name != "title":
        hidden["sort"] = filters.sort.name
    fields = format_html_join("", '<input type="hidden" name="{}" value="{}">', hidden.items())
    return SafeString(form.filled(chosen, counts) + fields)
