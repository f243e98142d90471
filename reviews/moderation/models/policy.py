"""The site's moderation policy: one row that administrators edit."""

from __future__ import annotations

import time
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from films.prepared import prepared


def default_skips() -> list[str]:
    """The checks that trusted members' texts skip unless the site says otherwise."""
    return ["first_texts", "links", "flood", "repeats", "classifier", "outside"]


class Policy(models.Model):
    """How the site moderates. There is one row, number 1; without it the defaults hold."""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("everybody")
        MEMBERS = "members", _("members")
        STAFF = "staff", _("moderators")

    class Outside(models.TextChoices):
        OFF = "off", _("none")
        AKISMET = "akismet", _("Akismet's protocol")
        WEBHOOK = "webhook", _("a JSON webhook")

    tell_reasons = models.BooleanField(
        _("tell authors why a text is held"),
        default=True,
        help_text=_("Switched off, authors get one general sentence; that teaches spammers less."),
    )
    premoderate = models.BooleanField(_("read everything before it appears"), default=False)
    hold_first_texts = models.PositiveSmallIntegerField(
        _("hold a new member's first texts"), default=1, help_text=_("Until so many are published; 0 switches it off.")
    )
    trust_after = models.PositiveSmallIntegerField(
        _("trust members after"),
        default=10,
        validators=[MaxValueValidator(50)],
        help_text=_("Published texts, of the last 50; 0 means that only staff are trusted."),
    )
    trust_max_refused = models.PositiveSmallIntegerField(
        _("trusted members' refused texts at most, in percent"), default=5, validators=[MaxValueValidator(100)]
    )
    trusted_skip = models.JSONField(_("checks that trusted members skip"), default=default_skips, blank=True)
    links_allowed = models.PositiveSmallIntegerField(_("links let through unread"), default=1)
    flood_texts = models.PositiveSmallIntegerField(
        _("flood: texts"), default=8, help_text=_("So many texts within the minutes below are a flood; 0: no limit.")
    )
    flood_minutes = models.PositiveSmallIntegerField(_("flood: minutes"), default=10)
    repeat_days = models.PositiveSmallIntegerField(_("look for repeats in the last days"), default=30)
    refused_percent = models.PositiveSmallIntegerField(
        _("hold when so many of the last texts were refused, in percent"),
        default=40,
        validators=[MaxValueValidator(100)],
        help_text=_("From five texts on; 0 switches it off."),
    )
    classifier_on = models.BooleanField(_("let the classifier hold texts"), default=True)
    classifier_threshold = models.PositiveSmallIntegerField(
        _("hold from this likelihood of spam, in percent"), default=95, validators=[MaxValueValidator(100)]
    )
    classifier_least = models.PositiveSmallIntegerField(
        _("texts of each kind before the classifier speaks"), default=30, validators=[MinValueValidator(5)]
    )
    retrain_every = models.PositiveSmallIntegerField(_("decisions between two trainings"), default=25)
    outside = models.CharField(_("outside spam filter"), max_length=8, choices=Outside, default=Outside.OFF)
    outside_url = models.URLField(_("its address"), blank=True)
    outside_key = models.CharField(_("its key"), max_length=200, blank=True)
    outside_seconds = models.FloatField(
        _("wait for it, in seconds"), default=2, validators=[MinValueValidator(0.1), MaxValueValidator(10)]
    )
    report_weight = models.FloatField(
        _("hold a text from this weight of reports"),
        default=3,
        help_text=_("A report weighs 1; more or less as a member's earlier reports proved right. 0: never."),
    )
    reports_hold_trusted = models.BooleanField(_("reports may hold trusted members' texts too"), default=False)
    reports_a_day = models.PositiveSmallIntegerField(_("reports by one member in a day"), default=20)
    reporter_may_decide = models.BooleanField(
        _("moderators may decide on a case that only they reported"), default=False
    )
    claim_minutes = models.PositiveSmallIntegerField(_("an opened case is claimed for, in minutes"), default=10)
    appeal_days = models.PositiveSmallIntegerField(_("appeals are possible for, in days"), default=30)
    retention_days = models.PositiveSmallIntegerField(
        _("removed texts are kept for, in days"), default=180, help_text=_("Then the purge command erases them.")
    )
    log_audience = models.CharField(_("who may read the log"), max_length=8, choices=Audience, default=Audience.PUBLIC)
    log_delay_hours = models.PositiveSmallIntegerField(_("decisions appear in the log after, in hours"), default=0)
    brake_least = models.PositiveSmallIntegerField(
        _("ratings in a day before the brake looks"), default=30, help_text=_("0 switches the brake off.")
    )
    brake_times = models.PositiveSmallIntegerField(_("brake from so many times the usual number"), default=10)
    brake_account_days = models.PositiveSmallIntegerField(
        _("the brake holds accounts younger than, in days"), default=14
    )
    # Grows with every change of a rule or a training, so that each process knows when what it remembers is old.
    rules_version = models.PositiveBigIntegerField(default=time.time_ns, editable=False)
    model_version = models.PositiveBigIntegerField(default=0, editable=False)
    decided_since = models.PositiveIntegerField(default=0, editable=False)  # decisions since the last training

    class Meta:
        verbose_name = _("moderation policy")
        verbose_name_plural = _("moderation policy")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="policy_is_one_row")]

    def __str__(self) -> str:
        return str(_("Moderation policy"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> Policy:
        """The policy in force. One primary-key query: ask once a request and pass it on."""
        return the_policy.first() or cls.objects.get_or_create(pk=1)[0]


@prepared
def the_policy() -> QuerySet[Policy]:
    return Policy.objects.filter(pk=1)
