"""Runs the tests on both databases at the same time: `python -m tests`, with any of pytest's arguments.

Each database has a process of its own, so one closing line counts all tests; `tests.harness` says which run on both,
and with THOROUGH=1 all do.
`python -m tests --only postgresql films` runs on one of them.
"""

import os
import signal
import subprocess
import sys

from tests.postgresql import throwaway_cluster


def main(arguments):
    only = arguments.pop(arguments.index("--only") + 1) if "--only" in arguments else ""
    arguments = [argument for argument in arguments if argument != "--only"]
    with throwaway_cluster() as url:
        databases = [only] if only else ["sqlite", "postgresql"] if url else ["sqlite"]
        processes = [f"--tx=popen//id={name}//env:FLOCK_TEST_DATABASE={name}" for name in databases]
        command = [sys.executable, "-m", "pytest", "--dist=each", *processes, *arguments]
        variables = {"FLOCK_TEST_POSTGRESQL": url, "FLOCK_TEST_DATABASES": " ".join(databases)}
        return subprocess.call(command, env={**environment(), **variables})


def environment():
    """The shell's; but what one process has compiled, the many others that the tests start need not compile again."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the throw-away PostgreSQL goes too
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
