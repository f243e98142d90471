"""The benchmark: `make bench`, or `SCALE=small make bench`; prints one table per database.

Every figure stands beside its limit from the same run: a trivial WSGI application (the server), a view that returns a
constant (Django), the same with session and user, and the plain SQL of the same rows (the database).
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from tests.bench.scale import SCALES
from tests.postgresql import throwaway_cluster

CACHE = Path(os.environ.get("FLOCK_BENCH", Path.home() / ".cache" / "flock-bench"))
HERE = Path(__file__).parent


def main():
    scale = SCALES.get(os.environ.get("SCALE", "large"))
    if scale is None:
        sys.exit(f"bench: SCALE is one of {', '.join(SCALES)}")
    wanted = os.environ.get("DATABASES", "sqlite postgresql").split()
    if "sqlite" in wanted:
        run(scale, "sqlite", "")
    if "postgresql" in wanted:
        with throwaway_cluster() as url:
            if url:
                run(scale, "postgresql", url)
            else:
                sys.stderr.write("bench: no PostgreSQL server is installed, so only SQLite was measured\n")


def run(scale, database, url):
    """One database in a process of its own, with a data folder that is kept for the next time."""
    folder = CACHE / f"{scale.name}-{database}-{recipe()}"
    folder.mkdir(parents=True, exist_ok=True)
    environment = {"FLOCK_DATA": str(folder), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
    subprocess.run(
        [sys.executable, "-m", "tests.bench.measure", scale.name], env={**os.environ, **environment}, check=True
    )


def recipe():
    """What the built site depends on: a change of the rows or of the tables builds another."""
    digest = hashlib.sha256()
    files = [HERE / "rows.py", HERE / "scale.py", HERE / "words.py", *sorted(Path().glob("*/migrations/0*.py"))]
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:10]


if __name__ == "__main__":
    main()
