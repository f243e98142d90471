"""Every component in every state, on one page for staff: `/styleguide/`."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.figures import Decade
from films.keyset import Page
from films.models import HALF_STEPS, Bar, Film
from reviews.models import Comment, Review, Status

ERRORS = ("400", "403", "403_csrf", "404", "429", "500", "503")
SPRITE = Path(settings.BASE_DIR, "static", "flock", "glyphs.svg")
WORDS = "The two leads carry every scene between them, and the camera knows when to leave them alone."


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """The components with made-up words and the catalogue's own films; nobody but staff finds the page."""
    if not request.user.is_staff:
        raise Http404
    films = list(Film.objects.order_by("-created_at")[:6])
    context = {
        "films": films,
        "scale": HALF_STEPS,
        "bars": [
            Bar(n, votes, votes, votes * 3)
            for n, votes in zip(HALF_STEPS, (1, 2, 2, 4, 7, 14, 33, 25, 9, 3), strict=True)
        ],
        "reviews": [review(status, films) for status in Status] if films else [],
        "threads": [thread()],
        "form": failed_form(),
        "tints": range(12),
        "names": [
            "Toni Collette",
            "Drew Barrymore",
            "Agnès Varda",
            "宮崎駿",
            "Cher",
            "Ousmane Sembène",
            "Kelly Reichardt",
        ],
        "errors": ERRORS,
        "icons": re.findall(r'id="i-(\w+)"', SPRITE.read_text()),
        "page": Page([], next="next", previous="previous"),
        "decades": [Decade(1980, 2, 20), Decade(1990, 6, 60), Decade(2000, 10, 100)],
        "departments": [("Cast", [SimpleNamespace(film=film) for film in films])],
    }
    return render(request, "styleguide.html", context)


@require_safe
def error(request: HttpRequest, name: str) -> HttpResponse:
    """The page that stands where something is wrong. Here nothing is: 200, and nobody is called by the log."""
    if not request.user.is_staff or name not in ERRORS:
        raise Http404
    return render(request, f"{name}.html")


class Example(forms.Form):
    """One field of each kind."""

    title = forms.CharField(help_text="With a word of help below.")
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    genre = forms.ChoiceField(choices=[("", "any"), ("drama", "Drama (12)")], required=False)
    body = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
    has_spoilers = forms.BooleanField(label="Gives the story away", required=False)


def failed_form() -> Example:
    """A form as it comes back: bound, with errors."""
    form = Example({"title": "", "day": "2026-02-31", "body": WORDS})
    form.add_error(None, "This sentence is about the whole form.")
    return form


def member() -> Any:
    """Somebody who is not in the database."""
    return get_user_model()(username="mossy", display_name="Mossy Tup")


def review(status: Status, films: list[Film]) -> Review:
    """A review in one of the states of moderation."""
    now = timezone.now()
    return Review(
        pk=0, author=member(), film=films[0], half_steps=7, public_half_steps=7, title="Better the second time",
        body=WORDS, body_html=f"<p>{WORDS}</p>", status=status, created_at=now, comment_count=2,
        has_spoilers=status == Status.PUBLISHED,
    )  # fmt: skip


def thread() -> Any:
    """A comment, an answer and a tombstone."""
    comment = Comment(
        pk=0, author=member(), body_html=f"<p>{WORDS}</p>", created_at=timezone.now(), edited_at=timezone.now()
    )
    gone = Comment(pk=1, author=member(), status=Status.REMOVED)
    plain = {"is_own": False, "is_tombstone": False, "reply_url": "", "edit_url": "", "delete_url": "", "replies": []}
    answers = [
        SimpleNamespace(**plain, comment=comment),
        SimpleNamespace(**plain | {"comment": gone, "is_tombstone": True}),
    ]
    return SimpleNamespace(
        **plain | {"comment": comment, "reply_url": "#", "edit_url": "#", "delete_url": "#", "replies": answers}
    )
