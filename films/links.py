"""Addresses of pages that a slug names. Django's `reverse` takes 36 µs, and a list needs a hundred of them."""

from __future__ import annotations

from functools import cache

from django.urls import reverse


def link(name: str, slug: str) -> str:
    """The address of the page `name` ("films:detail") of what has this slug."""
    before, after = frame(name)
    return f"{before}{slug}{after}"


@cache
def frame(name: str) -> tuple[str, str]:
    """What stands before and after the slug: one that is made of letters, digits and hyphens stands there as it is."""
    before, _, after = reverse(name, args=["slug-"]).partition("slug-")
    return before, after
