"""What a member has done here, in figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from .models import User


@dataclass(frozen=True)
class Bar:
    """One bar of the histogram of ratings. `share` is the percentage of all, `height` that of the highest; 0-100."""

    half_steps: int
    votes: int
    share: int
    height: int


@dataclass(frozen=True)
class Decade:
    """The rated films of the ten years from `year` on. `height` is the percentage of the decade with most."""

    year: int
    films: int
    height: int


@dataclass(frozen=True)
class Figures:
    """`average` is in half-steps (1-10), or None without ratings; `decades` are those that have films."""

    films: int
    average: float | None
    reviews: int
    comments: int
    bars: list[Bar]
    decades: list[Decade]


def figures(member: User) -> Figures:
    """What everybody may count, in three queries, however much there is."""
    votes, years = ratings(member)
    films = sum(votes.values())
    return Figures(
        films=films,
        average=sum(step * count for step, count in votes.items()) / films if films else None,
        reviews=member.reviews.number_of(member),
        comments=member.comments.number_of(member),
        bars=bars(votes),
        decades=decades(years),
    )


def ratings(member: User) -> tuple[Counter[int], Counter[int]]:
    """How many ratings there are of each number of half-steps, and of films of each decade that is known."""
    votes: Counter[int] = Counter()
    years: Counter[int] = Counter()
    for half_steps, decade, number in member.reviews.votes_of(member):
        votes[half_steps] += number
        if decade is not None:
            years[decade] += number
    return votes, years


def bars(votes: dict[int, int]) -> list[Bar]:
    total, highest = sum(votes.values()) or 1, max(votes.values(), default=1)
    counts = {step: votes.get(step, 0) for step in range(1, 11)}
    return [Bar(step, n, round(100 * n / total), round(100 * n / highest)) for step, n in counts.items()]


def decades(films: dict[int, int]) -> list[Decade]:
    highest = max(films.values(), default=1)
    return [Decade(year, count, round(100 * count / highest)) for year, count in sorted(films.items())]
