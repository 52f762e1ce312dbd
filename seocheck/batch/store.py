"""A run on disk: one SQLite file is the truth about what was listed, what is done and what was found.

    run       one use of a command: its policy, when it began and ended
    entry     what was listed, at its place in the order of the inputs
    target    what must be read, once however often it is listed, and how it ended
    report    the whole report of a target, apart because targets are looked through and reports are large
    hold      hosts that asked us to wait, and until when

How a target ended, its report and all findings are kept in one transaction: there is no moment with half of a page.
WAL with synchronous=NORMAL: a commit outlives the process at any moment (kill -9); after a power cut the last
seconds may be missing, never half there, and are simply read again. FULL would buy those seconds with a flush of the
disk at every commit.
"""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

from seocheck.batch.record import dump, load
from seocheck.batch.rows import DEEPEST, Counts, Ended, Listed, RunInfo, Target, place
from seocheck.batch.store_file import StoreFile
from seocheck.model import SEVERITIES, PageReport, RulesetInfo

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_AFTER_ALL = b"\xff" * 4 * (DEEPEST + 2)  # beyond every place


class Store(StoreFile):
    """The file of a run, held by this process until closed; `alone=False` only looks at it.

    Its methods are called one at a time, from whatever thread. Each may raise StoreError.
    """

    def __init__(self, path: str, *, alone: bool = True) -> None:
        super().__init__(path, alone=alone)
        self.run = 0
        self._reusable = 0
        self._moved = False

    # ------------------------------------------------------------------ runs

    def last(self) -> RunInfo | None:
        """The latest run in this file; from now on questions are about it."""
        rows = self._rows("SELECT * FROM run ORDER BY id DESC LIMIT 1")
        if not rows:
            return None
        self.run, key, command, folder, tool, source, digest, rules, started, listed, ended = rows[0]
        words = tuple(command.split("\0")) if command else ()
        return RunInfo(key, words, folder, tool, RulesetInfo(source, digest, rules), started, bool(listed), ended)

    def begin(self, info: RunInfo) -> bool:
        """Go on with the unfinished run in this file, if there is one, else begin a new one; whether it goes on.

        Of the runs before a new one only the last is kept: its reports serve again for pages that did not change.
        """
        last = self.last()
        goes_on = last is not None and last.ended is None
        ruleset = info.ruleset
        with self._change() as db:
            if not goes_on:
                db.execute("DELETE FROM report WHERE target IN (SELECT id FROM target WHERE run < ?)", (self.run,))
                for table, of in (("entry", "run"), ("target", "run"), ("run", "id")):
                    db.execute(f"DELETE FROM {table} WHERE {of} < ?", (self.run,))
                what = (info.key, "\0".join(info.command), info.folder, info.tool)
                policy = (ruleset.source, ruleset.digest, ruleset.rules)
                new = db.execute(
                    "INSERT INTO run (key, command, folder, tool, source, digest, rules, started)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (*what, *policy, info.started),
                )
                self.run = new.lastrowid or 0
            else:
                words = ("\0".join(info.command), info.folder, self.run)
                db.execute("UPDATE run SET command = ?, folder = ? WHERE id = ?", words)
            older = "SELECT id FROM run WHERE id < ? AND tool = ? AND digest = ?"
            reusable = db.execute(older, (self.run, info.tool, ruleset.digest)).fetchone()
        self._reusable = reusable[0] if reusable else 0
        return goes_on

    def end_run(self, when: str) -> None:
        """All is done and reported."""
        with self._change() as db:
            db.execute("UPDATE run SET ended = ? WHERE id = ?", (when, self.run))

    # ------------------------------------------------------------------ what is listed

    def take(self, batch: Iterable[Listed]) -> int:
        """Take in what is listed; how many targets that adds.

        A place where another thing stood before (a list was changed between two starts) is given to the new one; what
        was found for each address stays.
        """
        with self._change() as db:
            return sum(self._enter(db, item) for item in batch)

    def _enter(self, db: sqlite3.Connection, item: Listed) -> bool:
        target, new, record = None, False, None
        if item.report is None:
            what = (self.run, item.key, item.kind, item.host, _kept(item.address), item.url, item.given)
            insert = "INSERT INTO target (run, key, kind, host, address, url, given) VALUES (?, ?, ?, ?, ?, ?, ?)"
            new = db.execute(f"{insert} ON CONFLICT DO NOTHING", what).rowcount > 0
            target = db.execute("SELECT id FROM target WHERE run = ? AND key = ?", (self.run, item.key)).fetchone()[0]
        else:
            record = _packed(item.report)
        row = (self.run, item.place, _kept(item.name), item.origin, target, record)
        insert = "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        if db.execute(insert, row).rowcount:
            return new
        same = "SELECT 1 FROM entry WHERE run = ? AND place = ? AND name = ? AND target IS ? AND record IS ?"
        if db.execute(same, (*row[:3], *row[4:])).fetchone() is None:
            self._empty(db, item.place, item.place + _AFTER_ALL)
            db.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", row)
        return new

    def _empty(self, db: sqlite3.Connection, first: bytes, beyond: bytes) -> None:
        """Forget what was listed at these places; sitemaps that stood there are read again where they stand now."""
        span = (self.run, first, beyond)
        where = "FROM entry WHERE run = ? AND place >= ? AND place < ?"
        db.execute(f"UPDATE target SET status = NULL WHERE kind = 'sitemap' AND id IN (SELECT target {where})", span)
        self._moved = bool(db.execute(f"DELETE {where}", span).rowcount) or self._moved

    def end_list(self, number: int) -> None:
        """All inputs were taken in: there are `number` of them."""
        with self._change() as db:
            self._empty(db, place(number), _AFTER_ALL)
            if self._moved:  # what no list names any more need not be read
                listed = "SELECT 1 FROM entry WHERE entry.target = target.id"
                db.execute(f"DELETE FROM target WHERE run = ? AND NOT EXISTS ({listed})", (self.run,))
                db.execute("DELETE FROM report WHERE target NOT IN (SELECT id FROM target)")
            db.execute("UPDATE run SET listed = 1 WHERE id = ?", (self.run,))

    # ------------------------------------------------------------------ what waits and what is done

    def hosts(self, after: str, most: int) -> list[str]:
        """Some hosts, in order, of which something waits; from the first after the one named."""
        found: list[str] = []
        question = "SELECT host FROM target WHERE run = ? AND status IS NULL AND host > ? ORDER BY run, host LIMIT 1"
        while len(found) < most and (rows := self._rows(question, self.run, after)):
            after = rows[0][0]
            found.append(after)
        return found

    def waiting(self, host: str, after: int, most: int) -> list[Target]:
        """What waits at a host, in the order it was listed, from the first target after the one named."""
        rows = self._rows(
            "SELECT t.id, t.kind, t.host, t.address, t.url, t.given, p.etag, p.modified"
            " FROM target t LEFT JOIN target p ON p.run = ? AND p.key = t.key AND p.status = 'audited'"
            " WHERE t.run = ? AND t.host = ? AND t.status IS NULL AND t.id > ? ORDER BY t.id LIMIT ?",
            *(self._reusable, self.run, host, after, most),
        )
        return [Target(row[0], row[1], row[2], _text(row[3]), row[4], bool(row[5]), row[6], row[7]) for row in rows]

    def report_before(self, target: int) -> PageReport | None:
        """The report of this page in the run before, judged by the same policy and the same seocheck."""
        question = (
            "SELECT r.record FROM target t JOIN target p ON p.run = ? AND p.key = t.key"
            " JOIN report r ON r.target = p.id WHERE t.id = ?"
        )
        rows = self._rows(question, self._reusable, target)
        return _unpacked(rows[0][0]) if rows else None

    def end(self, batch: Sequence[Ended], holds: Mapping[str, float] | None = None) -> int:
        """Keep what became of these targets, all in one transaction; how many targets their lists add.

        holds: hosts that must not be asked before a time (seconds since 1970).
        """
        added = 0
        with self._change() as db:
            for item in batch:
                page = item.report
                counts = tuple(map(page.count, SEVERITIES))
                known = db.execute(
                    "UPDATE target SET status = ?, code = ?, error = ?, warning = ?, info = ?, etag = ?, modified = ?"
                    " WHERE id = ?",
                    (page.status, page.code, *counts, item.etag, item.modified, item.id),
                )
                if not known.rowcount:  # a list that was changed does not name it any more
                    continue
                db.execute("INSERT OR REPLACE INTO report VALUES (?, ?)", (item.id, _packed(page)))
                if item.lists:
                    added += self._expand(db, item)
            if holds is not None:
                db.execute("DELETE FROM hold")
                db.executemany("INSERT INTO hold VALUES (?, ?)", holds.items())
        return added

    def _expand(self, db: sqlite3.Connection, item: Ended) -> int:
        at = self.place_of(item.id)
        db.execute("UPDATE target SET kind = 'sitemap' WHERE id = ?", (item.id,))
        return sum(self._enter(db, each._replace(place=at + each.place)) for each in item.lists)

    def place_of(self, target: int) -> bytes:
        """The first place at which a target is listed."""
        rows = self._rows("SELECT min(place) FROM entry WHERE target = ?", target)
        return bytes(rows[0][0] or b"")

    def holds(self) -> dict[str, float]:
        """Hosts that asked us to wait, and until when."""
        return dict(self._rows("SELECT host, until FROM hold"))

    # ------------------------------------------------------------------ what was found

    def counts(self) -> Counts:
        """How far the run is."""
        rows = self._rows(
            "SELECT count(*), count(status), sum(error), sum(warning), sum(info) FROM target WHERE run = ?", self.run
        )
        known, done, error, warning, info = (number or 0 for number in rows[0])
        return Counts(known, done, (error, warning, info))

    def statuses(self) -> dict[str, int]:
        """How many targets ended how, the most first."""
        question = (
            "SELECT status, count(*) FROM target WHERE run = ? AND status IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        return dict(self._rows(question, self.run))

    def codes(self) -> dict[str, int]:
        """Why pages were not read, or not whole, and how many."""
        question = (
            "SELECT code, count(*) FROM target WHERE run = ? AND code IS NOT NULL GROUP BY code ORDER BY 2 DESC, 1"
        )
        return dict(self._rows(question, self.run))

    def pages(self) -> Iterator[PageReport]:
        """The report of everything listed that has one by now, in the order of the inputs; repeated ones as skipped."""
        question = (
            "SELECT e.place, e.name, e.origin, coalesce(e.record, r.record), t.kind, t.address, f.place, f.name,"
            " f.origin FROM entry e LEFT JOIN target t ON t.id = e.target LEFT JOIN report r ON r.target = t.id"
            " AND t.status IS NOT NULL LEFT JOIN entry f ON f.run = e.run"
            " AND f.place = (SELECT min(place) FROM entry WHERE target = t.id)"
            " WHERE e.run = ? AND e.place > ? ORDER BY e.place LIMIT 200"
        )
        last = b""
        while rows := self._rows(question, self.run, last):
            for row in rows:
                last = bytes(row[0])
                name = _text(row[1])
                if row[6] is not None and row[6] != row[0]:
                    url = None if row[4] == "file" else _text(row[5])
                    first = f" ({row[8]})" if row[8] else ""
                    words = f"listed twice: it stands before as “{_text(row[7])}”{first}"
                    yield PageReport(name, url, "skipped", words, None, code="INP.twice")
                elif row[3] is not None:
                    yield replace(_unpacked(row[3]), input=name)


def _kept(text: str) -> str | bytes:
    """As SQLite can hold it: names of files may hold bytes that are no characters."""
    return text if text.isascii() else text.encode("utf-8", "surrogateescape") if _is_odd(text) else text


def _is_odd(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def _text(value: object) -> str:
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)


def _packed(report: PageReport) -> bytes:
    return zlib.compress(dump(report), 1)


def _unpacked(record: bytes) -> PageReport:
    return load(zlib.decompress(record))
