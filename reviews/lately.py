"""What each of many members rated last, in as many queries as for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, OuterRef, Subquery

from films.models import Film

from .models import Review


@dataclass(frozen=True)
class Lately:
    """A member, the number of films rated, and the newest of those ratings with their films."""

    member: Any
    count: int
    reviews: list[Review]


def lately(members: Sequence[Any], most: int) -> list[Lately]:
    """The members in their order, each with at most `most` ratings. Each rating is one step in the index of a member's
    reviews; a window over all of them would read every rating that these members ever gave."""
    rated = Review.objects.rated().filter(film__is_published=True)
    newest = rated.filter(author=OuterRef("pk")).order_by("-created_at", "-pk").values("pk")
    places = {f"place_{n}": Subquery(newest[n : n + 1]) for n in range(most)}
    rows = get_user_model().objects.filter(pk__in=[member.pk for member in members])
    chosen = {pk: [*filter(None, keys)] for pk, *keys in rows.annotate(**places).values_list("pk", *places)}
    reviews = Review.objects.only("film_id", "author_id", "public_half_steps").in_bulk([*chain(*chosen.values())])
    films = Film.objects.as_cards().in_bulk({review.film_id for review in reviews.values()})
    for review in reviews.values():
        review.film = films[review.film_id]
    counts = dict(rated.filter(author__in=list(chosen)).order_by().values_list("author").annotate(Count("pk")))
    return [
        Lately(member, counts.get(member.pk, 0), [reviews[pk] for pk in chosen.get(member.pk, [])])
        for member in members
    ]
