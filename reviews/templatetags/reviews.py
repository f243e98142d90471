"""The members' part of a film's page. For visitors it depends on the film alone, so that their page can be cached.

`my_review film as mine` comes first, then `rating_box film mine`, `film_reviews film` and `discussion film`. Only
`film_reviews` is the same for members too.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django import template
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString

from films.gaps import part
from films.models import Film
from films.prepared import prepared

from ..discussion import discussion as threads_on
from ..discussion import draft_place
from ..drafts import draft
from ..lately import Lately, active, lately
from ..models import Likeness, Policy, Review
from ..moderation import for_author
from ..reader import own_review
from ..threads import sees_what_all_see

register = template.Library()

ON_FILM_PAGE = 5
LATELY_ACTIVE = 6
ON_MEMBERS_CARD = 4


@register.simple_tag(takes_context=True)
def my_review(context: Context, film: Film) -> Review | None:
    """The reader's own review of the film, whatever its state; None for visitors. What the page asks of its reader
    besides comes with it, so it stands first on the page; where it is asked for again, it is known."""
    request = context["request"]
    if not hasattr(request, "own_review"):
        request.own_review = own_review(request.user, film)
    found: Review | None = request.own_review
    return found


@register.simple_tag(takes_context=True)
def rating_box(
    context: Context, film: Film, mine: Review | None, *, kept: int | None = None, said: str = "", problem: str = ""
) -> SafeString:
    """Rates with one click. `kept` was chosen before the login; `said`, `problem`: what became of the last one."""
    request: HttpRequest = context["request"]
    is_member = request.user.is_authenticated
    if is_member:
        kept = draft(request, f"review-{film.pk}").get("half_steps")
    chosen = kept or (mine.half_steps if mine else None)
    own = {"chosen": chosen or "", "kept": kept, "said": said, "problem": problem}
    state = (mine.has_text, mine.is_held) if mine else ()
    key = ("rate box", film.pk, film.facts_revision, is_member, *own.values(), *state)
    return part(context, key, partial(fresh, context, "reviews/_rate_box.html", own | {"mine": mine, "film": film}))


def fresh(context: Context, name: str, shown: dict[str, Any], marks: dict[str, Any]) -> str:
    """Template `name`, rendered anew."""
    return get_template(name).template.render(context.new(_shared(context) | marks | shown))  # type: ignore[attr-defined]


@register.inclusion_tag("reviews/_of_film_section.html", takes_context=True)
def film_reviews(context: Context, film: Film) -> dict[str, Any]:
    """The newest reviews, the same for every reader."""
    reviews = newest(film.pk)
    for review in reviews:
        review.film = film
    return _shared(context) | {"film": film, "reviews": reviews}


@prepared
def newest(film: int) -> QuerySet[Review]:
    written = Review.objects.published().written(by_date=True).filter(film=film)
    return written.order_by("-created_at", "-id").select_related("author")[:ON_FILM_PAGE]


@register.simple_tag
def films_like(film: Film) -> list[Any]:
    """Films that were rated as this one was, with the number of their common `raters`."""
    return Likeness.objects.films_like(film)


@register.simple_tag(takes_context=True)
def discussion(context: Context, film: Film) -> SafeString:
    """The newest threads on the film, with the form in which to begin another: the same for all visitors, and for all
    members but those whose words are in it, who left a draft or who moderate."""
    request: HttpRequest = context["request"]
    is_member = request.user.is_authenticated

    def render(marks: dict[str, Any]) -> str:
        return fresh(context, "reviews/_discussion.html", threads_on(request, film, is_part=True), marks)

    if is_member and (draft(request, draft_place(film)) or not sees_what_all_see(request.user, film)):
        return SafeString(render({}))
    return part(context, ("discussion", film.pk, film.revision, is_member), render)


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
    return {name: context.get(name) for name in ("request", "glyph", "theme", "site_name", "form_key", "csrf_token")}
