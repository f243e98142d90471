"""Static files as a visitor gets them: collected, renamed after their contents, compressed."""

import re
from pathlib import Path

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
