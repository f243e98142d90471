"""A private PostgreSQL for one test run: made, started, thrown away; the machine's own is not touched."""

import contextlib
import getpass
import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=120", "shared_buffers=64MB"]
FAST += ["wal_level=minimal", "max_wal_senders=0", "jit=off"]


def binaries():
    """The folder that holds initdb and pg_ctl, of the newest version here; None where no server is installed."""
    found = [Path(path).parent for path in [shutil.which("initdb")] if path]
    found += Path("/usr/lib/postgresql").glob("*/bin") if Path("/usr/lib/postgresql").is_dir() else []
    able = [folder for folder in found if (folder / "initdb").exists() and (folder / "pg_ctl").exists()]
    return max(able, key=lambda folder: int((re.findall(r"\d+", str(folder)) or [0])[0]), default=None)


@contextlib.contextmanager
def throwaway_cluster():
    """Yields the postgres:// address of a fresh cluster, or "" where no server is installed."""
    folder = binaries()
    if folder is None:
        yield ""
        return
    home = tempfile.mkdtemp(prefix="flock-pg-")
    owner = unprivileged_user()
    shutil.chown(home, owner)
    try:
        yield start(folder, home, owner)
    finally:
        run([folder / "pg_ctl", "--pgdata", f"{home}/data", "--mode", "immediate", "stop"], owner, check=False)
        shutil.rmtree(home, ignore_errors=True)


def start(folder, home, owner, settings=FAST):
    password, port = secrets.token_hex(8), free_port()
    Path(home, "password").write_text(password)
    initdb = ["--pgdata", f"{home}/data", "--username", "flock", "--pwfile", f"{home}/password"]
    run(
        [folder / "initdb", *initdb, "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--no-sync"], owner
    )
    run(up(folder, home, port, settings), owner)
    return f"postgres://flock:{password}@127.0.0.1:{port}/postgres"


def up(folder, home, port, settings):
    """The command that starts the server in `home`."""
    options = " ".join(f"-c {option}" for option in [*settings, f"port={port}", f"unix_socket_directories={home}"])
    return [
        folder / "pg_ctl",
        "--pgdata",
        f"{home}/data",
        "--log",
        f"{home}/log",
        "--wait",
        "--options",
        options,
        "start",
    ]


def run(command, owner, check=True):
    """PostgreSQL refuses to run as root, so `owner` runs it. Output goes nowhere: pg_ctl's child would keep a pipe."""
    as_owner = {"user": owner, "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run(command, check=check, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **as_owner)


def unprivileged_user():
    if os.geteuid() != 0:
        return getpass.getuser()
    names = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
