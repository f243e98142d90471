"""The site's addresses, and the views that show what Django itself costs here."""

import os

from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
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


def insert(request, slug):
    """The limit for writing: a form that knows who sends it, and one durable row."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_insert VALUES (%s, %s)", [request.user.pk, request.POST["body"]])
    return HttpResponseRedirect("/")


def count_passes(get_response):
    """A middleware that leaves a mark in a file for every request that reaches the site itself."""
    marks = os.open(os.environ["BENCH_PASSES"], os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def counting(request):
        os.write(marks, b".")
        return get_response(request)

    return counting


urlpatterns = [
    path("bench/constant/", constant),
    path("bench/member/", member),
    path("bench/insert/<slug:slug>/", insert),
    *urlpatterns,
]
