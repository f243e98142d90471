"""The members' part of a film's page. For visitors it depends on the film alone, so that their page can be cached.

`my_review film as mine` comes first, then `rating_box film mine`, `film_reviews film` and `discussion film`. Only
`film_reviews` is the same for members too.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import Context

from films.models import Film

from ..discussion import discussion as threads_on
from ..drafts import draft
from ..lately import Lately, active, lately
from ..models import Likeness, Policy, Review
from ..moderation import for_author

register = template.Library()

ON_FILM_PAGE = 5
LATELY_ACTIVE = 6
ON_MEMBERS_CARD = 4


@register.simple_tag(takes_context=True)
def my_review(context: Context, film: Film) -> Review | None:
    """The reader's own review of the film, whatever its state; None for visitors."""
    return Review.objects.of(context["request"].user, film)


@register.inclusion_tag("reviews/_rate_box.html", takes_context=True)
def rating_box(
    context: Context, film: Film, mine: Review | None, *, kept: int | None = None, said: str = "", problem: str = ""
) -> dict[str, Any]:
    """Rates with one click. `kept` was chosen before the login; `said`, `problem`: what became of the last one."""
    request: HttpRequest = context["request"]
    if request.user.is_authenticated:
        kept = draft(request, f"review-{film.pk}").get("half_steps")
    chosen = kept or (mine.half_steps if mine else None)
    own = {"mine": mine, "chosen": chosen or "", "kept": kept, "said": said, "problem": problem}
    return _shared(context) | own | {"film": film}


@register.inclusion_tag("reviews/_of_film_section.html", takes_context=True)
def film_reviews(context: Context, film: Film) -> dict[str, Any]:
    """The newest reviews, the same for every reader."""
    newest = film.reviews.published().written().order_by("-created_at", "-id")
    reviews = list(newest.select_related("author")[:ON_FILM_PAGE])
    for review in reviews:
        review.film = film
    return _shared(context) | {"film": film, "reviews": reviews}


@register.simple_tag
def films_like(film: Film) -> list[Any]:
    """Films that were rated as this one was, with the number of their common `raters`."""
    return Likeness.objects.films_like(film)


@register.inclusion_tag("reviews/_discussion.html", takes_context=True)
def discussion(context: Context, film: Film) -> dict[str, Any]:
    """The newest threads on the film, with the form in which to begin another."""
    return _shared(context) | threads_on(context["request"], film, is_part=True)


@register.simple_tag(takes_context=True)
def reasons(context: Context, text: Any) -> list[str]:
    """Why the text is held or was not accepted, for its author, as far as the site tells."""
    request = context["request"]
    if not hasattr(request, "moderation_policy"):
        request.moderation_policy = Policy.current()
    return for_author(text.trace, tell=request.moderation_policy.tell_reasons)


@register.simple_tag
def lately_rated(members: list[Any]) -> list[Lately]:
    """Each of the members with what they rated last, for the list of members."""
    return lately(members, ON_MEMBERS_CARD)


@register.simple_tag
def lately_active() -> list[Lately]:
    """The members who rated last, each with what they rated, for the head of that list."""
    return lately(active(LATELY_ACTIVE), ON_MEMBERS_CARD)


def _shared(context: Context) -> dict[str, Any]:
    return {name: context.get(name) for name in ("request", "glyph", "site_name", "form_key")}
