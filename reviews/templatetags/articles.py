"""`{% review_article review %}`: one review in a list, put into the text of its shape (films.shapes)."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import get_template, render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from films.links import link
from films.posters import tint_of
from films.shapes import filled, look_of
from films.templatetags.posters import monogram, poster
from films.templatetags.ratings import rating
from films.templatetags.when import when

from ..models import Review

register = template.Library()

LONG = 500  # letters from which on a text is cut where it should be short


@register.simple_tag(takes_context=True)
def review_article(
    context: Context, review: Review, *, with_film: bool = False, short: bool = False, own: bool = False
) -> SafeString:
    """The same for every reader. `with_film`, where the page is not about one film. `short` cuts long texts. `own`, in
    the author's own list: with what only the author may see and do."""
    values: dict[str, Any] = {
        "pk": str(review.pk),
        "url": review.get_absolute_url(),
        "author": review.author.shown_name,
        "rating": rating(context, review.half_steps if own else review.public_half_steps),
        "when": when(review.created_at),
        "edited": review.edited_at and date_format(localtime(review.edited_at), "DATETIME_FORMAT"),
        "state": "" if review.is_visible else render_to_string("reviews/_state.html", {"text": review}),
        "headline": review.headline,
        "short": short,
        "is_cut": short and len(review.body) > LONG,
        **(of_film(review) if with_film else of_author(review)),
        **words(review),
        **talk(review),
        **(for_author(context, review) if own else {}),
    }
    return filled("reviews/_review.html", values, look_of(context))


def of_film(review: Review) -> dict[str, Any]:
    """What a review begins with among those of many films."""
    film = review.film
    return {
        "film": film.title,
        "film_url": film.get_absolute_url(),
        "tint": str(tint_of(film.title)),
        "poster": poster(film),
    }


def of_author(review: Review) -> dict[str, Any]:
    """What a review begins with among those of one film."""
    author: Any = review.author
    has_picture = bool(author.avatar)
    avatar = render_to_string("components/_avatar.html", {"member": author}) if has_picture else ""
    return {"author_url": author.get_absolute_url(), "avatar": avatar or monogram(author.shown_name)}


def words(review: Review) -> dict[str, Any]:
    """The text, as `reviews/_text.html` names it."""
    return {
        "text__has_text": review.has_text,
        "text__has_spoilers": review.has_spoilers,
        "text__title": review.has_spoilers and review.title,
        "text__body_html": bool(review.body_html),
        "text__html": review.html,
    }


def talk(review: Review) -> dict[str, Any]:
    """What was said about it."""
    count = review.comment_count
    said = ngettext("%(count)s comment", "%(count)s comments", count) % {"count": count} if count else ""
    return {"comments": said, "takes_comments": review.takes_comments}


def for_author(context: Context, review: Review) -> dict[str, Any]:
    """What only the author is told and may do."""
    own = context.new({"request": context["request"], "text": review})
    held = "" if review.is_visible else get_template("reviews/_held.html").template.render(own)  # type: ignore[attr-defined]
    return {"held": held, "edit_url": link("reviews:write", review.film.slug)}
