"""Static files as a visitor gets them: collected, renamed after their contents, compressed."""

import re
from pathlib import Path

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command


def test_every_script_that_another_names_is_there_under_that_name(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "config.storage.StaticStorage"}}
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", verbosity=0, interactive=False)
    named = [
        (script, name)
        for script in Path(tmp_path, "flock/js").glob("*.js")
        for name in re.findall(r"""(?:from|import)\s*\(?["'](\./[^"']+)""", script.read_text())
    ]
    assert named
    assert not [(script.name, name) for script, name in named if not (script.parent / name).exists()]


def brotlied(paths):
    return sum(len(brotli.compress(path.read_bytes())) for path in paths)


def test_styles_and_scripts_stay_light_in_all():
    """All of them together, the admin's too; a page loads a part of it."""
    ours = Path(settings.BASE_DIR, "static", "flock")
    htmx = Path(finders.find("django_htmx/htmx-2.min.js"))
    assert brotlied(ours.glob("css/*.css")) < 15_000
    assert brotlied([*ours.glob("js/*.js"), htmx]) < 25_000
