"""What the checks get to see: the text, its author's record and the policy, each fetched once and only if asked."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from films.prepared import prepared

from ..status import Status
from .fold import Folded, fold
from .kinds import works
from .models import Brake, Policy, standing_of
from .repeats import words_of
from .rulebook import Rulebook, rulebook

RECENT = 50


class Past(NamedTuple):
    """One earlier text of the author."""

    created_at: datetime
    status: str


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
        return brake_of.first(self.text.film_id) if getattr(self.text, "film_id", None) else None

    @cached_property
    def past(self) -> list[Past]:
        """The author's other recent texts, newest first."""
        this = {type(self.text): self.text.pk or 0}
        return [Past(*row) for row in recent(self.author.pk, *(this.get(kind.model_class(), 0) for kind in works()))]

    @cached_property
    def published(self) -> int:
        """How many of the recent texts were published."""
        return [past.status for past in self.past].count(Status.PUBLISHED)

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


@prepared
def brake_of(film: int) -> QuerySet[Brake]:
    return Brake.objects.filter(film=film)


@prepared
def recent(author: int, *but: int) -> QuerySet[Any, Any]:
    """When the author's newest texts were written and what became of them, all but one of each kind. Of each kind only
    so many are read: PostgreSQL would sort all that somebody ever wrote."""
    managers = [kind.model_class()._default_manager for kind in works()]
    newest = [
        texts.filter(author=author).exclude(body="").exclude(pk=pk).order_by("-created_at", "-id").values("pk")[:RECENT]
        for texts, pk in zip(managers, but, strict=True)
    ]
    kinds = [
        texts.filter(pk__in=pks).order_by().values_list("created_at", "status")
        for texts, pks in zip(managers, newest, strict=True)
    ]
    return kinds[0].union(*kinds[1:], all=True).order_by("-created_at")[:RECENT]
