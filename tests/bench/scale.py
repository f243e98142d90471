"""How big the benchmark's site is, and who rated what: everything follows from a film's and a member's number."""

import os
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property


@dataclass(frozen=True)
class Scale:
    """`top` ratings on the most rated film; the others follow a power law that adds up to `ratings`. A line of the
    table takes `seconds` at up to `addresses` addresses, after `warming` seconds of the same."""

    name: str
    films: int
    people: int
    members: int
    ratings: int
    top: int
    seconds: int = 3
    warming: int = 1
    addresses: int = 300

    @cached_property
    def slope(self):
        """The exponent s for which the sum of top / rank^s over all films is `ratings`, found by halving."""
        low, high = 0.0, 3.0
        for _ in range(40):
            middle = (low + high) / 2
            total = sum(self.top * count / rank**middle for rank, count in sampled_ranks(self.films))
            low, high = (middle, high) if total > self.ratings else (low, middle)
        return low

    def ratings_of(self, film):
        """How many ratings the film of this number (from 1) has."""
        return int(self.top / film**self.slope + 0.5)


# What everybody can wait for, unless LONG=1 asks for figures that can stand in a table.
SHORT: dict[str, int] = {} if os.environ.get("LONG") else {"seconds": 1, "warming": 0, "addresses": 40}
SCALES = {
    "small": Scale("small", films=10_000, people=20_000, members=2_000, ratings=100_000, top=1_000, **SHORT),
    "medium": Scale("medium", films=100_000, people=200_000, members=20_000, ratings=1_000_000, top=10_000),
    "large": Scale("large", films=1_000_000, people=2_000_000, members=200_000, ratings=10_000_000, top=100_000),
}
EDITION = 2  # of the rows: sites of another edition are built anew
TEXT_EVERY = 10
CYCLE = 97  # ratings after which a film's ratings repeat


def sampled_ranks(films):
    """(rank, how many ranks it stands for): every rank up to 1000, then ever wider steps."""
    rank = 1
    while rank <= films:
        step = max(1, rank // 1000)
        yield rank + step // 2, min(step, films - rank + 1)
        rank += step


def spread(*numbers):
    """A number that looks random and follows from the given ones (the finaliser of the splitmix64 generator)."""
    value = 0
    for number in numbers:
        value = (value + number + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
        value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
        value ^= value >> 31
    return value


def raters(film, count, members):
    """`count` different members: a walk through all of them with a step that shares no factor with their number."""
    step = 2 * (spread(film) % (members // 2)) + 1
    while members % 5 == 0 and step % 5 == 0:
        step += 2
    start = spread(film, 1) % members
    return ((start + n * step) % members + 1 for n in range(count))


@cache
def cycle(mean):
    """The ratings that films of this mean get, one after the other."""
    return [max(1, min(10, mean + spread(mean, n) % 7 - 3)) for n in range(CYCLE)]


def half_steps_of(film):
    """The ratings of a film in the order of its raters, to be read over and over."""
    return cycle(3 + spread(film, 2) % 6)


def votes_of(film, count):
    """How often each rating, 1 to 10, was given."""
    given, (rounds, rest) = half_steps_of(film), divmod(count, CYCLE)
    votes, more = Counter(given), Counter(given[:rest])
    return [votes[n] * rounds + more[n] for n in range(1, 11)]
