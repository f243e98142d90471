"""What members fill in; each form only checks shapes, the models hold the rules."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SignupForm,
)
from anyascii import anyascii
from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pictures.fields import PictureFormField

from .models import User
from .names import is_reserved

ADVICE = _("At least 10 characters; a few words in a row are easy to remember and hard to guess.")


class LogInForm(LoginForm):
    """allauth's, with a label that says what to enter and what password managers and passkeys look for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_placeholders(self)
        self.fields["login"].label = _("Username or e-mail address")
        self.fields["login"].widget.attrs |= {"autocomplete": "username webauthn", "autocapitalize": "none"}


class SignUpForm(SignupForm):
    """allauth's, with the model's own words about usernames."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_placeholders(self)
        self.fields["username"].help_text = User._meta.get_field("username").help_text
        self.fields["username"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["email"].label = _("E-mail address")
        self.fields["password1"].help_text = ADVICE


def drop_placeholders(form: forms.Form) -> None:
    """A placeholder repeats the label and is gone when somebody needs it."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class NewPasswordForm(ChangePasswordForm):
    """allauth's, with labels alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_placeholders(self)
        self.fields["oldpassword"].label = _("Current password")
        ask_for_a_new_one(self)


def ask_for_a_new_one(form: forms.Form) -> None:
    """The two fields of a new password, in the site's words, with advice in place of a list of rules."""
    form.fields["password1"].label = _("New password")
    form.fields["password1"].help_text = ADVICE
    form.fields["password2"].label = _("New password (again)")


class ProofForm(ReauthenticateForm):
    """allauth's, with a label alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_placeholders(self)


class PasswordByLinkForm(ResetPasswordKeyForm):
    """allauth's, in the site's words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_placeholders(self)
        ask_for_a_new_one(self)


class ForgottenPasswordForm(ResetPasswordForm):
    """allauth's, with the label of the other forms."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_placeholders(self)
        self.fields["email"].label = _("E-mail address")


class NewAddressForm(AddEmailForm):
    """allauth's, with a label that tells the new address from the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_placeholders(self)
        self.fields["email"].label = _("New e-mail address")


class PreferencesForm(forms.ModelForm):
    """How a member is shown and what the member likes to see."""

    picture = PictureFormField(
        label=_("New picture"),
        megabytes=5,
        required=False,
        help_text=_("JPEG, PNG, WebP, AVIF or GIF, up to 5 MB. Where and when it was taken is not kept."),
        widget=forms.FileInput,
    )
    remove_picture = forms.BooleanField(label=_("Show no picture"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("as the browser says")), *settings.LANGUAGES]
    )

    class Meta:
        model = User
        fields = ["display_name", "bio", "picture", "remove_picture", "glyph", "theme", "language"]
        widgets = {"bio": forms.Textarea(attrs={"rows": 5}), "glyph": forms.RadioSelect, "theme": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waits: list[str] = []  # after saving: what moderation says about the new words
        if not self.instance.avatar:
            del self.fields["remove_picture"]

    def clean_display_name(self) -> str:
        """Nobody passes for the site's people, or for another member, by a name in other letters."""
        name: str = self.cleaned_data["display_name"]
        plain = "-".join(anyascii(name).split())
        if is_reserved(plain) and not self.instance.is_staff:
            raise ValidationError(_("This name is kept for the site; please choose another."))
        if plain and User.objects.that_look_like(plain).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another member's name looks almost the same; please choose another."))
        return name

    def save(self, commit: bool = True) -> User:
        member, chosen = self.instance, self.cleaned_data
        member.save(update_fields=["glyph", "theme", "language"])
        if {"display_name", "bio"} & set(self.changed_data):
            self.waits = member.change_profile(display_name=chosen["display_name"], bio=chosen["bio"])
        if chosen["picture"] or chosen.get("remove_picture"):
            member.change_picture(chosen["picture"])
        return member


class FirstAdminForm(forms.ModelForm):
    """The first administrator's name and password."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=ADVICE,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta:
        model = User
        fields = ["username", "email", "password"]
        widgets = {"username": forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("Not needed now; a forgotten password can only be reset with it.")

    def _post_clean(self) -> None:
        """Passwords are compared with the name and the address, which the instance holds only now."""
        super()._post_clean()  # type: ignore[misc]  # Django's own hook, which its stubs leave out
        try:
            password_validation.validate_password(self.cleaned_data.get("password", ""), self.instance)
        except ValidationError as error:
            self.add_error("password", error)


class LeaveForm(forms.Form):
    """The password, as proof that it is the member who wants to leave."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, member: User, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member, self.request = member, request

    def clean_password(self) -> str:
        """Counts against the same limit as failed logins."""
        password: str = self.cleaned_data["password"]
        if not get_adapter(self.request).reauthenticate(self.member, password):
            raise ValidationError(_("This is not your password."))
        return password

    def clean(self) -> dict[str, Any] | None:
        if self.member.is_last_administrator:
            raise ValidationError(_("You are the only administrator: make another member one first."))
        return super().clean()
