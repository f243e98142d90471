"""Suggesting a poster or a still, and what became of it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pictures.fields import PictureFile

from ..forms import SuggestionForm
from ..models import Status, Suggestion
from ..models.suggestion import SMALL
from .lookups import film_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def suggest(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of a suggestion. A picture cannot wait in the session, so this one is for members only."""
    film = film_or_404(request, slug)
    enough = Suggestion.objects.too_many_of(request.user)
    if request.method == "POST" and not enough:
        form = SuggestionForm(request.POST, request.FILES)
        if form.is_valid() and (sent := form.suggest(request.user, film)):
            tell_state(request, sent)
            return redirect(sent)
    else:
        form = SuggestionForm(initial=request.POST.dict())  # nobody looks at the picture of who sent enough
    return render(request, "reviews/suggest.html", {"film": film, "form": form, "enough": enough})


def tell_state(request: HttpRequest, sent: Suggestion) -> None:
    """Says at once what became of a picture that was just sent."""
    if sent.status == Status.PUBLISHED:
        messages.success(request, _("Thank you. The film shows it now."))
    elif sent.status == Status.PENDING:
        messages.success(request, _("Thank you, the picture has arrived."))  # its own page says what happens next
    else:
        messages.error(request, _("It was not accepted."))


def visible_or_404(request: HttpRequest, pk: int) -> Suggestion:
    """The suggestion, if the reader may see it."""
    seen = Suggestion.objects.visible_to(request.user).filter(purged_at=None).select_related("film", "author")
    found: Suggestion = get_object_or_404(seen, pk=pk)
    return found


@require_safe
def suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """A suggested picture and where it stands."""
    found = visible_or_404(request, pk)
    context = {"suggestion": found, "film": found.film, "is_own": found.author == request.user}
    return render(request, "reviews/suggestion.html", context)


@require_safe
def suggestion_file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The picture itself or a small one, for whoever may see the suggestion and for nobody's cache."""
    picture = cast(PictureFile, visible_or_404(request, pk).picture)
    width = request.GET.get("width", "")
    try:
        file = picture.open_small(int(width)) if width in map(str, SMALL) else picture.open()
    except (OSError, ValueError) as error:
        raise Http404 from error
    headers = {
        "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    kind = "image/png" if str(picture.name).endswith(".png") else "image/jpeg"
    return FileResponse(file, content_type=kind, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def suggestion_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks whether one's own suggestion shall go, and takes it back, from the film too."""
    own = Suggestion.objects.visible_to(request.user).filter(author=request.user.pk, withdrawn_at=None)
    found: Suggestion = get_object_or_404(own.select_related("film"), pk=pk)
    if request.method == "POST":
        found.withdraw()
        messages.success(request, _("Your picture is taken back."))
        return redirect(found.film)
    return render(request, "reviews/suggestion_delete.html", {"suggestion": found, "film": found.film})
