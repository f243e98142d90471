"""Where this site's rules enter allauth: names, mail, and who has to confirm an address."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.stages import EmailVerificationStage
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import add_query_params
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from qrcode.image.svg import SvgPathFillImage

from .models import User
from .names import is_reserved

logger = logging.getLogger(__name__)


class MemberAdapter(DefaultAccountAdapter):
    """Signing up, logging in and the mail about it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        **dict.fromkeys(
            ("username_password_mismatch", "email_password_mismatch"),
            gettext_lazy("This name or address and this password do not belong together; please try again."),
        ),
        **dict.fromkeys(("incorrect_password", "enter_current_password"), gettext_lazy("This is not your password.")),
        "email_taken": gettext_lazy("Another member has this address."),
        "too_many_login_attempts": gettext_lazy("Too many tries; please wait a little before the next one."),
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        if is_reserved(username):
            raise ValidationError(_("This name is kept for the site; please choose another."))
        username = super().clean_username(username, shallow)
        if not shallow and User.objects.that_look_like(username).exists():
            raise ValidationError(_("Another member's name looks almost the same; please choose another."))
        return username

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:
        """Of two who choose one name in one moment, the database lets one in; the other is asked again."""
        try:
            with transaction.atomic():
                saved: User = super().save_user(request, user, form, commit)
        except IntegrityError as error:
            messages.error(request, _("Somebody else has just taken this name; please choose another."))
            raise ImmediateHttpResponse(redirect(request.get_full_path())) from error
        return saved

    def get_login_stages(self) -> list[str]:
        ours = f"{VerifyWhereItHelps.__module__}.{VerifyWhereItHelps.__qualname__}"
        theirs = f"{EmailVerificationStage.__module__}.{EmailVerificationStage.__qualname__}"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The link remembers where the reader was going, also when it is opened in another browser."""
        url: str = super().get_email_confirmation_url(request, emailconfirmation)
        going_to = get_next_redirect_url(request)
        return add_query_params(url, {"next": going_to}) if going_to else url

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is down must not take the page down with it."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            logger.exception("The mail %s could not be sent", template_prefix)
            messages.error(self.request, _("The e-mail could not be sent just now; please try again later."))


class VerifyWhereItHelps(EmailVerificationStage):
    """Asks for a confirmed address, but shuts nobody out who cannot give one.

    Those are members without an address, and administrators, who may be the ones to put the mail right.
    """

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = self.login.user
        if user and not self.login.signup and (user.is_superuser or not user.email):
            return None, True
        stage: tuple[HttpResponse | None, bool] = super().handle()
        return stage


class MemberMFAAdapter(DefaultMFAAdapter):
    """Authenticator apps and passkey dialogs show the site's own name."""

    def build_totp_svg(self, url: str) -> str:
        """Black on white whatever the colours of the page, and without a declaration: it stands in the page itself."""
        return str(qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode"))

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)
