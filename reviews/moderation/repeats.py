"""Near-repeats: texts as sets of three-word shingles, MinHash bands to find candidates, Jaccard to be sure.

Two texts that share four fifths of their shingles meet in a band with a chance of 98 %, two that share a third in 38 %,
and those are then compared word for word.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import blake2b
from typing import Any

import regex
from django.db.models import Q

from .fold import fold
from .kinds import KINDS, find, kind_of
from .models import Fingerprint

SHINGLE, MOST_WORDS, LEAST_WORDS = 3, 2000, 8
ALIKE = 0.8
CANDIDATES = 20
PARTS = ("title", "body", "alt", "credit")  # of a text, as far as its kind has them
_PRIME = (1 << 61) - 1
_WORD = regex.compile(r"\w+")
# Eight fixed hash functions a*x+b; any odd numbers do.
_FUNCTIONS = [(0x9E3779B97F4A7C15 * n | 1, 0xC2B2AE3D27D4EB4F * n) for n in range(1, 9)]


def shingles(words: str) -> set[str]:
    """The three-word runs of a text, folded."""
    found = _WORD.findall(fold(words).text)[:MOST_WORDS]
    return {" ".join(found[start : start + SHINGLE]) for start in range(max(len(found) - SHINGLE + 1, 0))}


def bands(runs: set[str]) -> list[int]:
    """Four numbers of 61 bits; texts that are alike share one of them."""
    numbers = [int.from_bytes(blake2b(run.encode(), digest_size=7).digest()) for run in runs]
    lowest = [min((a * number + b) % _PRIME for number in numbers) for a, b in _FUNCTIONS]
    return [(lowest[n] * 1_000_003 + lowest[n + 1]) % _PRIME for n in range(0, 8, 2)]


def likeness(one: set[str], other: set[str]) -> float:
    """How much two texts share, 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0


def remember(text: Any, words: str, *, is_new: bool = False) -> None:
    """Keeps the fingerprint of a saved text, instead of the one that it had before if it is not new."""
    kind, runs = kind_of(text), shingles(words)
    if len(runs) < LEAST_WORDS - SHINGLE + 1:
        if not is_new:
            Fingerprint.objects.filter(kind=kind, target_id=text.pk).delete()
        return
    numbers = {f"band_{place}": number for place, number in enumerate(bands(runs), 1)}
    one = Fingerprint(kind=kind, target_id=text.pk, author_id=text.author_id, at=text.created_at, **numbers)
    Fingerprint.objects.bulk_create(
        [one], update_conflicts=True, unique_fields=["kind", "target_id"], update_fields=["author", "at", *numbers]
    )


def earlier_like(text: Any, words: str, days: int, now: Any) -> tuple[Any, float] | None:
    """The recent text that this one repeats, and how much of it; None where there is none."""
    runs = shingles(words)
    if len(runs) < LEAST_WORDS - SHINGLE + 1 or not days:
        return None
    one_of = Q()
    for place, number in enumerate(bands(runs), 1):
        one_of |= Q(**{f"band_{place}": number})
    found = Fingerprint.objects.filter(one_of, at__gte=now - timedelta(days=days))
    if text.pk:
        found = found.exclude(kind=kind_of(text), target_id=text.pk)
    alike = [(other, likeness(runs, shingles(words_of(other)))) for other in _texts(found)]
    best = max(alike, key=lambda pair: pair[1], default=None)
    return best if best and best[1] >= ALIKE else None


def _texts(found: Any) -> list[Any]:
    pairs = list(found.order_by("-pk").values_list("kind", "target_id")[:CANDIDATES])
    texts: list[Any] = []
    for kind in {kind for kind, _pk in pairs if kind in KINDS}:
        texts += find(kind, [pk for name, pk in pairs if name == kind]).values()
    return texts


def words_of(text: Any) -> str:
    """All that its author wrote, as one string."""
    return "\n".join(filter(None, (getattr(text, part, "") for part in PARTS)))
