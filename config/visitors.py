"""Film pages and their reviews for visitors: kept whole and compressed, and answered before sessions are looked at.

Whoever has no session sees the same page as everybody, in one of a few languages and colours. It is kept under the
film's and the catalogue's revision, and these are read from the database for every request: so several workers agree,
nothing has to be purged, and nobody ever gets a page that is out of date.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import brotli  # type: ignore[import-untyped]
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from films.kept import Kept
from films.models import Film

from . import shared
from .look import theme_of
from .replicas import PERSONAL_COOKIES

# A film's page, and the pages of its reviews with the order and the place that they can be asked for in.
PAGE = re.compile(r"/films/([-\w]+)/(?:\?|reviews/\?(?:sort=[a-z]+)?&?(?:page=[-\w]+)?)")
SIZE = 32 * 1024 * 1024
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}


@dataclass(frozen=True)
class Stored:
    """A page as it goes over the wire in one encoding."""

    body: bytes
    headers: dict[str, str]

    def __len__(self) -> int:
        return len(self.body) + 1000


class NotKept(Exception):
    """The answer is none that everybody may have."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


class VisitorPages:
    """The first middleware: answers for what lies behind it where it can."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages: Kept[Stored] = Kept(SIZE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = f"{request.path_info}?{request.META.get('QUERY_STRING', '')}"
        found = PAGE.fullmatch(asked) if is_plain(request) else None
        revisions = Film.objects.revisions(found[1]) if found else None
        if revisions is None:
            return self.get_response(request)
        key = (asked, *revisions, get_language_from_request(request), theme_of(request))
        try:
            return self.answer(request, key)
        except NotKept as other:
            return other.response

    def answer(self, request: HttpRequest, key: tuple[Any, ...]) -> HttpResponse:
        """The kept page, or "not modified" for a browser that has it already."""
        encoding = encoding_of(request)
        wanted = (*key, encoding)
        page = self.pages.peek(wanted) or self.plain(request, key)
        if encoding and "Content-Encoding" not in page.headers:
            plain = page
            page = self.pages.get(wanted, lambda: compressed(plain, encoding))
        if page.headers["ETag"] in request.META.get("HTTP_IF_NONE_MATCH", ""):
            short = {name: page.headers[name] for name in ("ETag", "Vary", "Cache-Control")}
            return HttpResponseNotModified(headers=short)
        return HttpResponse(b"" if request.method == "HEAD" else page.body, headers=page.headers)

    def plain(self, request: HttpRequest, key: tuple[Any, ...]) -> Stored:
        """The page without compression, rendered by the site itself where it is not kept."""
        return self.pages.get((*key, ""), lambda: shared.get(key, lambda: self.rendered(request)))

    def rendered(self, request: HttpRequest) -> Stored:
        """Raises NotKept for what only this visitor may have."""
        for name in ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH"):
            request.META.pop(name, None)
        request.method = "GET"
        response = self.get_response(request)
        if response.status_code != 200 or response.cookies or response.streaming:
            raise NotKept(response)
        patch_vary_headers(response, ["Accept-Encoding", "Accept-Language", "Cookie"])
        digest = blake2b(response.content, digest_size=12).hexdigest()
        own = {"ETag": f'W/"{digest}"', "Cache-Control": "no-cache", "Content-Length": str(len(response.content))}
        return Stored(response.content, dict(response.items()) | own)


def is_plain(request: HttpRequest) -> bool:
    """Whether nothing in the request tells who asks or asks for anything but the page as it is."""
    if request.method not in ("GET", "HEAD"):
        return False
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        return False
    request.get_host()  # refuses names that are not the site's, as the pages behind do
    return not any(name in request.COOKIES for name in PERSONAL_COOKIES)


def encoding_of(request: HttpRequest) -> str:
    """The best encoding that the browser takes."""
    taken = {part.partition(";")[0].strip(): part for part in request.META.get("HTTP_ACCEPT_ENCODING", "").split(",")}
    return next((name for name in ("br", "gzip") if name in taken and "q=0" not in taken[name].replace("q=0.", "")), "")


def compressed(page: Stored, encoding: str) -> Stored:
    """The same page in another encoding."""
    body = COMPRESS[encoding](page.body)
    return Stored(body, page.headers | {"Content-Encoding": encoding, "Content-Length": str(len(body))})
