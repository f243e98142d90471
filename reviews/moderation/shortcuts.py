"""From a form to a ruling."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import translation

from .forms import RulingForm
from .grounds import LETTERS, Ground
from .models import Decision
from .ruling import Ruling

WITH_LETTER = (Decision.Action.REJECT, Decision.Action.REMOVE, Decision.Action.DENY, Decision.Action.SPOILER)


def letter_for(form: RulingForm, member: Any = None) -> str:
    """The letter as the moderator left it; where nothing was written, the prepared one in the author's language."""
    data = form.cleaned_data
    written = data["letter"].strip()
    if written or data["action"] not in WITH_LETTER or not data["ground"]:
        return written
    with translation.override(getattr(member, "language", "") or settings.LANGUAGE_CODE):
        return str(LETTERS[Ground(data["ground"])])


def ruling_from(form: RulingForm, by: Any, letter: str, batch: str = "") -> Ruling:
    """The ruling that a valid form asks for."""
    data = form.cleaned_data
    return Ruling(by, data["action"], ground=data["ground"], letter=letter, quote=data["quote"], batch=batch)
