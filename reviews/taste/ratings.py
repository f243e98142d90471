"""The ratings that likeness rests on, as arrays: by film and by rater."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from films.models import ArchivedRating
from films.models.totals import PRIOR_MEAN, PRIOR_VOTES

from ..models import Review

Ints = NDArray[np.integer[Any]]
Numbers = NDArray[Any]  # whole or not
Rating = tuple[int, int, int]  # rater, film, half-steps

FORMULA = 1  # raise it with every change of what comes out of the same ratings: then all is worked out anew
LEAST = 3  # people who must have rated two films before anything is said about these two
ARCHIVE = 1 << 40  # raters of data sets are counted from here on, members below
ROW = np.dtype([("rater", "i8"), ("film", "i8"), ("half_steps", "i1")])
AT_ONCE = 20_000


@dataclass(frozen=True)
class Ratings:
    """Liking by film and by rater: how far each rating is from what its rater gives otherwise, in quarters of a star.

    The ratings of film number n are those from `film_starts[n]` to `film_starts[n + 1]`; so for raters. `films` has the
    films' keys in order; films with fewer than LEAST ratings are left out.
    """

    films: Ints
    digests: Ints
    squares: Ints
    film_starts: Ints
    film_raters: Ints
    film_likings: Ints
    rater_starts: Ints
    rater_films: Ints
    rater_likings: Ints

    def number_of(self, film: int) -> int | None:
        """The number of a film by its key, None where it is left out."""
        place = int(np.searchsorted(self.films, film))
        return place if place < len(self.films) and self.films[place] == film else None


def ratings() -> Ratings:
    """The ratings as they are now."""
    return arranged(np.fromiter(rows(), ROW))


def rows() -> Iterator[Rating]:
    """Members' ratings that everybody sees, of films that everybody sees, and those of data sets' raters.

    What the demo's made-up members think stands alone for as long as it is more than that; the two are never mixed.
    """
    members = Review.objects.rated().filter(film__is_published=True).order_by()
    demo, real = (members.filter(author__is_demo=made_up) for made_up in (True, False))
    archived = ArchivedRating.objects.filter(film__is_published=True)
    if demo.count() > real.count() + archived.count():
        return in_parts(demo.values_list("author", "film", "public_half_steps"))
    return chain(
        in_parts(real.values_list("author", "film", "public_half_steps")),
        (
            (ARCHIVE * data_set + rater, film, half_steps)
            for data_set, rater, film, half_steps in in_parts(
                archived.values_list("data_set", "rater", "film", "half_steps")
            )
        ),
    )


def in_parts(found: Any) -> Iterator[Any]:
    """The rows, never all of them in memory."""
    return iter(found.iterator(chunk_size=AT_ONCE))


def arranged(given: NDArray[Any]) -> Ratings:
    """Ratings put in order by film and by rater."""
    rater: Ints
    film: Ints
    raters, rater = np.unique(given["rater"], return_inverse=True)
    liking = likings(rater, given["half_steps"], len(raters))
    films, film, count = np.unique(given["film"], return_inverse=True, return_counts=True)
    enough = count >= LEAST
    kept = enough[film]
    rater, liking = rater[kept].astype(np.int32), liking[kept]
    film = (np.cumsum(enough) - 1).astype(np.int32)[film[kept]]
    films = films[enough]

    order = np.lexsort((rater, film))
    film_starts = starts(film, len(films))
    film_raters, film_likings = rater[order], liking[order]
    digests = sums(digest(raters[film_raters], film_likings), film_starts).view(np.int64)
    squares = sums(film_likings.astype(np.int64) ** 2, film_starts)
    order = np.lexsort((film, rater))
    rater_starts = starts(rater, len(raters))
    return Ratings(
        films, digests, squares, film_starts, film_raters, film_likings, rater_starts, film[order], liking[order]
    )


def likings(rater: Ints, half_steps: Ints, count: int) -> Ints:
    """Twice a rating less its rater's settled mean, as whole numbers from -18 to 18.

    The mean is settled as films' averages are, so that somebody with a single rating likes or dislikes something too.
    Rounded, it seldom moves with one more rating: so one more rating seldom touches all that its rater has rated. And
    whole numbers add up to the same in any order: working out a part gives what working out everything would.
    """
    number = np.bincount(rater, minlength=count)
    total = np.bincount(rater, weights=half_steps, minlength=count).astype(np.int64)
    weight = PRIOR_VOTES + number
    mean = (4 * (int(PRIOR_VOTES * PRIOR_MEAN) + total) + weight) // (2 * weight)
    return (2 * half_steps - mean[rater]).astype(np.int8)


def starts(numbers: Ints, count: int) -> Ints:
    """Where each number's rows begin when they are in order, and where the last one's end."""
    return np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=count))])


def sums(values: Ints, begins: Ints) -> Ints:
    """The sum of each stretch of `values`; none of them is empty."""
    return np.add.reduceat(values, begins[:-1]) if len(begins) > 1 else values


def digest(rater: Ints, liking: Ints) -> Ints:
    """A number for each rating, such that their sum tells one set of ratings from another (splitmix64)."""
    mixed = rater.astype(np.uint64) * np.uint64(64) + (liking.astype(np.int64) + 32).astype(np.uint64)
    mixed += np.uint64(FORMULA) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))
