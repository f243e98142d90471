"""The forms with which members rate, review and comment."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from films.models import HALF_STEPS, Film
from pictures.fields import PictureFormField

from .models import Comment, Refused, Review, Suggestion
from .text import clean

HALF_STEP_CHOICES = [("", _("No rating")), *((n, str(n)) for n in HALF_STEPS)]
COMMENT_LENGTH = 10_000
FIRST_FILM = date(1895, 1, 1)


class HalfStepsField(forms.TypedChoiceField):
    """A rating: 1 to 10 half-steps, or none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=HALF_STEP_CHOICES,
            coerce=int,
            empty_value=None,
            required=False,
            label=_("Rating"),
            error_messages={"invalid_choice": _("Choose a rating from ½ to 5, or none.")},
            **kwargs,
        )


class FormKeyField(forms.UUIDField):
    """The number of a form: what was sent twice under it is taken once. Nobody types it, so one that is missing or no
    number becomes a new one, and what was written is not lost over it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=uuid.uuid4, **kwargs)

    def clean(self, value: Any) -> uuid.UUID:
        try:
            return super().clean(value) or uuid.uuid4()
        except forms.ValidationError:
            return uuid.uuid4()


class WithDraft(forms.Form):
    """A form whose input can wait in the session until its author has logged in."""

    DRAFTED: tuple[str, ...] = ()

    def draft(self) -> dict[str, Any]:
        """The valid input as plain JSON."""
        kept = {name: self.cleaned_data[name] for name in self.DRAFTED}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()}

    def refuse(self, refusal: Refused) -> None:
        """Shows why the site did not take it; the input stays."""
        for sentence in refusal.sentences:
            self.add_error(None, str(sentence))


class RatingForm(WithDraft):
    """Only a rating."""

    DRAFTED = ("half_steps",)

    half_steps = HalfStepsField()


class ReviewForm(WithDraft):
    """Rating, title, text or any of them."""

    DRAFTED = ("half_steps", "title", "body", "has_spoilers", "watched_on")

    half_steps = HalfStepsField()
    title = forms.CharField(label=_("Title"), max_length=150, required=False)
    body = forms.CharField(
        label=_("Review"),
        max_length=Review._meta.get_field("body").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
    )
    watched_on = forms.DateField(
        label=_("Watched on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    has_spoilers = forms.BooleanField(
        label=_("Gives the story away"), required=False, help_text=_("Then readers choose whether to see the text.")
    )

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if "||" in title:
            raise forms.ValidationError(
                _("A title cannot be hidden in part. Say less in it, or tick that the review gives the story away.")
            )
        return title

    def clean_watched_on(self) -> date | None:
        day: date | None = self.cleaned_data["watched_on"]
        # Where the reader's day has begun already, the server's may not have.
        if day and (day - timezone.localdate()).days > 1:
            raise forms.ValidationError(_("This day has not come yet."))
        if day and day < FIRST_FILM:
            raise forms.ValidationError(_("There were no films on that day yet."))
        return day

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not (chosen["half_steps"] or clean(chosen["title"]) or clean(chosen["body"])):
            raise forms.ValidationError(_("Choose a rating, write something, or both."))
        return chosen

    def write(self, author: Any, film: Film) -> Review | None:
        """The review as it was saved; None where the site did not take it, and then the form says why."""
        try:
            return Review.objects.write(author, film, **self.cleaned_data)
        except Refused as refusal:
            self.refuse(refusal)
            return None


class SuggestionForm(forms.Form):
    """A poster or a still for a film. `key` is the number of the form: sent twice, it makes one suggestion."""

    place = forms.ChoiceField(
        label=_("What is it?"),
        choices=[
            (Suggestion.Place.POSTER, _("A poster")),
            (Suggestion.Place.STILL, _("A still, a picture from the film")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is a poster or a still.")},
    )
    picture = PictureFormField(
        label=_("Picture"),
        megabytes=12,
        widget=forms.FileInput,
        help_text=_("JPEG, PNG, WebP, AVIF or GIF, up to 12 MB. Where and when it was taken is not kept."),
        error_messages={"required": _("Choose a picture.")},
    )
    alt = forms.CharField(
        label=_("What is to be seen on it?"),
        max_length=300,
        help_text=_("One sentence for those who cannot see it."),
        error_messages={"required": _("Describe the picture for those who cannot see it.")},
    )
    body = forms.CharField(label=_("Caption"), max_length=300, required=False)
    credit = forms.CharField(
        label=_("Whose picture is it?"),
        max_length=200,
        required=False,
        help_text=_("Photographer, studio or distributor; it is named beside the picture."),
    )
    may_share = forms.BooleanField(
        label=_("I made this picture or may share it"),
        error_messages={"required": _("Only send pictures that you may share.")},
    )
    key = FormKeyField()

    def suggest(self, author: Any, film: Film) -> Suggestion | None:
        """The suggestion as it was saved; None where the site did not take it, and then the form says why."""
        given = {name: self.cleaned_data[name] for name in ("place", "alt", "body", "credit", "picture")}
        try:
            return Suggestion.objects.suggest(author, film, key=self.cleaned_data["key"], **given)
        except Refused as refusal:
            for sentence in refusal.sentences:
                self.add_error(None, str(sentence))
            return None


class CommentForm(WithDraft):
    """A comment or a reply. `key` is the number of the form: sent twice, it makes one comment."""

    DRAFTED = ("body", "has_spoilers")

    body = forms.CharField(
        label=_("Your thoughts"),
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        error_messages={"required": _("Write something first.")},
    )
    has_spoilers = forms.BooleanField(label=_("Gives the story away"), required=False)
    key = FormKeyField()

    def clean_body(self) -> str:
        body = clean(self.cleaned_data["body"])
        if not body:
            raise forms.ValidationError(_("Write something first."))
        return body

    def write(self, author: Any, place: Film | Review, parent: Comment | None) -> Comment | None:
        """The comment as it was saved; None where the site did not take it, and then the form says why."""
        review = place if isinstance(place, Review) else None
        film = place.film if isinstance(place, Review) else place
        try:
            return Comment.objects.write(author, film, review=review, parent=parent, **self.cleaned_data)
        except Refused as refusal:
            self.refuse(refusal)
            return None

    def change(self, comment: Comment) -> bool:
        """Whether the comment was changed; where not, the form says why."""
        try:
            comment.edit(self.cleaned_data["body"], has_spoilers=self.cleaned_data["has_spoilers"])
        except Refused as refusal:
            self.refuse(refusal)
            return False
        return True
