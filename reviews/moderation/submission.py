"""What the checks get to see: the text, its author's record and the policy, each fetched once and only if asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from ..status import Status
from .fold import Folded, fold
from .kinds import Kind, works
from .models import Brake, Policy, standing_of
from .repeats import words_of
from .rulebook import Rulebook, rulebook

RECENT = 50


@dataclass(frozen=True)
class Past:
    """One earlier text of the author."""

    status: str
    created_at: datetime


class Submission:
    """A text on its way in. `text` is a review, a comment or whatever else members write; it may not be saved yet."""

    def __init__(self, text: Any, author: Any, policy: Policy) -> None:
        self.text, self.author, self.policy = text, author, policy
        self.now = timezone.now()

    @cached_property
    def words(self) -> str:
        """All that the author wrote, as one string."""
        return words_of(self.text)

    @cached_property
    def folded(self) -> Folded:
        """The words as rules see them."""
        return fold(self.words)

    @cached_property
    def rules(self) -> Rulebook:
        """The site's rules."""
        return rulebook(self.policy.rules_version)

    @cached_property
    def standing(self) -> set[str]:
        """The sanctions in force against the author."""
        return standing_of(self.author)

    @cached_property
    def brake(self) -> Brake | None:
        """What is known of the film under watch, if it is."""
        return Brake.objects.filter(film_id=self.text.film_id).first() if getattr(self.text, "film_id", None) else None

    @cached_property
    def past(self) -> list[Past]:
        """The author's other recent texts, newest first."""
        rows = [row for kind in works() for row in self._rows(kind)]
        return sorted(rows, key=lambda past: past.created_at, reverse=True)[:RECENT]

    def _rows(self, kind: Kind) -> list[Past]:
        texts = kind.model_class()._default_manager.filter(author=self.author).exclude(body="")
        if texts.model is type(self.text) and self.text.pk:
            texts = texts.exclude(pk=self.text.pk)
        rows = texts.order_by("-created_at", "-id").values_list("status", "created_at")[:RECENT]
        return [Past(*row) for row in rows]

    @cached_property
    def published(self) -> int:
        """How many of the recent texts were published."""
        return sum(past.status == Status.PUBLISHED for past in self.past)

    @cached_property
    def refused(self) -> int:
        """How many of the recent texts were rejected or removed."""
        return sum(past.status in (Status.REJECTED, Status.REMOVED) for past in self.past)

    @cached_property
    def is_trusted(self) -> bool:
        """Staff, or enough published texts with few refused."""
        if self.author.is_staff:
            return True
        enough = self.policy.trust_after and self.published >= self.policy.trust_after
        return bool(enough and self.refused * 100 <= self.policy.trust_max_refused * len(self.past))
