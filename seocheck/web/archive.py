"""The audits made here, kept in one SQLite file: each with its report, the page's text, and the page mended."""

from __future__ import annotations

import os
import sqlite3
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from seocheck.batch.record import dump, load
from seocheck.mend.record import dump as dump_mended
from seocheck.mend.record import load as load_mended
from seocheck.model import SEVERITIES, RulesetInfo, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.mend import Mended
    from seocheck.model import PageReport
    from seocheck.web.intake import How

MOST_AUDITS = 1_000
"""Kept; the oldest go first."""

_APPLICATION, _VERSION = 0x5E0C0ED1 & 0x7FFFFFFF, 1
_SCHEMA = """
CREATE TABLE audit (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, made TEXT NOT NULL, page TEXT NOT NULL, name TEXT NOT NULL,
    how TEXT NOT NULL, status TEXT NOT NULL, error INTEGER NOT NULL, warning INTEGER NOT NULL, info INTEGER NOT NULL,
    source TEXT NOT NULL, digest TEXT NOT NULL, rules INTEGER NOT NULL,
    report BLOB NOT NULL, text BLOB NOT NULL, mended BLOB, unmended TEXT);
CREATE INDEX of_page ON audit (page, number);
"""
_ROW = "number, id, made, page, name, how, status, error, warning, info"


class ArchiveError(Exception):
    """The archive cannot be used, in words with the mend."""


@dataclass(frozen=True, slots=True)
class Row:
    """One audit in a list. page: what makes it the same page another time: its address, else its name."""

    number: int
    id: str
    made: datetime
    page: str
    name: str
    how: How
    status: Status
    counts: dict[Severity, int]


@dataclass(frozen=True, slots=True)
class Audit:
    """What one audit brought. mended: None where the page could not be mended; unmended says why."""

    id: str
    made: datetime
    how: How
    report: PageReport
    text: str
    mended: Mended | None
    unmended: str | None
    ruleset: RulesetInfo

    @property
    def page(self) -> str:
        """See Row."""
        return self.report.url or self.report.input


class Archive:
    """The file. Its methods may be called from any thread; other processes may use the same file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._lock = Lock()
        try:
            Path(path).touch(mode=0o600)  # drafts are nobody else's business
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
        except (OSError, sqlite3.Error) as error:
            raise ArchiveError(_words(path, error)) from None
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self) -> None:
        with self._held() as db:
            questions = ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
            application, version, tables = (db.execute(question).fetchone()[0] for question in questions)
            if tables and application != _APPLICATION:
                raise ArchiveError(f"{self.path}: this is no store of seocheck serve; choose another --store FILE")
            if version > _VERSION:
                raise ArchiveError(f"{self.path}: a newer seocheck wrote this; use that one, or another --store FILE")
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            if not tables:
                marks = f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_VERSION};"
                db.executescript(f"BEGIN IMMEDIATE; {marks} {_SCHEMA} COMMIT;")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def _held(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._lock:
                yield self._db
        except sqlite3.Error as error:
            raise ArchiveError(_words(self.path, error)) from None

    def add(self, audit: Audit) -> None:
        """Keep an audit."""
        report, ruleset = audit.report, audit.ruleset
        row = (
            *(audit.id, audit.made.isoformat(), audit.page, report.input, audit.how, report.status),
            *map(report.count, SEVERITIES),
            *(ruleset.source, ruleset.digest, ruleset.rules),
            zlib.compress(dump(report), 1),
            zlib.compress(audit.text.encode("utf-8", "surrogatepass"), 1),
            zlib.compress(dump_mended(audit.mended), 1) if audit.mended else None,
            audit.unmended,
        )
        columns = "id, made, page, name, how, status, error, warning, info, source, digest, rules, report, text, mended"
        with self._held() as db:
            db.execute(f"INSERT INTO audit ({columns}, unmended) VALUES ({', '.join('?' * 16)})", row)
            keep = "SELECT number FROM audit ORDER BY number DESC LIMIT 1 OFFSET ?"
            db.execute(f"DELETE FROM audit WHERE number <= ({keep})", (MOST_AUDITS,))

    def get(self, id_: str) -> Audit | None:
        """An audit by its id."""
        columns = "id, made, how, report, text, mended, unmended, source, digest, rules"
        with self._held() as db:
            row = db.execute(f"SELECT {columns} FROM audit WHERE id = ?", (id_,)).fetchone()
        if row is None:
            return None
        return Audit(
            id=row[0],
            made=datetime.fromisoformat(row[1]),
            how=row[2],
            report=load(zlib.decompress(row[3])),
            text=zlib.decompress(row[4]).decode("utf-8", "surrogatepass"),
            mended=load_mended(zlib.decompress(row[5])) if row[5] else None,
            unmended=row[6],
            ruleset=RulesetInfo(*row[7:]),
        )

    def rows(self, most: int, page: str | None = None, before: int | None = None) -> list[Row]:
        """Audits, the latest first: of all pages or one, from the first that is older than number `before`."""
        where = "(?1 IS NULL OR page = ?1) AND (?2 IS NULL OR number < ?2)"
        with self._held() as db:
            question = f"SELECT {_ROW} FROM audit WHERE {where} ORDER BY number DESC LIMIT ?3"
            found = db.execute(question, (page, before, most)).fetchall()
        return [_row(each) for each in found]

    def __len__(self) -> int:
        """How many audits there are."""
        with self._held() as db:
            return int(db.execute("SELECT count(*) FROM audit").fetchone()[0])


def _row(found: Any) -> Row:
    number, id_, made, page, name, how, status, *counts = found
    by_severity = cast("dict[Severity, int]", dict(zip(SEVERITIES, counts, strict=True)))
    return Row(number, id_, datetime.fromisoformat(made), page, name, how, status, by_severity)


def default_path() -> Path:
    """Where the audits are kept unless --store says otherwise; its folder is made."""
    from platformdirs import user_data_path

    folder = user_data_path("seocheck", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "audits.sqlite"


def _words(path: str, error: OSError | sqlite3.Error) -> str:
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
        return f"{path}: this is no store of seocheck serve, or a damaged one; choose another --store FILE"
    why = (os.strerror(error.errno) if error.errno else str(error)) if isinstance(error, OSError) else str(error)
    return f"{path}: audits cannot be kept there: {why}; choose another --store FILE"
