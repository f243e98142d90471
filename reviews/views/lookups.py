"""What the views look up and say in more than one place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from films.models import Audience, Film
from films.prepared import prepared

from ..models import FilmText, Status


def film_or_404(request: HttpRequest, slug: str) -> Film:
    """The film that has that address or had it once, if the reader may see it.

    A form that was opened before two films became one still finds its film.
    """
    audience = Audience.of(request.user)
    film = film_at.first(slug, audience=audience) or Film.objects.visible_to(audience).once_at(slug)
    if film is None:
        raise Http404
    return film


@prepared
def film_at(slug: str, *, audience: Audience) -> QuerySet[Film]:
    return Film.objects.visible_to(audience).filter(slug=slug)


def in_place(request: HttpRequest) -> bool:
    """Whether the page itself asked, and puts the answer where the question was."""
    return bool(getattr(request, "htmx", False))


def state_of(text: FilmText) -> tuple[int, str]:
    """What became of a text that was just sent: how good the news is, and the sentence."""
    sentences: dict[Any, tuple[int, str]] = {
        Status.PUBLISHED: (messages.SUCCESS, _("Saved. Everybody can read it now.")),
        Status.PENDING: (
            messages.WARNING,
            _("Saved. A moderator reads it before others can; until then only you see it."),
        ),
        Status.REJECTED: (messages.ERROR, _("It was not accepted. Only you see it; you can change it or delete it.")),
    }
    level, sentence = sentences[text.status]
    return level, sentence if text.has_text else _("Your rating is saved.")


def tell_state(request: HttpRequest, text: FilmText) -> None:
    """Says it on the next page; the text's own page says why."""
    messages.add_message(request, *state_of(text))
