"""The verdicts that stand beside the members': each on its own scale, none ever mixed with another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import ExternalReview, ExternalScore, Film

Voice, Kind = ExternalReview.Voice, ExternalScore.Kind


@dataclass(frozen=True)
class Verdict:
    """One line: who says it, on what it rests, the figure on its scale, and its share of the scale (0-100 or None)."""

    who: str
    note: str
    figure: str
    out_of: str = ""
    percent: int | None = None


def verdicts_of(film: Film) -> list[Verdict]:
    """The house, critics' scores, the press's reviews, audiences' scores and reviews. Prefetched rows, no query."""
    reviews, scores = list(film.external_reviews.all()), list(film.scores.all())
    return [
        *of_reviews(_("The house"), (r for r in reviews if r.voice == Voice.HOUSE)),
        *(of_score(_("Critics"), score) for score in scores if score.kind == Kind.CRITICS),
        *of_reviews(_("The press"), (r for r in reviews if r.voice == Voice.PRESS)),
        *(of_score(_("Audience elsewhere"), score) for score in scores if score.kind == Kind.AUDIENCE),
        *of_reviews(_("Viewers elsewhere"), (r for r in reviews if r.voice == Voice.AUDIENCE)),
    ]


def of_reviews(who: str, reviews: Iterable[ExternalReview]) -> list[Verdict]:
    """The mean of those reviews that rate; a single one is named. Where none has half-steps, what was printed."""
    rated = [review for review in reviews if review.half_steps or review.rating_text]
    steps = [review.half_steps for review in rated if review.half_steps]
    if not rated:
        return []
    counted = ngettext("%(number)d review", "%(number)d reviews", len(rated)) % {"number": len(rated)}
    note = (rated[0].publication or rated[0].byline or counted) if len(rated) == 1 else counted
    if not steps:
        return [Verdict(who, note, rated[0].rating_text)]
    mean = sum(steps) / len(steps)
    return [Verdict(who, note, number_format(round(mean / 2, 1), 1), "5", round(mean * 10))]


def of_score(who: str, score: ExternalScore) -> Verdict:
    """A score as it was published."""
    votes = ""
    if score.votes:
        shown = number_format(score.votes, force_grouping=True)
        votes = ngettext("%(shown)s vote", "%(shown)s votes", score.votes) % {"shown": shown}
    note = ", ".join(filter(None, [score.source, votes]))
    percent = round(100 * score.value / score.out_of)
    return Verdict(capfirst(who), note, plain(score.value), plain(score.out_of), percent)


def plain(number: Decimal) -> str:
    """A figure without empty decimals: 6.60 is 6.6, 46.00 is 46."""
    return number_format(number.normalize() if number % 1 else number.quantize(Decimal(1)))
