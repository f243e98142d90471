"""Decisions: one immutable record each, chained by hashes. Triggers in the database keep them (see ..triggers)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...status import Status
from ..grounds import Ground
from ..kinds import choices
from .policy import Policy
from .words import DecisionWords

SITE_BOOK, DEMO_BOOK = 1, 2

# What the hash covers. A field that is added later joins only together with a migration that seals the chain anew.
SEALED = (
    *("number", "is_demo", "at", "by_id", "action", "kind", "target_id", "member_id", "film_id", "case_id"),
    *("from_status", "to_status", "ground", "rule", "words_digest", "before", "undoes_id", "batch", "waited"),
    "previous_hash",
)


class LogTail(models.Model):
    """The end of a chain; its row is the lock under which the chain grows. One for the site, one for the demo."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions as pages, feeds and figures need them."""

    def record(self, drafts: Iterable[Any]) -> list[Any]:
        """Writes drafts to the end of their chains. Call it last in a transaction: it takes the chain's lock."""
        drafts = list(drafts)
        with transaction.atomic():
            for book in (SITE_BOOK, DEMO_BOOK):
                self._append(book, [draft for draft in drafts if draft.is_demo == (book == DEMO_BOOK)])
        return drafts

    def _append(self, book: int, drafts: list[Any]) -> None:
        if not drafts:
            return
        LogTail.objects.get_or_create(pk=book)
        tail = LogTail.objects.select_for_update().get(pk=book)
        said = {id(draft): draft.words for draft in drafts if hasattr(draft, "words")}
        for draft in drafts:
            draft.number, draft.previous_hash = tail.number + 1, tail.hash
            draft.words_digest = said[id(draft)].digest() if id(draft) in said else ""
            draft.hash = draft.digest()
            tail.number, tail.hash = draft.number, draft.hash
        self.bulk_create(drafts, batch_size=200)
        for draft in drafts:
            if id(draft) in said:
                said[id(draft)].decision = draft
        DecisionWords.objects.bulk_create(said.values(), batch_size=200)
        tail.save()

    def of(self, kind: str, target_id: int) -> DecisionQuerySet:
        """Decisions on one target, newest first."""
        return self.filter(kind=kind, target_id=target_id).order_by("-id")

    def standing(self) -> DecisionQuerySet:
        """Decisions that nobody took back."""
        undone = type(self)(self.model).filter(undoes=models.OuterRef("pk"))
        return self.filter(~models.Exists(undone))

    def visible_to(self, user: Any, policy: Policy | None = None) -> DecisionQuerySet:
        """The decisions that `user` may see in the log: as the policy says, and not before its delay is over."""
        policy = policy or Policy.current()
        if user.has_perm("reviews.moderate"):
            return self.all()
        closed = policy.log_audience == Policy.Audience.STAFF
        if closed or (policy.log_audience == Policy.Audience.MEMBERS and not user.is_authenticated):
            return self.none()
        before = timezone.now() - timedelta(hours=policy.log_delay_hours)
        return self.filter(action__in=Decision.PUBLIC, at__lte=before)


class Decision(models.Model):
    """Who decided what on which text, when and why. People and texts are kept as numbers: the record outlives them."""

    class Action(models.TextChoices):
        PUBLISH = "publish", _("published")
        REJECT = "reject", _("not accepted")
        REMOVE = "remove", _("removed")
        HOLD = "hold", _("held after reports")
        SPOILER = "spoiler", _("marked as a spoiler")
        LOCK = "lock", _("comments closed")
        ESCALATE = "escalate", _("passed to a senior moderator")
        NOTE = "note", _("noted")
        GRANT = "grant", _("appeal granted")
        DENY = "deny", _("appeal denied")
        UNDO = "undo", _("taken back")
        SANCTION = "sanction", _("sanction")
        LIFT = "lift", _("sanction lifted")
        PURGE = "purge", _("erased after its time")
        RELEASE = "release", _("brake released")

    PUBLIC = ("publish", "reject", "remove", "hold", "spoiler", "lock", "grant", "deny", "undo", "sanction", "lift")

    number = models.PositiveBigIntegerField(editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="decisions"
    )
    action = models.CharField(max_length=10, choices=Action)
    kind = models.CharField(max_length=12, choices=choices)
    target_id = models.PositiveBigIntegerField()
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="decisions_about"
    )
    film = models.ForeignKey("films.Film", models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    case_id = models.PositiveBigIntegerField(null=True)
    from_status = models.CharField(max_length=10, choices=Status, blank=True)
    to_status = models.CharField(max_length=10, choices=Status, blank=True)
    ground = models.CharField(max_length=10, choices=Ground, blank=True)
    rule = models.CharField(max_length=200, blank=True)
    # Of letter, quote and evidence, which stand beside the record (see DecisionWords); "" where nothing was said.
    words_digest = models.CharField(max_length=64, blank=True, editable=False)
    # What the decision changed, as it was before: an undo puts exactly this back.
    before = models.JSONField(default=dict, blank=True)
    undoes = models.OneToOneField(
        "self", models.DO_NOTHING, null=True, db_constraint=False, related_name="undone_by", unique=True
    )
    batch = models.CharField(max_length=36, blank=True, db_index=True)
    waited = models.PositiveIntegerField(null=True)  # seconds from the opening of the case
    previous_hash = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField(max_length=64, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-id"]
        default_permissions = ["view"]
        constraints = [
            models.UniqueConstraint(fields=["is_demo", "number"], name="decision_number_once"),
            models.CheckConstraint(condition=~Q(hash=""), name="decision_has_a_hash"),
        ]
        indexes = [
            models.Index(fields=["kind", "target_id", "-id"], name="decision_of_target"),
            models.Index(fields=["member", "-id"], name="decision_about_member"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_action_display()}"

    @classmethod
    def draft(cls, *, letter: str = "", quote: str = "", evidence: Any = (), **facts: Any) -> Decision:
        """A decision with its words, not recorded yet."""
        drafted = cls(**facts)
        if letter or quote or evidence:
            drafted.words = DecisionWords(letter=letter, quote=quote, evidence=list(evidence))
        return drafted

    @property
    def said(self) -> DecisionWords:
        """Letter, quote and evidence; empty where there were none, or where they are erased."""
        nothing = DecisionWords(salt="")
        return getattr(self, "words", nothing) if self.words_digest or not self.pk else nothing

    def digest(self) -> str:
        """The SHA-256 of the record, the digest of its words and the previous record's hash."""
        content = {name: getattr(self, name) for name in SEALED}
        return hashlib.sha256(json.dumps(content, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: Any) -> str:
    return value.isoformat(timespec="microseconds") if isinstance(value, datetime) else str(value)
