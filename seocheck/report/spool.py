"""Lines put aside until the end of a run: in memory while they are few, then in a temporary file."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING
from weakref import finalize

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEMORY = 2**20  # bytes held before they go to a file


class Spool:
    """Keeps lines in order. Its file goes with it, also when a run stops early."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_MEMORY)  # noqa: SIM115  closed by lines()
        finalize(self, self._file.close)
        self.count = 0

    def add(self, line: str) -> None:
        """Keep one more line; it holds no line feed."""
        self._file.write(line.encode() + b"\n")
        self.count += 1

    def lines(self) -> Iterator[str]:
        """All lines, once."""
        with self._file as file:
            file.seek(0)
            for line in file:
                yield line.decode().removesuffix("\n")
