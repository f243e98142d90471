"""Processes that belong together: children end with their parent, and one that ends too early is started again."""

from __future__ import annotations

import ctypes
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
STEADY = 60  # seconds after which a process counts as well
ENDING = (signal.SIGINT, signal.SIGTERM)

logger = logging.getLogger(__name__)


def end_with(parent: int) -> None:
    """The kernel sends this process SIGTERM when its parent ends, in whatever way that happens."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it ended before it could be followed
        os._exit(1)


def end_children_with_this_process() -> None:
    """Its own, not theirs."""
    this, forking = os.getpid(), [0]

    def note() -> None:
        forking[0] = os.getpid()

    def follow() -> None:
        if forking[0] == this:
            end_with(this)

    os.register_at_fork(before=note, after_in_child=follow)


class Companion:
    """A child process that is there as long as this process is."""

    def __init__(self, name: str, target: Callable[[], None]) -> None:
        self.name, self.target = name, target
        self.stopping = threading.Event()
        self.spawning = threading.Lock()  # a child that is half made cannot be told to end

    def start(self) -> None:
        self.spawn()
        threading.Thread(target=self.watch, daemon=True).start()

    def spawn(self) -> None:
        with self.spawning:
            if self.stopping.is_set():
                return
            self.process = multiprocessing.get_context("fork").Process(name=self.name, target=self.run)
            signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)  # until the child has handlers of its own
            try:
                self.process.start()
            finally:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
            self.began = time.monotonic()

    def run(self) -> None:
        """In the child: the handlers that it has from its parent would end nothing here."""
        for ending in ENDING:
            signal.signal(ending, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
        self.target()

    def watch(self) -> None:
        wait = 1
        while not self.stopping.is_set():
            self.process.join()
            wait = 1 if time.monotonic() - self.began > STEADY else min(2 * wait, STEADY)
            if self.stopping.wait(wait):
                return
            logger.error("%s ended (%s) and is started again", self.name, self.process.exitcode)
            self.spawn()

    def stop(self, patience: int = 10) -> None:
        self.stopping.set()
        with self.spawning:
            self.process.terminate()
        self.process.join(patience)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
