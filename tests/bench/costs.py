"""What one request costs each part, in processor time: unlike answers a second it holds on a busy machine too."""

import contextlib
import os
import time
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
ENOUGH = 3  # seconds of asking, for each kind of page


def family(pid):
    """A process and all that came from it."""
    children = [int(child) for text in texts(f"/proc/{pid}/task", "*/children") for child in text.split()]
    return [pid, *(relative for child in children for relative in family(child))]


def texts(folder, pattern):
    """What stands in the files; a process that has just ended has none."""
    for file in Path(folder).glob(pattern):
        with contextlib.suppress(OSError):
            yield file.read_text()


def seconds_of(pid):
    stats = [text.rpartition(")")[2].split() for one in family(pid) for text in texts(f"/proc/{one}", "stat")]
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / TICK


def cost(asks, parts):
    """Milliseconds of each part's processor time for one of `asks`, an endless or short run of functions to call."""
    before, count, until = {name: seconds_of(pid) for name, pid in parts.items()}, 0, time.monotonic() + ENOUGH
    for ask in asks:
        status, text = ask()
        assert status in (200, 302), (status, text[:200])
        count += 1
        if time.monotonic() > until:
            break
    return count, {name: max(seconds_of(pid) - before[name], 0) * 1000 / count for name, pid in parts.items()}
