"""What search engines and browsers ask for by themselves: robots.txt, an icon, and a sitemap in blocks of ids, so that
no block costs more than another."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from films.models import Film, Person

BLOCK = 10_000
SECTIONS: dict[str, Any] = {"films": Film, "people": Person}
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PRIVATE = ("/accounts/", "/admin/", "/search/?", "/theme/")


@require_safe
@cache_control(max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Welcomes everybody but to the pages that are no use to anybody else."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE), f"Sitemap: {absolute(reverse('sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
@cache_control(max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """The site's mark, for those who ask where icons used to be."""
    return redirect(static("flock/mark-180.png"))


@require_safe
@cache_control(max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """The blocks that there are."""
    blocks = [
        reverse("sitemap_block", args=[name, number])
        for name, model in SECTIONS.items()
        for number in range((model.objects.order_by("pk").values_list("pk", flat=True).last() or -1) // BLOCK + 1)
    ]
    return xml("sitemapindex", "sitemap", blocks)


@require_safe
@cache_control(max_age=3600)
def sitemap_block(request: HttpRequest, section: str, block: int) -> HttpResponse:
    """The pages of one block that everybody may see."""
    if section not in SECTIONS or block > 10**9:
        raise Http404
    model = SECTIONS[section]
    rows = model.objects.visible_to(AnonymousUser()).filter(pk__range=(block * BLOCK, block * BLOCK + BLOCK - 1))
    return xml("urlset", "url", [row.get_absolute_url() for row in rows.only("slug").order_by("pk")])


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def xml(root: str, tag: str, paths: list[str]) -> HttpResponse:
    """A sitemap of these pages."""
    rows = format_html_join("\n", "<{0}><loc>{1}</loc></{0}>", ((SafeString(tag), absolute(path)) for path in paths))
    head = SafeString('<?xml version="1.0" encoding="UTF-8"?>')
    text = format_html('{0}\n<{1} xmlns="{2}">\n{3}\n</{1}>\n', head, SafeString(root), NAMESPACE, rows)
    return HttpResponse(text, content_type="application/xml")
