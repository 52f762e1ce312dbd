"""What can be wrong with a run's file, in words with the mend, as a code and as an exit code."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class StoreError(Exception):
    """A run cannot be opened, or not be kept. resumable: the same command goes on later."""

    def __init__(self, code: str, words: str, *, resumable: bool = False) -> None:
        super().__init__(words)
        self.code = code
        self.resumable = resumable

    @classmethod
    def taken(cls, path: str, pid: str) -> StoreError:
        """Another process works on it."""
        by = f" (process {pid})" if pid else ""
        return cls(
            "STO.locked", f"{path}: another seocheck{by} works on this run; wait for it or stop it", resumable=True
        )

    @classmethod
    def unwritable(cls, path: str, error: OSError) -> StoreError:
        """The folder does not take it."""
        return cls("STO.io", f"{path}: the run cannot be kept there: {error.strerror}; choose another --run FILE")

    @classmethod
    def missing(cls, path: str) -> StoreError:
        """There is no such file."""
        return cls("STO.missing", f"{path}: there is no such run; `seocheck runs list` names those there are")

    @classmethod
    def foreign(cls, path: str) -> StoreError:
        """It is another program's file."""
        return cls("STO.corrupt", f"{path}: this is no run of seocheck; choose another --run FILE")

    @classmethod
    def newer(cls, path: str, version: int, known: int) -> StoreError:
        """It was written by a later seocheck."""
        words = f"this run was kept by a newer seocheck (layout {version}; this one knows {known}); use that one"
        return cls("STO.newer-version", f"{path}: {words}")


@contextmanager
def told(path: str) -> Iterator[None]:
    """Turn what SQLite says of the file at `path` into a StoreError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _fault(path, error) from None


def _fault(path: str, error: sqlite3.DatabaseError) -> StoreError:
    number = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if number == sqlite3.SQLITE_FULL:
        return StoreError("STO.full", f"{path}: the disk is full; make room, then go on", resumable=True)
    if number in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        words = "this is no run of seocheck, or a damaged one; delete it or choose another --run FILE"
        return StoreError("STO.corrupt", f"{path}: {words}")
    if number in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}:
        return StoreError("STO.io", f"{path}: the run cannot be kept there: {error}; choose another --run FILE")
    if number in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StoreError("STO.locked", f"{path}: another program uses this file; try again", resumable=True)
    return StoreError("STO.io", f"{path}: the run could not be kept: {error}", resumable=True)
