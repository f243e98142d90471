"""The benchmark: `make bench`, or `SCALE=small make bench`; prints one table per database.

Every figure stands beside its limit from the same run: a trivial WSGI application (the server), a view that returns a
constant (Django), the same with session and user, and the page's own SQL alone (the database).
`BUILD_ONLY=1` builds the site and measures nothing.
"""

import contextlib
import fcntl
import os
import subprocess
import sys
from pathlib import Path

from tests.bench.cluster import kept_cluster
from tests.bench.scale import EDITION, SCALES

CACHE = Path(os.environ.get("FLOCK_BENCH", "/var/tmp/flock-bench"))


def main():
    scale = SCALES.get(os.environ.get("SCALE", "large"))
    if scale is None:
        sys.exit(f"bench: SCALE is one of {', '.join(SCALES)}")
    wanted = os.environ.get("DATABASES", "sqlite postgresql").split()
    for database in wanted:
        folder = CACHE / f"{scale.name}-{database}-{EDITION}"
        folder.mkdir(parents=True, exist_ok=True)
        cluster = kept_cluster(folder) if database == "postgresql" else contextlib.nullcontext("")
        with alone(folder), cluster as url:
            if database == "postgresql" and not url:
                sys.stderr.write("bench: no PostgreSQL server is installed, so only SQLite was measured\n")
            else:
                run(scale, folder, url)


@contextlib.contextmanager
def alone(folder):
    """One run at a time on one site."""
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def run(scale, folder, url):
    """Builds where nothing is built yet, and measures; each in a process of its own."""
    ours = {"FLOCK_DATA": str(folder), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
    environment = {**os.environ, **ours}
    steps = ["build", *([] if os.environ.get("BUILD_ONLY") else ["measure"])]
    for step in steps:
        subprocess.run([sys.executable, "-m", f"tests.bench.{step}", scale.name], env=environment, check=True)


if __name__ == "__main__":
    main()
