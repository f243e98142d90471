"""The list of films."""

from __future__ import annotations

from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from .. import browse, keyset
from ..browse.filters import Filters, label
from ..forms import filter_form
from ..models import Catalogue
from ..outlines import look_of, render
from ..shown import shows
from ..templatetags.cards import listed

EAGER = 6  # cards that stand on the first screen


@require_safe
def list(request: HttpRequest) -> HttpResponse:
    """Films by filters and order, all of it in the address."""
    revision = Catalogue.current()
    known = browse.facets(revision)
    filters = browse.read(request.GET, known)
    found = browse.find(filters, known, request.user, revision)
    context = {
        "form": filter_form(filters, known, known.together(filters.chosen, found.sets)),
        "films": listed(found.page.rows, look_of(request), EAGER),
        "page": keyset.addresses(found.page, request.GET),
        "size": size(found),
        "active": active(filters),
        "ignored": filters.ignored,
        "sorts": sorts(filters),
        "by_rating": filters.sort.name == "rating",
        "heading": heading(filters),
        "no_films_yet": not filters.chosen and found.count == 0,
        "ways_out": [] if found.page.rows else ways_out(filters, known, request.user, revision),
    }
    moves = filters.follows_votes or known.films is None
    return shows(render(request, "films/list.html", context), revision, found.page.rows, moves=moves)


def size(found: browse.Found) -> str:
    """How many films match, in words."""
    if found.count is None:
        return _("more than %(shown)s films") % {"shown": intcomma(found.many)}
    return ngettext("%(shown)s film", "%(shown)s films", found.count) % {"shown": intcomma(found.count)}


def active(filters: Filters) -> Any:
    """The filters in force, each with the address of the list without it."""
    return [
        {"label": label(name, choice), "remove_url": filters.address(without=name)}
        for name, choice in filters.chosen.items()
    ]


def sorts(filters: Filters) -> Any:
    """The orders, each with the address of the list in it."""
    return [
        {
            "label": sort.label,
            "url": Filters(filters.chosen, sort).address(),
            "is_current": sort is filters.sort,
        }
        for sort in browse.SORTS.values()
    ]


def ways_out(filters: Filters, known: browse.Facets, user: Any, revision: int) -> Any:
    """Filters without which something would be found, with how many films that would be."""
    ways = []
    for name, choice in filters.chosen.items():
        found = browse.find(filters.without(name), known, user, revision)
        if found.page.rows:
            ways.append({"words": without(label(name, choice), found), "url": filters.address(without=name)})
    return ways


def without(filtered: str, found: browse.Found) -> str:
    """What would be found without a filter, in words."""
    if found.count is None:
        shown = {"filter": filtered, "shown": intcomma(found.many)}
        return _("without “%(filter)s”: more than %(shown)s films") % shown
    return ngettext("without “%(filter)s”: %(shown)s film", "without “%(filter)s”: %(shown)s films", found.count) % {
        "filter": filtered,
        "shown": intcomma(found.count),
    }


def heading(filters: Filters) -> str:
    """The list in a word or two: the one filter that is in force, else just films."""
    if len(filters.chosen) == 1:
        [(name, choice)] = filters.chosen.items()
        return _("Films: %(filter)s") % {"filter": label(name, choice)}
    return _("Films")
