"""Visitors' pages in the Redis that `CACHE_URL` names: what one worker rendered, no other on any machine has to.

Kept under the key that config/visitors.py uses, which has the film's revision, and under the edition of the site: a
new version of the code, another setting or another site on the same Redis never meets these pages.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.cache import cache as shared_cache

T = TypeVar("T")
KEEP = 600  # seconds
BESIDE_THE_APPS = ("static", "templates", "requirements.txt")
SETTINGS = ("SECRET_KEY", "SITE_NAME", "SITE_URL", "RATING_GLYPH", "TIME_ZONE", "MEDIA_URL", "DEBUG")


def get(key: tuple[Any, ...], make: Callable[[], T]) -> T:
    """The page under `key`, from another worker or made now. What `make` raises is not kept."""
    if not settings.SHARES_PAGES:
        return make()
    name = blake2b(repr((edition(), key)).encode(), digest_size=20).hexdigest()
    found = shared_cache.get(name)
    if found is None:
        found = make()
        shared_cache.set(name, found, KEEP)
    return found


@cache
def edition() -> str:
    """Changes with all that a page is made of besides its film."""
    digest = blake2b(repr([getattr(settings, name) for name in SETTINGS]).encode(), digest_size=20)
    ours = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    for path in sorted([*ours, *(settings.BASE_DIR / name for name in BESIDE_THE_APPS)]):
        for file in sorted(files(path)):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def files(path: Path) -> list[Path]:
    return [file for file in [path, *path.rglob("*")] if file.is_file() and file.suffix != ".pyc"]
