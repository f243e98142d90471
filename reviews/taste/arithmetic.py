"""How alike films were rated: the cosine of what their common raters felt, drawn towards nothing where these are few.

    score(i, j) = Σ l(u, i) · l(u, j) / √(Σ l(u, i)² · Σ l(u, j)²) · n / (n + SHRINK)

l(u, i) is the liking of rater u for film i (ratings.py), n the number of raters of both.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .models import NEIGHBOURS
from .ratings import LEAST, Ints, Numbers, Ratings

SHRINK = 10
WHOLE = 10_000  # the score of two films that are the same to very many
WEAKEST = 500  # below it, two films are not called alike
PART = 2_000_000  # ratings looked at at once, so that memory is bounded


class Alike(NamedTuple):
    """One film's likenesses, best first: the numbers of the others, scores, common raters."""

    others: Ints
    scores: Ints
    raters: Ints

    def best(self) -> Alike:
        """Those that are kept."""
        return Alike(*(column[:NEIGHBOURS] for column in self))


def alike(ratings: Ratings, film: int) -> Alike:
    """All films that are like film number `film`."""
    others, products, common = together(ratings, film)
    near = (common >= LEAST) & (products > 0) & (others != film)
    others, products, common = others[near], products[near], common[near].astype(np.int64)
    length = np.sqrt(ratings.squares[film] * ratings.squares[others])
    scores = (WHOLE * products / length * common / (common + SHRINK)).astype(np.int64)
    strong = scores >= WEAKEST
    others, scores, common = others[strong], scores[strong], common[strong]
    order = np.lexsort((others, -common, -scores))
    return Alike(others[order], scores[order], common[order])


def together(ratings: Ratings, film: int) -> tuple[Ints, Numbers, Ints]:
    """The films that raters of this one rated, the sums of the products of both likings, and of how many raters."""
    here = slice(ratings.film_starts[film], ratings.film_starts[film + 1])
    raters, likings = ratings.film_raters[here], ratings.film_likings[here]
    reach = np.cumsum(ratings.rater_starts[raters + 1] - ratings.rater_starts[raters])
    count = len(ratings.films)
    if reach[-1] < count // 16:  # few of many: not worth a look at every film there is
        others, products = rated_by(ratings, raters, likings)
        others, place = np.unique(others, return_inverse=True)
        return others, np.bincount(place, products), np.bincount(place)
    sums, common = np.zeros(count), np.zeros(count, np.int64)
    for some in np.split(np.arange(len(raters)), np.searchsorted(reach, np.arange(PART, reach[-1], PART))):
        others, products = rated_by(ratings, raters[some], likings[some])
        sums += np.bincount(others, products, count)
        common += np.bincount(others, minlength=count)
    return np.arange(count), sums, common


def rated_by(ratings: Ratings, raters: Ints, likings: Ints) -> tuple[Ints, Ints]:
    """Every film that these raters rated, again for each of them, and its liking multiplied with the given one."""
    begin = ratings.rater_starts[raters]
    length = ratings.rater_starts[raters + 1] - begin
    place = np.repeat(begin - np.cumsum(length) + length, length) + np.arange(length.sum())
    return ratings.rater_films[place], np.repeat(likings.astype(np.int16), length) * ratings.rater_likings[place]
