"""Pages for visitors: kept whole and compressed, and answered before sessions are looked at.

Whoever has no session sees the same page as everybody, in one of a few languages and colours. A film's page and the
pages of its reviews are kept under the film's and the catalogue's revision; home, lists, people and what search found
under what these pages say that they rest on (films.shown). The revisions are read from the database for every request,
in one query: so several workers agree, nothing has to be purged, and nobody gets a page that is out of date.
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
from films.shown import Shown

from . import shared
from .beside import neighbours
from .look import theme_of

# A film's page, and the pages of its reviews with the order and the place that they can be asked for in.
PAGE = re.compile(r"/films/([-\w]+)/(?:\?|reviews/\?(?:sort=[a-z]+)?&?(?:page=[-\w]+)?)")
LIST = re.compile(r"/|/films/|/people/(?:[-\w]+/)?|/search/(?:suggest/)?")
SIZE, SIZE_OF_LISTS = 14 * 1024 * 1024, 8 * 1024 * 1024
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
ABOUT_THE_ANSWER = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH")
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
# A list is asked for a few times only: in a third of the time it is a seventh larger.
COMPRESS_QUICKLY: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=3),
    "gzip": lambda body: gzip.compress(body, 1, mtime=0),
}


@dataclass(frozen=True)
class Stored:
    """A page as it goes over the wire in one encoding, and for lists what it rests on."""

    body: bytes
    headers: dict[str, str]
    rests_on: Shown | None = None

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
        self.lists: Kept[Stored] = Kept(SIZE_OF_LISTS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_plain(request):
            return self.get_response(request)
        asked = f"{request.path_info}?{request.META.get('QUERY_STRING', '')}"
        try:
            if LIST.fullmatch(request.path_info):
                return sent(request, self.list(request, asked))
            found = PAGE.fullmatch(asked)
            revisions = Film.objects.revisions(found[1]) if found else None
            if revisions:
                return sent(request, self.page(request, (asked, *revisions, *look_of(request))))
        except NotKept as other:
            return other.response
        return self.get_response(request)

    def list(self, request: HttpRequest, asked: str) -> Stored:
        """The kept list while what it rests on stands, else a new one. Kept compressed, for there are very many."""
        taken = encoding_of(request)
        encoding = taken or "gzip"
        key = (asked, *look_of(request), encoding)
        kept = self.lists.peek(key)
        if not (kept and still_stands(kept)):
            kept = neighbours.get(key, lambda: self.rendered_list(request, encoding), still_stands)
            self.lists.put(key, kept)
        return kept if taken else uncompressed(kept)

    def rendered_list(self, request: HttpRequest, encoding: str) -> Stored:
        return compressed(self.rendered(request), encoding, COMPRESS_QUICKLY)

    def page(self, request: HttpRequest, key: tuple[Any, ...]) -> Stored:
        """The kept page."""
        encoding = encoding_of(request)
        wanted = (*key, encoding)
        page = self.pages.peek(wanted) or self.plain(request, key)
        if encoding and "Content-Encoding" not in page.headers:
            plain = page
            page = self.pages.get(wanted, lambda: compressed(plain, encoding))
        return page

    def plain(self, request: HttpRequest, key: tuple[Any, ...]) -> Stored:
        """The page without compression, rendered by the site itself where it is not kept."""

        def make() -> Stored:
            return neighbours.get(key, lambda: self.rendered(request))

        return self.pages.get((*key, ""), lambda: shared.get(key, make))

    def rendered(self, request: HttpRequest) -> Stored:
        """Raises NotKept for what only this visitor may have."""
        method, asked = request.method, request.META
        request.method, request.META = "GET", {name: asked[name] for name in asked if name not in ABOUT_THE_ANSWER}
        response = self.get_response(request)
        request.method, request.META = method, asked
        if response.status_code != 200 or response.cookies or response.streaming:
            raise NotKept(response)
        patch_vary_headers(response, ["Accept-Encoding", "Accept-Language", "Cookie"])
        digest = blake2b(response.content, digest_size=12).hexdigest()
        own = {"ETag": f'W/"{digest}"', "Cache-Control": "no-cache", "Content-Length": str(len(response.content))}
        return Stored(response.content, dict(response.items()) | own, getattr(response, "shown", None))


def still_stands(page: Stored) -> bool:
    """Whether a kept list says what the site would say now."""
    return page.rests_on is not None and page.rests_on.still_stands()


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


def compressed(page: Stored, encoding: str, how: dict[str, Callable[[bytes], bytes]] = COMPRESS) -> Stored:
    """The same page in another encoding; "" for none."""
    if not encoding:
        return page
    body = how[encoding](page.body)
    headers = page.headers | {"Content-Encoding": encoding, "Content-Length": str(len(body))}
    return Stored(body, headers, page.rests_on)


def uncompressed(page: Stored) -> Stored:
    """A page in gzip as it was before."""
    body = gzip.decompress(page.body)
    headers = {name: value for name, value in page.headers.items() if name != "Content-Encoding"}
    return Stored(body, headers | {"Content-Length": str(len(body))}, page.rests_on)


def sent(request: HttpRequest, page: Stored) -> HttpResponse:
    """The page, or "not modified" for a browser that has it already."""
    if page.headers["ETag"] in request.META.get("HTTP_IF_NONE_MATCH", ""):
        short = {name: page.headers[name] for name in ("ETag", "Vary", "Cache-Control")}
        return HttpResponseNotModified(headers=short)
    return HttpResponse(b"" if request.method == "HEAD" else page.body, headers=page.headers)


def look_of(request: HttpRequest) -> tuple[str, str]:
    """What else a page depends on: the reader's language and colours."""
    return get_language_from_request(request), theme_of(request)
