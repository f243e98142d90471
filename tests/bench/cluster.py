"""The benchmark's PostgreSQL: a cluster of its own that is kept between runs, as durable as a site's would be."""

import contextlib
import shutil
from pathlib import Path

from tests.postgresql import binaries, free_port, run, unprivileged_user

# No replica hangs on it; a quarter of the memory of a small machine, and how an SSD is read (docs/operations.md).
OPTIONS = (
    "wal_level=minimal", "max_wal_senders=0", "max_wal_size=8GB", "shared_buffers=2GB", "random_page_cost=1.1",
    "effective_io_concurrency=200", "effective_cache_size=8GB", "max_connections=50", "listen_addresses=127.0.0.1",
)  # fmt: skip


@contextlib.contextmanager
def kept_cluster(home):
    """Starts the cluster in `home`, made where it is missing; yields its address, "" where no server is installed."""
    folder, owner = binaries(), unprivileged_user()
    if folder is None:
        yield ""
        return
    data, port = Path(home, "postgresql"), free_port()
    if not Path(data, "PG_VERSION").exists():
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(parents=True)
        shutil.chown(data, owner)
        how = ["--username", "flock", "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync"]
        run([folder / "initdb", "--pgdata", data, *how], owner)
    options = " ".join(f"-c {option}" for option in [*OPTIONS, f"port={port}", f"unix_socket_directories={data}"])
    control = [folder / "pg_ctl", "--pgdata", data]
    run([*control, "--log", data / "log", "--wait", "--timeout", "300", "--options", options, "start"], owner)
    try:
        yield f"postgres://flock@127.0.0.1:{port}/postgres"
    finally:
        run([*control, "--mode", "fast", "--timeout", "300", "stop"], owner, check=False)
