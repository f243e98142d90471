"""Commenting on films and reviews, answering, and keeping threads in order."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from films.models import Film

from ..discussion import FORM_IDS, discussion, draft_place
from ..drafts import ask_to_log_in, draft, forget
from ..forms import CommentForm
from ..models import MODERATE, Comment, Review
from ..moderation.closing import switch_comments
from ..threads import Shown, cursor_of, takes_comments
from ..visitors import visitors_may_post
from .lookups import film_or_404, in_place, state_of, tell_state


@require_safe
def comments_of_film(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that was said about a film, page by page."""
    film = film_or_404(request, slug)
    return render(request, "reviews/comments_of_film.html", {"film": film} | discussion(request, film))


@require_http_methods(["GET", "HEAD", "POST"])
@visitors_may_post
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """A comment on a film."""
    return commenting(request, film_or_404(request, slug))


@require_http_methods(["GET", "HEAD", "POST"])
@visitors_may_post
def comment_on_review(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment on a review."""
    reviews = Review.objects.visible_to(request.user).select_related("film", "author")
    return commenting(request, get_object_or_404(reviews, pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@visitors_may_post
@vary_on_headers("HX-Request")
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """An answer to a comment that everybody can read."""
    readable = Comment.objects.published().select_related("film", "review__film", "review__author", "author", "parent")
    parent = get_object_or_404(readable, pk=pk)
    return commenting(request, parent.review or parent.film, parent)


def commenting(request: HttpRequest, place: Film | Review, parent: Comment | None = None) -> HttpResponse:
    """The form of a comment, and what becomes of it. A visitor's words are kept until after the login."""
    name = f"reply-{parent.pk}" if parent else draft_place(place)
    ids = f"{name}-%s" if parent else FORM_IDS
    if request.method == "POST":
        form = CommentForm(request.POST, auto_id=ids)
        if form.is_valid():
            if not request.user.is_authenticated:
                return away(request, ask_to_log_in(request, name, form.draft(), request.path))
            if written := form.write(request.user, place, parent):
                forget(request, name)
                return commented(request, place, written)
    else:
        form = CommentForm(initial=draft(request, name), auto_id=ids)
    context = {"place": place, "film": getattr(place, "film", place), "parent": parent, "form": form}
    if in_place(request):
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "reviews/_comment_form.html", context | {"url": request.path}, status=status)
    state = {"is_open": takes_comments(place), "is_draft": bool(draft(request, name))}
    return render(request, "reviews/comment.html", context | state)


def commented(request: HttpRequest, place: Film | Review, written: Comment) -> HttpResponse:
    """The comment in its place, and an empty form where it opened a thread; without scripts, the page that shows it."""
    if not in_place(request):
        tell_state(request, written)
        # A new thread is the first of the page; an answer has to be looked for.
        return redirect(written if written.parent else f"{place.get_absolute_url()}#comment-{written.pk}")
    place.refresh_from_db(fields=["comment_count"])
    shown = Shown(written, request.user, is_open=written.parent is None and takes_comments(place))
    form = CommentForm(auto_id=FORM_IDS)
    context = {"place": place, "shown": shown, "comment": written, "form": form, "said": state_of(written)[1]}
    return render(request, "reviews/commented.html", context | {"url": request.path})


def away(request: HttpRequest, redirection: HttpResponse) -> HttpResponse:
    """A redirect that the whole page follows, also when only a part of it asked."""
    return HttpResponseClientRedirect(redirection["Location"]) if in_place(request) else redirection


@require_safe
def comment_at(request: HttpRequest, pk: int) -> HttpResponse:
    """The lasting address of a comment: leads to the page of the thread that has it."""
    readable = Comment.objects.visible_to(request.user).select_related("film", "review", "parent")
    found = get_object_or_404(readable, pk=pk)
    if not found.is_visible and (found.author_id != request.user.pk or found.withdrawn_at):
        return redirect("moderation:text", "comment", pk)
    of_film = reverse("reviews:comments_of_film", args=[found.film.slug])
    page = found.review.get_absolute_url() if found.review else of_film
    return redirect(f"{page}?page={cursor_of(found)}#comment-{pk}")


def own_comment(request: HttpRequest, pk: int) -> Comment:
    """One's own comment, in whatever state, unless it was taken back."""
    own = Comment.objects.visible_to(request.user).filter(author=request.user.pk, withdrawn_at=None)
    found: Comment = get_object_or_404(own.select_related("film", "review__film"), pk=pk)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def comment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes one's own comment while there is time."""
    found = own_comment(request, pk)
    if request.method == "POST":
        form = CommentForm(request.POST)
        if form.is_valid() and form.change(found):
            tell_state(request, found)
            return redirect(found)
    else:
        form = CommentForm(initial={"body": found.body, "has_spoilers": found.has_spoilers})
    return render(request, "reviews/comment_edit.html", {"comment": found, "film": found.film, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def comment_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks whether one's own comment shall go, and takes it back."""
    found = own_comment(request, pk)
    if request.method == "POST":
        found.withdraw()
        messages.success(request, _("Your comment is deleted."))
        return redirect(f"{(found.review or found.film).get_absolute_url()}#comments")
    return render(request, "reviews/comment_delete.html", {"comment": found, "film": found.film})


@require_POST
@login_required
def open_comments(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens or closes the comments under a review, for its author and moderators."""
    review: Review = get_object_or_404(Review.objects.kept_by(request.user), pk=pk)
    is_open = request.POST.get("open") == "1"
    if review.author_id == request.user.pk and not review.comments_locked:
        review.open_comments(is_open)
    else:
        switch_comments(review, is_open, request.user)
    say_switched(request, is_open)
    return redirect(f"{review.get_absolute_url()}#comments")


@require_POST
@login_required
def open_film_comments(request: HttpRequest, slug: str) -> HttpResponse:
    """Opens or closes the comments on a film, for moderators."""
    film = film_or_404(request, slug)
    if not request.user.has_perm(MODERATE):
        raise Http404
    is_open = request.POST.get("open") == "1"
    switch_comments(film, is_open, request.user)
    say_switched(request, is_open)
    return redirect(f"{film.get_absolute_url()}#comments")


def say_switched(request: HttpRequest, is_open: bool) -> None:
    """Says what the button did."""
    messages.success(request, _("Comments are open.") if is_open else _("Comments are closed."))
