"""Builds the site that `make screenshots` photographs, in its own process: `python -m tests.look.build empty|full`."""

import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from tests.look.scene import build  # noqa: E402


def main(stage):
    call_command("migrate", verbosity=0, interactive=False)
    made = {"names": {}, "sessions": {}}
    if stage == "full":
        call_command("seed", verbosity=0)
        call_command("demo")
        scene = build()
        who = {name: session(getattr(scene, name)) for name in ("member", "moderator", "suspended", "guarded")}
        made = {"names": scene.names, "sessions": who}
    Path(settings.DATA_DIR, "scene.json").write_text(json.dumps(made))


def session(user):
    client = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"})
    client.force_login(user)
    return client.cookies["sessionid"].value


if __name__ == "__main__":
    main(sys.argv[1])
