"""Pages that belong to no app alone: the home page, made of films and reviews, and those of the machine room."""

from __future__ import annotations

import sys

from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection
from django.db.models import Count, OuterRef, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import server_error

from films.figures import Figures
from films.models import Catalogue, Film, Person
from films.shown import shows
from reviews.models import Review

from .failures import is_no_room

SHELF, TALK = 12, 6
BIG = 300  # films; counting what hangs on more takes longer than the rest of the page
HUGE = 20_000  # films; on more a reader would wait for it

totals: Figures[dict[str, int]] = Figures(big=lambda found: found["films"] > BIG, name="home")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is loved, what is being discussed, what is new. Visitors see it up to films.shown.KEEP seconds later."""
    revision = Catalogue.current()
    films = Film.objects.visible_to(request.user)
    loved = list(films.filter(settled_average__gt=0).order_by("-settled_average", "-id").as_cards()[:SHELF])
    talk = being_discussed(request)
    new = list(films.order_by("-created_at", "-id").as_cards()[:SHELF])
    first = talk[0].film if talk else next(iter(loved or new), None)
    spotlight = films.filter(pk=first.pk).first() if first else None
    context = {
        "spotlight": spotlight,
        "spotlight_review": talk[0] if talk else None,
        "loved_films": loved,
        "new_films": new,
        "talk": talk[1:] or talk,
        "totals": totals.get(None, counted, not_yet),
    }
    told = [review.film for review in talk]
    return shows(render(request, "home.html", context), revision, [*loved, *new, *told], moves=True)


def being_discussed(request: HttpRequest) -> list[Review]:
    """The newest review of each of the films on which something was said last."""
    newest = (
        Review.objects.visible_to().written(by_date=True).filter(film=OuterRef("pk")).order_by("-created_at", "-id")
    )
    films = Film.objects.visible_to(request.user).exclude(last_activity_at=None).order_by("-last_activity_at", "-id")
    latest = films.annotate(review=Subquery(newest.values("pk")[:1])).values_list("review", flat=True)
    ids = [pk for pk in latest[: 2 * TALK] if pk][: TALK + 1]
    found = Review.objects.visible_to().select_related("author", "film").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def counted() -> dict[str, int]:
    """The site in figures, of what everybody sees."""
    films = Film.objects.visible_to().order_by()
    found: dict[str, int] = films.aggregate(
        films=Count("pk"), ratings=Sum("rating_count", default=0), reviews=Sum("review_count", default=0)
    )
    return found | {"people": Person.objects.visible_to(AnonymousUser()).count()}


def not_yet() -> dict[str, int] | None:
    """No figures for a moment, where counting them takes seconds: with a million films, ten and more."""
    return {"films": 0} if Film.objects.order_by().values_list("pk")[HUGE : HUGE + 1] else None


def broken(request: HttpRequest) -> HttpResponse:
    """What went wrong on our side; that the disk is full is said in so many words, with 503. The log has the error."""
    if not is_no_room(sys.exc_info()[1]):
        return server_error(request)
    answer = server_error(request, template_name="503.html")
    answer.status_code, answer["Retry-After"] = 503, "300"
    return answer


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """For load balancers and monitors: 200 when this process can ask its database something, 503 when not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
