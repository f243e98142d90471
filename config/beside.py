"""Visitors' pages that the workers beside each other on one machine take over from each other, through files.

When a film changes while many look at it, one worker renders its page and the others wait for that and read it; a list
that one of them made the others take over as long as what it rests on stands. The files live as long as `manage.py
serve`, in a folder of its own: nothing in them outlives the code or the database that they were made with. Each page
has one of SLOTS places, so they never grow beyond that; a later page takes the place of an earlier one. Where there is
no such folder, or no room in it, each process renders for itself.
"""

from __future__ import annotations

import fcntl
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, TypeVar

T = TypeVar("T")
SLOTS = 2048


class Neighbours:
    """The folder that the workers of one server share."""

    folder: Path | None = None

    @contextmanager
    def settled(self) -> Iterator[None]:
        """Has the folder as long as the block runs; the workers are forked within it."""
        self.folder = Path(tempfile.mkdtemp(prefix="flock-pages-"))
        try:
            yield
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None

    def get(self, key: tuple[Any, ...], make: Callable[[], T], stands: Callable[[T], bool] = lambda page: True) -> T:
        """The page under `key`, from a neighbour if it still `stands`, or made now. What `make` raises is not kept."""
        name = blake2b(repr(key).encode(), digest_size=20).digest()
        try:
            file = (self.folder / str(int.from_bytes(name) % SLOTS)).open("a+b", 0) if self.folder else None
        except OSError:
            file = None
        if file is None:
            return make()
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            found = taken(file, name)
            if found is None or not stands(found):
                found = make()
                leave(file, name, found)
        return found


def taken(file: IO[bytes], name: bytes) -> Any:
    """What lies in the place, if it is the page of this name and whole."""
    file.seek(0)
    found = file.read()
    try:
        return pickle.loads(found[len(name) :]) if found.startswith(name) else None  # noqa: S301 - our own folder
    except (EOFError, pickle.UnpicklingError):
        return None


def leave(file: IO[bytes], name: bytes, page: Any) -> None:
    """Puts the page into the place; on a full disk nobody has to know."""
    with suppress(OSError):
        file.truncate(0)
        file.write(name + pickle.dumps(page))


neighbours = Neighbours()
