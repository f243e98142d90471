"""Who rated last, and what each of many members rated last, in as many queries as for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, OuterRef, QuerySet, Subquery

from films.anyof import AnyOf
from films.page import cards
from films.prepared import prepared

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
    authors = list(dict.fromkeys(pk for (pk,) in authors_of([pk for (pk,) in newest()])))[:most]
    members = get_user_model().objects.in_bulk(authors)
    return [members[pk] for pk in authors]


@prepared
def newest() -> QuerySet[Any, Any]:
    return Review.objects.rated().order_by("-pk").values_list("pk")[:NEWEST]


@prepared
def authors_of(reviews: list[int]) -> QuerySet[Any, Any]:
    public = Review.objects.filter(AnyOf("pk", reviews), film__is_published=True, author__is_active=True)
    return public.order_by("-pk").values_list("author")


def lately(members: Sequence[Any], most: int) -> list[Lately]:
    """The members in their order, each with at most `most` ratings. Each rating is one step in the index of a member's
    reviews; a window over all of them would read every rating that these members ever gave."""
    pks = [member.pk for member in members]
    chosen = {pk: [*filter(None, keys)] for pk, *keys in places(pks, most=most)}
    found = ratings([*chain(*chosen.values())])
    films = {film.pk: film for film in cards(list({review.film_id for review in found}))}
    reviews = {review.pk: review for review in found if review.film_id in films}  # one may have been hidden meanwhile
    for review in reviews.values():
        review.film = films[review.film_id]
    counts = dict(numbers(pks))
    return [
        Lately(member, counts.get(member.pk, 0), [reviews[pk] for pk in chosen.get(member.pk, []) if pk in reviews])
        for member in members
    ]


def public() -> QuerySet[Review]:
    """The ratings that everybody sees."""
    return Review.objects.rated().filter(film__is_published=True).order_by()


@prepared
def places(members: list[int], *, most: int) -> QuerySet[Any, Any]:
    newest = public().filter(author=OuterRef("pk")).order_by("-created_at", "-pk").values("pk")
    found = {f"place_{n}": Subquery(newest[n : n + 1]) for n in range(most)}
    rows = get_user_model().objects.filter(AnyOf("pk", members)).order_by()
    return rows.annotate(**found).values_list("pk", *found)


@prepared
def ratings(pks: list[int]) -> QuerySet[Review]:
    return Review.objects.filter(AnyOf("pk", pks)).only("film_id", "author_id", "public_half_steps").order_by()


@prepared
def numbers(members: list[int]) -> QuerySet[Any, Any]:
    return public().filter(AnyOf("author_id", members)).values_list("author").annotate(Count("pk"))
