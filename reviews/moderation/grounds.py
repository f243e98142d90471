"""Why members report and moderators decide, and the letter that each reason prepares."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """A reason that both a report and a decision can have."""

    SPAM = "spam", _("spam")
    ABUSE = "abuse", _("abuse")
    HATE = "hate", _("hate")
    SPOILER = "spoiler", _("gives the story away unmarked")
    OFF_TOPIC = "off_topic", _("not about the film")
    COPIED = "copied", _("copied text")
    ILLEGAL = "illegal", _("illegal")
    OTHER = "other", _("something else")


URGENT = (Ground.ILLEGAL, Ground.HATE)

LETTERS = {
    Ground.SPAM: _("Your text advertises something. This site is for talking about films, so we have not kept it."),
    Ground.ABUSE: _("Your text attacks a person. Please argue about the film, not about the people who write here."),
    Ground.HATE: _("Your text attacks people for what they are. There is no place for that here."),
    Ground.SPOILER: _(
        "Your text gives the story away without a warning. Please mark it as a spoiler, then others can choose."
    ),
    Ground.OFF_TOPIC: _("Your text is not about the film. Please write it where it belongs; thank you."),
    Ground.COPIED: _("Your text seems to be copied from somewhere else. Please write in your own words."),
    Ground.ILLEGAL: _("We may not show your text by law."),
    Ground.OTHER: _("A moderator decided not to show your text."),
}
