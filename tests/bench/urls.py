"""The site's addresses, and the views that show what Django itself costs here."""

from django.http import HttpResponse
from django.urls import path

from config.urls import *  # noqa: F403
from config.urls import urlpatterns

SIZE = 30_000
PAGE = "x" * SIZE


def constant(request):
    """The limit for Django: a page of the usual size from memory, behind the site's middleware."""
    return HttpResponse(PAGE)


def member(request):
    """The limit for a page that knows who is reading."""
    return HttpResponse(PAGE if request.user.is_authenticated else "nobody")


urlpatterns = [path("bench/constant/", constant), path("bench/member/", member), *urlpatterns]
