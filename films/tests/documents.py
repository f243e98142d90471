"""The documents that the site started from, where this machine has them: their texts stay out of the repository."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(os.environ.get("FLOCK_DOCUMENTS") or Path(settings.BASE_DIR).parent / "shared" / "seeds")
TELLING = 8


def runs(text):
    """All runs of eight words in a row."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[n : n + TELLING]) for n in range(len(words) - TELLING + 1)}


def runs_of_documents():
    texts = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.txt"))]
    if not texts:
        pytest.skip(f"no documents in {FOLDER}: set FLOCK_DOCUMENTS to the folder that has them")
    return set().union(*map(runs, texts))
