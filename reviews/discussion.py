"""What `reviews/_discussion.html` needs, wherever a thread stands."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from films.links import link
from films.models import Film

from .drafts import draft
from .forms import CommentForm
from .models import MODERATE, Review
from .threads import ON_FILM, sees_what_all_see, takes_comments, threads

FORM_IDS = "thoughts-%s"  # the same on every page, so that the form is rendered once for all


def discussion(request: HttpRequest, place: Film | Review, *, is_part: bool = False) -> dict[str, Any]:
    """The threads as this reader sees them, and the form. A part of a page shows the newest and says where the rest is.

    A visitor's page is everybody's: there nothing of the session is shown or even asked for.
    """
    kept = draft(request, draft_place(place)) if request.user.is_authenticated else {}
    size = {"size": ON_FILM} if is_part else {}
    cursor = "" if is_part else request.GET.get("page", "")
    return {
        "place": place,
        "threads": SimpleLazyObject(lambda: threads(place, request.user, cursor, **size)),
        "is_common": is_part and isinstance(place, Film) and sees_what_all_see(request.user, place),
        "is_draft": bool(kept),
        "is_open": takes_comments(place),
        "comment_form": SimpleLazyObject(lambda: CommentForm(initial=kept, auto_id=FORM_IDS)),
        "comment_url": _address(place, "comment", "comment_on_review"),
        "all_url": link("reviews:comments_of_film", place.slug) if is_part and isinstance(place, Film) else "",
        "may_switch": may_switch(request.user, place),
        "switch_url": _address(place, "open_film_comments", "open_comments"),
    }


def draft_place(place: Film | Review) -> str:
    """The name under which a comment for this place is kept until its author has logged in."""
    return f"comment-{place._meta.model_name}-{place.pk}"


def may_switch(user: Any, place: Film | Review) -> bool:
    """Who opens and closes comments: moderators everywhere, and authors under own reviews that no moderator closed."""
    if isinstance(place, Film) or user.has_perm(MODERATE):
        return bool(user.has_perm(MODERATE))
    return place.author_id == user.pk and place.withdrawn_at is None and not place.comments_locked


def _address(place: Film | Review, of_film: str, of_review: str) -> str:
    if isinstance(place, Film):
        return link(f"reviews:{of_film}", place.slug)
    return reverse(f"reviews:{of_review}", args=[place.pk])
