"""Rating, writing, editing and deleting one's own review."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from films.models import Film

from ..drafts import ask_to_log_in, draft, forget, keep
from ..forms import RatingForm, ReviewForm
from ..models import Refused, Review
from ..visitors import visitors_may_post
from .lookups import film_or_404, in_place, tell_state


@require_http_methods(["GET", "HEAD", "POST"])
@visitors_may_post
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of one's own review. A visitor may fill it in too, and is asked to log in when sending it."""
    film = film_or_404(request, slug)
    place = f"review-{film.pk}"
    if request.method == "POST":
        form = ReviewForm(request.POST)
        if form.is_valid():
            if not request.user.is_authenticated:
                return ask_to_log_in(request, place, form.draft(), request.path)
            if review := form.write(request.user, film):
                forget(request, place)
                tell_state(request, review)
                return redirect(review if review.has_text else film)
    mine = Review.objects.of(request.user, film)
    if request.method != "POST":
        form = ReviewForm(initial=first_values(request, mine, place))
    context = {"film": film, "form": form, "mine": mine, "is_draft": bool(draft(request, place))}
    return render(request, "reviews/write.html", context)


def first_values(request: HttpRequest, mine: Review | None, place: str) -> dict[str, Any]:
    """What the form starts with: the review as it is, over it what was kept from before the login or a link says."""
    written = {name: getattr(mine, name) for name in ReviewForm.DRAFTED} if mine else {}
    linked = RatingForm(request.GET)
    chosen = linked.cleaned_data if linked.is_valid() else {}
    kept = {name: value for given in (draft(request, place), chosen) for name, value in given.items() if value}
    return written | kept


@require_POST
@visitors_may_post
def rate(request: HttpRequest, slug: str) -> HttpResponse:
    """Saves a rating, in place where the page can do that. A visitor's choice is kept until after the login."""
    film = film_or_404(request, slug)
    form = RatingForm(request.POST)
    if not form.is_valid():
        return rated(request, film, problem=" ".join(map(str, form.errors["half_steps"])))
    half_steps = form.cleaned_data["half_steps"]
    if not request.user.is_authenticated:
        keep(request, f"review-{film.pk}", draft(request, f"review-{film.pk}") | form.draft())
        return rated(request, film) if in_place(request) else redirect_to_form(request, film)
    try:
        Review.objects.rate(request.user, film, half_steps)
    except Refused as refusal:
        return rated(request, film, problem=" ".join(map(str, refusal.sentences)))
    forget(request, f"review-{film.pk}")
    return rated(request, film, said=_("Saved.") if half_steps else _("Your rating is cleared."))


def redirect_to_form(request: HttpRequest, film: Film) -> HttpResponse:
    """To the login, and from there to the form that has the visitor's choice in it."""
    place = f"review-{film.pk}"
    return ask_to_log_in(request, place, draft(request, place), reverse("reviews:write", args=[film.slug]))


def rated(request: HttpRequest, film: Film, *, said: str = "", problem: str = "") -> HttpResponse:
    """The box as it is now, with the film's new totals; without scripts, the film's page."""
    if not in_place(request):
        (messages.error if problem else messages.success)(request, problem or said)
        return redirect(f"{film.get_absolute_url()}#rate")
    film = film_or_404(request, film.slug)
    mine = Review.objects.of(request.user, film)
    kept = draft(request, f"review-{film.pk}").get("half_steps")
    context = {"film": film, "mine": mine, "said": said, "problem": problem, "kept": kept}
    return render(request, "reviews/rate.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks whether one's own review shall go, and takes it back."""
    own = Review.objects.visible_to(request.user).filter(author=request.user, withdrawn_at=None)
    review = get_object_or_404(own.select_related("film"), pk=pk)
    if request.method == "POST":
        review.withdraw()
        messages.success(request, _("Your review is deleted."))
        return redirect(review.film)
    return render(request, "reviews/delete.html", {"review": review, "film": review.film})
