"""The members' totals of a film: ten counters, and the figures that the database derives from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import add, and_
from typing import NamedTuple

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import Combinable, CombinedExpression
from django.utils.translation import gettext_lazy as _

HALF_STEPS = range(1, 11)
VOTES = [f"votes_{n}" for n in HALF_STEPS]

# The settled average is a Bayesian one: (PRIOR_VOTES * PRIOR_MEAN + sum) / (PRIOR_VOTES + count), in half-steps.
# A film with few ratings stays near the prior; one with none has 0 and stands last. The browse page says so in words.
PRIOR_VOTES = 5
PRIOR_MEAN = 6.0


class Tally(NamedTuple):
    """What one text adds to the totals of its film: a vote (half-steps or None), a written review, a comment."""

    half_steps: int | None = None
    reviews: int = 0
    comments: int = 0


@dataclass(frozen=True)
class Bar:
    """One bar of the histogram. `share` is the percentage of all votes, `height` that of the highest bar; 0-100."""

    half_steps: int
    votes: int
    share: int
    height: int


def _counters() -> list[Combinable]:
    return [F(f"votes_{n}") for n in HALF_STEPS]


def _count() -> CombinedExpression:
    return reduce(add, _counters())  # type: ignore[return-value]


def _sum() -> CombinedExpression:
    return reduce(add, [F(f"votes_{n}") * n for n in HALF_STEPS])


def _no_votes() -> Q:
    return reduce(and_, [Q(**{f"votes_{n}": 0}) for n in HALF_STEPS])


def _settled() -> Case:
    settled = (Value(PRIOR_VOTES * PRIOR_MEAN) + _sum()) / (Value(float(PRIOR_VOTES)) + _count())
    return Case(When(_no_votes(), then=Value(0.0)), default=settled, output_field=models.FloatField())


class Totals(models.Model):
    """The counters, changed only by `FilmQuerySet.change_totals` in the transaction of the text that they count."""

    votes_1 = models.PositiveIntegerField(default=0, editable=False)
    votes_2 = models.PositiveIntegerField(default=0, editable=False)
    votes_3 = models.PositiveIntegerField(default=0, editable=False)
    votes_4 = models.PositiveIntegerField(default=0, editable=False)
    votes_5 = models.PositiveIntegerField(default=0, editable=False)
    votes_6 = models.PositiveIntegerField(default=0, editable=False)
    votes_7 = models.PositiveIntegerField(default=0, editable=False)
    votes_8 = models.PositiveIntegerField(default=0, editable=False)
    votes_9 = models.PositiveIntegerField(default=0, editable=False)
    votes_10 = models.PositiveIntegerField(default=0, editable=False)
    rating_count = models.GeneratedField(
        expression=_count(), output_field=models.PositiveIntegerField(), db_persist=True, verbose_name=_("ratings")
    )
    rating_sum = models.GeneratedField(
        expression=_sum(),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
        verbose_name=_("half-steps in all"),
    )
    settled_average = models.GeneratedField(
        expression=_settled(), output_field=models.FloatField(), db_persist=True, verbose_name=_("settled average")
    )
    review_count = models.PositiveIntegerField(_("reviews"), default=0, editable=False)
    comment_count = models.PositiveIntegerField(_("comments"), default=0, editable=False)
    last_activity_at = models.DateTimeField(_("last activity"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def average(self) -> float | None:
        """The plain mean of the members' ratings in half-steps (1-10), or None where nobody has rated."""
        return self.rating_sum / self.rating_count if self.rating_count else None

    @property
    def histogram(self) -> list[Bar]:
        """Ten bars, from one half-step to ten."""
        votes = [getattr(self, f"votes_{n}") for n in HALF_STEPS]
        total, highest = max(sum(votes), 1), max(*votes, 1)
        return [
            Bar(n, count, share=round(100 * count / total), height=round(100 * count / highest))
            for n, count in zip(HALF_STEPS, votes, strict=True)
        ]


def totals_steps(*moves: tuple[Tally, Tally]) -> dict[str, int]:
    """By how much each counter changes when texts move from the first tally to the second. Of the votes all or none are
    named, so that it is the same statement for every rating."""
    votes, others = dict.fromkeys(VOTES, 0), {"review_count": 0, "comment_count": 0}
    for before, after in moves:
        for vote, step in ((before.half_steps, -1), (after.half_steps, 1)):
            if vote:
                votes[f"votes_{vote}"] += step
        others["review_count"] += after.reviews - before.reviews
        others["comment_count"] += after.comments - before.comments
    return (votes if any(votes.values()) else {}) | {name: step for name, step in others.items() if step}
