"""Cases: one open case a target, whatever brought it there, and what happened in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..grounds import Ground
from ..kinds import author_of, choices, film_id_of, find, kind_of
from ..verdict import Reason

REASONS = [*Reason.choices, *Ground.choices, ("appeal", _("appeal")), ("staff", _("opened by a moderator"))]


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases as the queue lists them."""

    def open(self) -> CaseQuerySet:
        """Cases that wait for a decision."""
        return self.filter(closed_at=None)

    def queue(self) -> CaseQuerySet:
        """Open cases, heaviest first and then oldest."""
        return self.open().order_by("-weight", "opened_at", "id")

    def of(self, target: Any) -> CaseQuerySet:
        """The cases of one target."""
        return self.filter(kind=kind_of(target), target_id=target.pk)

    def open_for(self, target: Any, reason: str, *, weight: int = 1, **marks: bool) -> Case:
        """The open case of `target`, opened where there is none; `marks` are its flags (held, reported, appealed).

        Call it inside the lock of the target's film.
        """
        author = author_of(target)
        wanted = {"reason": reason, "weight": weight, "member": author, "film_id": film_id_of(target), **marks}
        case, is_new = self.get_or_create(kind=kind_of(target), target_id=target.pk, closed_at=None, defaults=wanted)
        if not is_new:
            heavier = {"weight": weight, "reason": reason} if weight > case.weight else {}
            self.filter(pk=case.pk).update(**marks, **heavier)
            case.refresh_from_db()
        return case

    def lock(self, pks: list[int]) -> list[Case]:
        """The cases with their rows locked until the transaction ends, in the order of their numbers."""
        return list(self.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))


class Case(models.Model):
    """Something for moderators to decide. `version` grows with everything that happens in it."""

    kind = models.CharField(_("kind"), max_length=12, choices=choices)
    target_id = models.PositiveBigIntegerField()
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="cases", verbose_name=_("member")
    )
    film = models.ForeignKey("films.Film", models.CASCADE, null=True, related_name="+", verbose_name=_("film"))
    reason = models.CharField(_("reason"), max_length=20, choices=REASONS)
    weight = models.PositiveIntegerField(_("weight"), default=1)
    report_weight = models.FloatField(_("weight of the reports"), default=0)
    held = models.BooleanField(_("held"), default=False)
    reported = models.BooleanField(_("reported"), default=False)
    appealed = models.BooleanField(_("appealed"), default=False)
    escalated = models.BooleanField(_("for senior moderators"), default=False)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True)
    version = models.PositiveIntegerField(default=1)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    claimed_until = models.DateTimeField(null=True)

    # Set by the queue for its lines.
    excerpt: str
    holder: Any

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        default_permissions = []
        permissions = [
            ("sanction_members", _("Can sanction members")),
            ("decide_appeals", _("Can decide on appeals and passed-on cases")),
            ("edit_rules", _("Can edit the moderation rules")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "target_id"], condition=Q(closed_at=None), name="case_open_once"),
        ]
        indexes = [
            models.Index(F("weight").desc(), "opened_at", "id", condition=Q(closed_at=None), name="case_queue"),
            models.Index(fields=["member", "closed_at"], name="case_of_member"),
            models.Index(fields=["film"], condition=Q(closed_at=None), name="case_open_of_film"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.target_id}"

    @cached_property
    def target(self) -> Any:
        """The text, member or film it is about; None if that is gone."""
        return find(self.kind, [self.target_id]).get(self.target_id)

    def claimant(self, now: datetime | None = None) -> Any:
        """Who has it open at the moment, or None."""
        current = self.claimed_until and self.claimed_until > (now or timezone.now())
        return self.claimed_by if current else None

    def claim(self, by: Any, minutes: int) -> bool:
        """Takes the case for `by` for some minutes; False where another moderator has it."""
        now = timezone.now()
        free = Q(claimed_by=None) | Q(claimed_by=by) | Q(claimed_until__lte=now)
        claimed = Case.objects.filter(free, pk=self.pk, closed_at=None)
        return bool(claimed.update(claimed_by=by, claimed_until=now + timedelta(minutes=minutes)))

    def happened(self, what: str, by: Any = None, note: str = "") -> None:
        """Writes an event into the case's history; whoever saw the case before has to look again."""
        Case.objects.filter(pk=self.pk).update(version=F("version") + 1)
        self.refresh_from_db(fields=["version"])
        CaseEvent.objects.create(case=self, version=self.version, what=what, by=by, note=note)

    def since(self, version: int) -> models.QuerySet[CaseEvent]:
        """What happened after somebody saw it at `version`."""
        return self.events.filter(version__gt=version).select_related("by")


class CaseEvent(models.Model):
    """One thing that happened in a case."""

    class What(models.TextChoices):
        HELD = "held", _("was held")
        EDITED = "edited", _("was edited by its author")
        WITHDRAWN = "withdrawn", _("was withdrawn by its author")
        REPORTED = "reported", _("was reported")
        APPEALED = "appealed", _("was appealed against")
        DECIDED = "decided", _("was decided")
        REOPENED = "reopened", _("was opened again")
        NOTED = "noted", _("got a note")
        ESCALATED = "escalated", _("was passed to senior moderators")

    case = models.ForeignKey(Case, models.CASCADE, related_name="events")
    version = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    what = models.CharField(max_length=10, choices=What)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        default_permissions = []

    def __str__(self) -> str:
        return self.get_what_display()
