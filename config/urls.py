"""The addresses of the site; each app keeps its own."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from . import look, views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("theme/", look.theme, name="theme"),
    path("", include("reviews.moderation.urls")),  # has /admin/moderation/, so it stands before the admin
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
]

if "debug_toolbar" in settings.INSTALLED_APPS:
    urlpatterns.append(path("__debug__/", include("debug_toolbar.urls")))
