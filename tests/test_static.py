"""What the site sends along with its pages."""

from pathlib import Path

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders


def brotlied(paths):
    return sum(len(brotli.compress(path.read_bytes())) for path in paths)


def test_styles_and_scripts_stay_light_in_all():
    """All of them together, the admin's too; a page loads a part of it."""
    ours = Path(settings.BASE_DIR, "static", "flock")
    htmx = Path(finders.find("django_htmx/htmx-2.min.js"))
    assert brotlied(ours.glob("css/*.css")) < 15_000
    assert brotlied([*ours.glob("js/*.js"), htmx]) < 25_000
