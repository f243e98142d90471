"""The site's own random key: made at the first start, kept in the data folder, never in the repository."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def kept_secret_key(folder: Path) -> str:
    """Reads `folder`/secret_key, which only its owner may read; two first starts at once agree on one key."""
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # members' addresses are in there
        publish(path, get_random_secret_key())
    return path.read_text().strip()


def publish(path: Path, key: str) -> None:
    """The file appears whole or not at all (a link to a finished file), and the first of two writers wins."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret_key-")  # mode 0600
    try:
        with os.fdopen(handle, "w") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        os.unlink(draft)
