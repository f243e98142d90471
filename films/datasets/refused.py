"""The files that keep refused rows as the source wrote them, so that they can be put right and imported."""

from __future__ import annotations

import os
from collections import defaultdict
from itertools import count
from pathlib import Path
from typing import Any

from .rows import Row


class Refused:
    """One file for each file of the source. A resumed run drops what a killed batch had added.

    A run from the start takes names that no file has, for somebody may be putting right the rows of the run before;
    `state` is what a run has to remember of that.
    """

    def __init__(self, folder: Path, stem: str, ending: str, state: dict[str, Any]) -> None:
        self.folder, self.stem, self.ending = folder, stem, ending
        self.copy: int = state.get("copy", 1)
        self.lengths: dict[str, int] = dict(state.get("bytes", {}))

    @property
    def state(self) -> dict[str, Any]:
        """What the run remembers, as little as possible."""
        return ({"copy": self.copy} if self.copy > 1 else {}) | ({"bytes": self.lengths} if self.lengths else {})

    def take_new_names(self) -> None:
        """Chooses names that are free."""
        names = {place.name for place in self.folder.glob(f"{self.stem}-*")}
        self.copy = next(n for n in count(1) if not any(name.startswith(self.prefix(n)) for name in names))
        self.lengths = {}

    def prefix(self, copy: int) -> str:
        """What the names of one run's files begin with."""
        return f"{self.stem}-{copy}-refused" if copy > 1 else f"{self.stem}-refused"

    def keep(self, refused: list[Row]) -> int:
        """Adds the refused rows of a batch behind what earlier batches left; the bytes in all files."""
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in refused:
            rows[row.file].append(row)
        for file, ones in rows.items():
            self.add(file, ones)
        return sum(self.lengths.values())

    def add(self, file: str, rows: list[Row]) -> None:
        """Adds rows of a file of the source, the first ones under their header."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{self.prefix(self.copy)}{f'-{file}' if file else f'.{self.ending}'}"
        path, length = self.folder / name, self.lengths.get(file, 0)
        texts = [row.raw for row in rows]
        if not length and rows[0].head:
            texts.insert(0, rows[0].head)
        with path.open("r+b" if path.exists() else "w+b") as kept:
            kept.truncate(length)
            kept.seek(length)
            kept.write("".join(f"{text}\n" for text in texts).encode("utf-8", "replace"))
            kept.flush()
            os.fsync(kept.fileno())
            self.lengths[file] = kept.tell()
