"""Starts a server for the benchmark, waits until it answers, and stops it with all its workers."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

PORT = int(os.environ.get("BENCH_PORT", "8765"))


@contextlib.contextmanager
def serving(command, path, **environment):
    """Runs `command` until the block ends; the address of the server and the number of its first process."""
    address = f"http://127.0.0.1:{PORT}"
    wait_until_free(address)
    ours = {"PORT": str(PORT), "SITE_URL": address, **environment}
    process = subprocess.Popen(
        [sys.executable, *command], env={**os.environ, **ours}, start_new_session=True, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(address + path, process)
        yield address, process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def wait_until_free(address):
    """Ends the benchmark where another server answers: its figures would be taken for ours."""
    deadline = time.monotonic() + 10  # for the workers of the server before
    with contextlib.suppress(ConnectionRefusedError):
        while time.monotonic() < deadline:
            socket.create_connection(("127.0.0.1", PORT)).close()
            time.sleep(0.1)
        sys.exit(f"bench: another server answers at {address}; BENCH_PORT names another port")


def wait_for(url, process):
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(url, timeout=5).close()
            return
        time.sleep(0.1)
    sys.exit(f"bench: the server did not answer at {url}")


def memory_of(group):
    """The largest of the processes of a group, in MB: all that is resident, and that without the pages of SQLite's file
    that are mapped into it, which are the system's own cache and nobody's alone."""
    found = subprocess.run(["ps", "-o", "pid=", "-g", str(group)], capture_output=True, text=True, check=True).stdout
    return max((resident(pid) for pid in found.split()), default=(0, 0))


def resident(pid):
    """(all, without SQLite's file) in MB; (0, 0) for a process that has just ended."""
    whole = mapped = 0
    name = ""
    with contextlib.suppress(OSError):
        for line in Path("/proc", pid, "smaps").read_text().splitlines():
            if not line.split()[0].endswith(":"):
                name = line.rpartition(" ")[2]
            elif line.startswith("Rss:"):
                whole += int(line.split()[1])
                mapped += int(line.split()[1]) if name.endswith(".sqlite3") else 0
    return whole // 1024, (whole - mapped) // 1024
