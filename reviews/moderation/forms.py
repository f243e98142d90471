"""The forms of moderation: their input's shape, with kind words; rules live in the models and rulings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .grounds import Ground
from .kinds import choices
from .models import Decision, Sanction
from .models.case import REASONS

ANY = ("", _("any"))


class QueueForm(forms.Form):
    """The filters of the queue; what does not parse filters nothing."""

    why = forms.ChoiceField(
        label=_("why"),
        required=False,
        choices=[
            ANY,
            ("held", _("held")),
            ("reported", _("reported")),
            ("appealed", _("appealed")),
            ("escalated", _("passed on")),
        ],
    )
    kind = forms.ChoiceField(label=_("kind"), required=False, choices=lambda: [ANY, *choices()])
    reason = forms.ChoiceField(label=_("reason"), required=False, choices=[ANY, *REASONS])
    film = forms.CharField(label=_("film"), required=False, max_length=100)
    member = forms.CharField(label=_("member"), required=False, max_length=30)
    age = forms.ChoiceField(
        label=_("older than"),
        required=False,
        choices=[ANY, ("1", _("a day")), ("3", _("three days")), ("7", _("a week")), ("30", _("a month"))],
    )


class RulingForm(forms.Form):
    """A decision. An empty letter means the prepared one of the reason."""

    action = forms.ChoiceField(choices=Decision.Action.choices)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    ground = forms.ChoiceField(label=_("reason"), choices=[("", _("none")), *Ground.choices], required=False)
    letter = forms.CharField(
        label=_("letter or note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    quote = forms.CharField(
        label=_("quoted passage"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needs_reason = data.get("action") in (Decision.Action.REJECT, Decision.Action.REMOVE)
        if needs_reason and not data.get("ground"):
            self.add_error("ground", _("Please say why: the author is told the reason."))
        if data.get("action") == Decision.Action.NOTE and not data.get("letter"):
            self.add_error("letter", _("Please write the note."))
        return data


class SanctionForm(forms.Form):
    """A sanction against a member."""

    level = forms.ChoiceField(label=_("sanction"), choices=Sanction.Level.choices)
    ground = forms.ChoiceField(label=_("reason"), choices=[("", _("none")), *Ground.choices], required=False)
    letter = forms.CharField(
        label=_("letter or note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    until = forms.DateTimeField(
        label=_("until"),
        required=False,
        help_text=_("Empty: until a moderator lifts it."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("until") and data["until"] <= timezone.now():
            self.add_error("until", _("This time is over already."))
        if data.get("level") != Sanction.Level.NOTE and not data.get("ground"):
            self.add_error("ground", _("Please say why: the member is told the reason."))
        if data.get("level") == Sanction.Level.NOTE and not data.get("letter"):
            self.add_error("letter", _("Please write the note."))
        return data


class ClearForm(forms.Form):
    """Ban and clear: the name typed once more, so that it is no slip of the hand."""

    ground = forms.ChoiceField(label=_("reason"), choices=Ground.choices, initial=Ground.SPAM)
    letter = forms.CharField(
        label=_("letter"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    username = forms.CharField(label=_("type the username to confirm"), max_length=30)

    def __init__(self, *args: Any, member: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_username(self) -> str:
        if self.cleaned_data["username"] != self.member.username:
            raise forms.ValidationError(_("This is not the member's username."))
        return self.cleaned_data["username"]


class ReportForm(forms.Form):
    """A member's report."""

    ground = forms.ChoiceField(label=_("What is wrong with it?"), choices=Ground.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Anything that the moderators should know (optional)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AppealForm(forms.Form):
    """An appeal in the member's own words."""

    body = forms.CharField(
        label=_("Why should we decide differently?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("You can appeal once. Another moderator reads it."),
    )


class MessageForm(forms.Form):
    """A message of the moderators to a member; no strike."""

    subject = forms.CharField(label=_("subject"), max_length=150)
    body = forms.CharField(label=_("message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5}))
