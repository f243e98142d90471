"""Starts a server for the benchmark, waits until it answers, and stops it with all its workers."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

PORT = 8765


@contextlib.contextmanager
def serving(command, environment, path):
    """Runs `command` until the block ends; the address of the server."""
    address = f"http://127.0.0.1:{PORT}"
    process = subprocess.Popen(
        [sys.executable, *command], env={**os.environ, **environment}, start_new_session=True, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(address + path, process)
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def wait_for(url, process):
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(url, timeout=5).close()
            return
        time.sleep(0.1)
    sys.exit(f"bench: the server did not answer at {url}")


def memory_of_workers():
    """The largest resident set of the server's processes, in MB."""
    found = subprocess.run(["ps", "-eo", "rss,args"], capture_output=True, text=True, check=True).stdout
    sizes = [int(line.split()[0]) for line in found.splitlines() if "manage.py serve" in line or "granian" in line]
    return max(sizes, default=0) // 1024
