"""The file a run is kept in: found to be ours, locked for this process, laid out; asked and changed as a whole."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from seocheck.batch.lock import Lock, Taken
from seocheck.batch.store_faults import StoreError, told

if TYPE_CHECKING:
    from collections.abc import Iterator

_APPLICATION, _VERSION = 0x5E0C0EC4 & 0x7FFFFFFF, 1
_SCHEMA = """
CREATE TABLE run (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, command TEXT NOT NULL, folder TEXT NOT NULL, tool TEXT NOT NULL,
    source TEXT NOT NULL, digest TEXT NOT NULL, rules INTEGER NOT NULL,
    started TEXT NOT NULL, listed INTEGER NOT NULL DEFAULT 0, ended TEXT);
CREATE TABLE target (
    id INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL, key BLOB NOT NULL, kind TEXT NOT NULL,
    host TEXT NOT NULL, address NOT NULL, url TEXT, given INTEGER NOT NULL, status TEXT, code TEXT,
    error INTEGER NOT NULL DEFAULT 0, warning INTEGER NOT NULL DEFAULT 0, info INTEGER NOT NULL DEFAULT 0,
    etag TEXT, modified TEXT, UNIQUE (run, key));
CREATE TABLE report (target INTEGER PRIMARY KEY, record BLOB NOT NULL);
CREATE INDEX waiting ON target (run, host, id) WHERE status IS NULL;
CREATE TABLE entry (
    run INTEGER NOT NULL, place BLOB NOT NULL, name NOT NULL, origin TEXT, target INTEGER, record BLOB,
    PRIMARY KEY (run, place)) WITHOUT ROWID;
CREATE INDEX listing ON entry (target, place);
CREATE TABLE hold (host TEXT PRIMARY KEY, until REAL NOT NULL);
"""


class StoreFile:
    """An SQLite file with our tables in it, this process's alone unless it only looks at it."""

    def __init__(self, path: str, *, alone: bool = True) -> None:
        self.path = path
        if not alone and not os.path.exists(path):  # noqa: PTH110
            raise StoreError.missing(path)
        try:
            self._lock = Lock(f"{path}.lock") if alone else None
        except Taken as taken:
            raise StoreError.taken(path, taken.pid) from None
        except OSError as error:
            raise StoreError.unwritable(path, error) from None
        try:
            with told(path):
                self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
                self._prepare(alone)
        except BaseException:
            self.close()
            raise

    def _prepare(self, alone: bool) -> None:
        asked = ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
        application, version, tables = (self._db.execute(question).fetchone()[0] for question in asked)
        if application != _APPLICATION and (tables or not alone):
            raise StoreError.foreign(self.path)
        if version > _VERSION:
            raise StoreError.newer(self.path, version, _VERSION)
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA cache_size = -16384")
        if not alone:
            return
        self._db.execute("PRAGMA journal_mode = WAL")
        os.chmod(self.path, 0o600)  # noqa: PTH101  addresses of drafts may hold keys
        if not tables:
            marks = f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_VERSION};"
            self._db.executescript(f"BEGIN; {marks} {_SCHEMA} COMMIT;")

    def close(self) -> None:
        """Let go of the file."""
        if hasattr(self, "_db"):
            self._db.close()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """All changes inside, or none."""
        with told(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _rows(self, question: str, *values: object) -> list[Any]:
        with told(self.path):
            return self._db.execute(question, values).fetchall()
