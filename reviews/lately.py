"""Who rated last, and what each of many members rated last, in as many queries as for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, OuterRef, Subquery

from films.models import Film

from .models import Review

NEWEST = 300  # ratings; somebody who imports a whole diary takes them all, and then stands alone


@dataclass(frozen=True)
class Lately:
    """A member, the number of films rated, and the newest of those ratings with their films."""

    member: Any
    count: int
    reviews: list[Review]


def active(most: int) -> list[Any]:
    """The members who rated last, the latest first, found among the newest ratings: a few steps back along their keys,
    however many there are."""
    newest = list(Review.objects.rated().order_by("-pk").values_list("pk", flat=True)[:NEWEST])
    public = Review.objects.filter(pk__in=newest, film__is_published=True, author__is_active=True)
    authors = list(dict.fromkeys(public.order_by("-pk").values_list("author", flat=True)))[:most]
    members = get_user_model().objects.in_bulk(authors)
    return [members[pk] for pk in authors]


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
