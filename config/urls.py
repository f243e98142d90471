"""The addresses of the site; each app keeps its own."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from . import crawlers, look, styleguide, views
from .media import media

handler500 = "config.views.broken"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # second factors count there too

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("", include("films.urls")),  # what is read most is looked for first
    path("favicon.ico", crawlers.favicon, name="favicon"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap-<slug:section>-<int:block>.xml", crawlers.sitemap_block, name="sitemap_block"),
    path("healthz", views.healthz, name="healthz"),
    path("theme/", look.theme, name="theme"),
    path("language/", look.language, name="language"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("styleguide/errors/<slug:name>/", styleguide.error, name="styleguide_error"),
    path("", include("reviews.moderation.urls")),  # has /admin/moderation/, so it stands before the admin
    path("", include("reviews.urls")),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
]
if settings.MEDIA_URL.startswith("/"):  # not where another server or store has them
    urlpatterns += [path(f"{settings.MEDIA_URL[1:]}<path:name>", media, name="media")]

if "debug_toolbar" in settings.INSTALLED_APPS:
    urlpatterns.append(path("__debug__/", include("debug_toolbar.urls")))
