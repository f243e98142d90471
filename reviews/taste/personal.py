"""One member's suggestions: films like those that the member liked, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from films.models import Film
from films.models.totals import PRIOR_MEAN, PRIOR_VOTES

from ..models import Likeness, NotInterested, Review

NEEDED = 5  # ratings, before anything is suggested
MOST = 60
DOUBT = 5_000  # what stands against every suggestion, as a score: one weak likeness does not come first

MINE = "film__reviews__"  # a likeness's first film is one that the member rated


@dataclass(frozen=True)
class Pick:
    """A film, and the liked one that speaks most for it."""

    film: Any
    because: Any


@dataclass(frozen=True)
class Taste:
    """How many films a member rated, and the settled mean: above it the member liked a film, below it not."""

    member: Any
    count: int
    mean: float

    @classmethod
    def of(cls, member: Any) -> Taste:
        own = Review.objects.filter(author=member, withdrawn_at=None)
        count, total = own.aggregate(Count("half_steps"), Sum("half_steps")).values()
        return cls(member, count, (PRIOR_VOTES * PRIOR_MEAN + (total or 0)) / (PRIOR_VOTES + count))

    @property
    def missing(self) -> int:
        """How many ratings are missing before there can be suggestions."""
        return max(NEEDED - self.count, 0)

    def picks(self, films: QuerySet[Film] | None = None) -> list[Pick]:
        """The best, at most MOST; with `films`, only of these. Three queries."""
        wanted = self.wanted(Film.objects.visible_to() if films is None else films)
        reasons = self.reasons(wanted)
        cards = Film.objects.visible_to().as_cards().in_bulk({*reasons.keys(), *reasons.values()})
        pairs = ((cards.get(film), cards.get(reasons.get(film))) for film in wanted)
        return [Pick(film, because) for film, because in pairs if film and because]

    def likenesses(self) -> QuerySet[Any]:
        """Likenesses of the films that the member rated, with the `pull` of each towards the other film."""
        own = Q(**{f"{MINE}author": self.member, f"{MINE}withdrawn_at": None, f"{MINE}half_steps__isnull": False})
        return Likeness.objects.filter(own).annotate(pull=F("score") * (F(f"{MINE}half_steps") - self.mean))

    def wanted(self, films: QuerySet[Film]) -> list[int]:
        """The keys of the best films that the member neither has a review of nor refused, best first.

        A film's place is the mean of how far the films like it were liked, weighed by likeness, drawn towards nothing.
        """
        known = Review.objects.filter(author=self.member, withdrawn_at=None).values("film")
        refused = NotInterested.objects.filter(member=self.member).values("film")
        found = self.likenesses().filter(other__in=films).exclude(other__in=known).exclude(other__in=refused)
        sums = found.values("other").annotate(all_pull=Sum("pull"), all_score=Sum("score"))
        best = sums.annotate(place=F("all_pull") / (F("all_score") + DOUBT)).filter(place__gt=0)
        return list(best.order_by("-place", "other").values_list("other", flat=True)[:MOST])

    def reasons(self, films: list[int]) -> dict[int, int]:
        """By film: the liked one that pulls most."""
        pulls = self.likenesses().filter(other__in=films, pull__gt=0).order_by("pull", "-film")
        return dict(pulls.values_list("other", "film"))
