"""What moderation does in the background. Each task can be repeated: what was done already is not done again."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from .grounds import Ground
from .kinds import KINDS
from .mail import mail_moderators, send_due
from .models import Case, Policy
from .training import retrain_if_due


@task()
def mail_notices() -> int:
    """Mails the notices that are due; how many."""
    return send_due()


@task()
def learn_from_decisions() -> bool:
    """Trains the classifier where enough was decided; whether it did."""
    return retrain_if_due(Policy.current())


@task()
def alarm_moderators(case: int, ground: str) -> None:
    """Tells the moderators of the first urgent report of a case."""
    kind = Case.objects.values_list("kind", flat=True).get(pk=case)
    address = settings.SITE_URL + reverse("moderation:case", args=[case])
    facts = {"kind": KINDS[kind].label, "ground": Ground(ground).label, "address": address}
    mail_moderators(
        _("urgent report"), _("A %(kind)s was reported as “%(ground)s”. Please look at it:\n%(address)s") % facts
    )
