"""Teaching the classifier from this site's own decisions."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any

from .bayes import Classifier, learn
from .grounds import Ground
from .kinds import find, texts
from .models import Decision, Learned, Policy
from .repeats import words_of

Action = Decision.Action
NEWEST = 1500


def decided_texts() -> tuple[list[str], list[str]]:
    """The newest texts that moderators called spam, and those that they published; each as it was decided last."""
    kinds = [kind.name for kind in texts()]
    decisions = Decision.objects.standing().exclude(by=None).filter(kind__in=kinds, is_demo=False)
    decisions = decisions.filter(action__in=(Action.PUBLISH, Action.GRANT, Action.REJECT, Action.REMOVE))
    labels: dict[tuple[str, int], bool | None] = {}
    for kind, pk, action, ground in decisions.order_by("-pk").values_list("kind", "target_id", "action", "ground")[
        : 2 * NEWEST
    ]:
        fine = action in (Action.PUBLISH, Action.GRANT)
        labels.setdefault((kind, pk), True if fine else (False if ground == Ground.SPAM else None))
    found = _texts([key for key, fine in labels.items() if fine is not None])
    sorts: dict[bool, list[str]] = {True: [], False: []}
    for key, words in found.items():
        sorts[bool(labels[key])].append(words)
    return sorts[False][:NEWEST], sorts[True][:NEWEST]


def _texts(keys: list[tuple[str, int]]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    for kind in {kind for kind, _pk in keys}:
        of_kind: dict[int, Any] = find(kind, [pk for name, pk in keys if name == kind])
        found |= {(kind, pk): words for pk, text in of_kind.items() if (words := words_of(text))}
    return found


def train() -> Learned:
    """Learns from all decisions anew and puts the result in force."""
    learned = learn(*decided_texts())
    row = Learned.objects.create(spam_texts=learned.spam_texts, fine_texts=learned.fine_texts, words=learned.words)
    Learned.objects.exclude(pk=row.pk).delete()
    Policy.current()
    Policy.objects.filter(pk=1).update(model_version=time.time_ns())
    return row


def retrain_if_due(policy: Policy) -> bool:
    """Trains again when enough has been decided since the last time; whoever sets the count back does it."""
    every = policy.retrain_every
    is_mine = every and Policy.objects.filter(pk=1, decided_since__gte=every).update(decided_since=0)
    if is_mine:
        train()
    return bool(is_mine)


@lru_cache(maxsize=2)
def classifier(version: int) -> Classifier:
    """What is in force. `version` is the policy's: another one means that it was trained again."""
    row = Learned.objects.first()
    return Classifier(row.spam_texts, row.fine_texts, row.words) if row else Classifier(0, 0, {})
