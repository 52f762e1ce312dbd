"""One process at a time may work on a run: a file beside it, locked by the system until that process ends."""

from __future__ import annotations

import os
import sys
from contextlib import suppress


class Taken(Exception):  # noqa: N818  it is no error of ours
    """Another process holds the lock. pid: which one, where it can be told."""

    def __init__(self, pid: str) -> None:
        super().__init__(pid)
        self.pid = pid


class Lock:
    """Holds `path` locked until closed or until the process ends, however it ends.

    The lock belongs to this process alone (not to those it forks), so that no worker outliving it can hold it.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        while True:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(self._file)
            except OSError:
                pid = os.pread(self._file, 20, 0) if hasattr(os, "pread") else b""
                os.close(self._file)
                raise Taken(pid.decode("ascii", "replace").strip()) from None
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(self._file), os.stat(path)):  # noqa: PTH116
                    break
            os.close(self._file)  # its holder removed it just before we had it: the name means another file by now
        os.ftruncate(self._file, 0)
        os.write(self._file, f"{os.getpid()}\n".encode())

    def close(self) -> None:
        """Let others in."""
        with suppress(OSError):  # Windows removes no open file; it is locked anew the next time
            os.unlink(self._path)  # noqa: PTH108
        os.close(self._file)


def _lock(file: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
