"""What a run keeps to check links: pages until their links were asked, and what each address answered.

linking   a page that was read once and will be judged again, with what its links lead to
link      an address: whether it waits to be asked for this run, and what it answered last
"""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from seocheck.batch.record import document_header, document_of, dump, load
from seocheck.batch.rows import Ended, Linking, RunInfo, Target
from seocheck.batch.store import Store
from seocheck.fetch import host_key
from seocheck.model import SEVERITIES, Document, LinkTarget, PageReport
from seocheck.page.facts.link_facts import spellings

if TYPE_CHECKING:
    import sqlite3

FRESH = 24 * 3600.0
"""Seconds for which an address that answered well is not asked again by later runs."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS linking (
    target INTEGER PRIMARY KEY, run INTEGER NOT NULL, header TEXT NOT NULL, leads TEXT NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS link (
    id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, host TEXT NOT NULL, run INTEGER NOT NULL,
    named INTEGER NOT NULL, asked REAL, broken TEXT, moved TEXT, unsure TEXT, names TEXT);
CREATE INDEX IF NOT EXISTS asking ON link (run, host, id) WHERE asked IS NULL;
"""


class LinkAnswer(NamedTuple):
    """What an address answered. unsure: why nobody can tell what readers see there, as a code.

    names: those a #fragment can lead to there, None where they were not looked for.
    """

    broken: str | None = None
    moved: str | None = None
    unsure: str | None = None
    names: frozenset[str] | None = None


class LinkStore(Store):
    """A store that also keeps links. clock: seconds since 1970."""

    def __init__(self, path: str, clock: Callable[[], float] = time.time) -> None:
        super().__init__(path)
        self._clock = clock
        with self._change() as db:
            for statement in _SCHEMA.split(";"):
                db.execute(statement)

    def begin(self, info: RunInfo) -> bool:
        """See Store. Pages of earlier runs are forgotten, and answers that are old or may have been mended since."""
        goes_on = super().begin(info)
        if not goes_on:
            with self._change() as db:
                db.execute("DELETE FROM linking WHERE run <> ?", (self.run,))
                again = "asked IS NULL OR asked < ? OR broken IS NOT NULL OR unsure IS NOT NULL OR names IS NOT NULL"
                db.execute(f"DELETE FROM link WHERE {again}", (self._clock() - FRESH,))
        return goes_on

    def end(self, batch: Sequence[Ended], holds: Mapping[str, float] | None = None) -> int:
        """See Store. What the pages' links lead to is kept first: a page that is not ended is simply read again."""
        with self._change() as db:
            for item in batch:
                if item.linking is not None:
                    self._want(db, item.id, item.linking)
        return super().end(batch, holds)

    def _want(self, db: sqlite3.Connection, target: int, page: Linking) -> None:
        what = (target, self.run, page.header, json.dumps(page.leads), page.body)
        db.execute("INSERT OR REPLACE INTO linking VALUES (?, ?, ?, ?, ?)", what)
        old = self._clock() - FRESH
        for url, part in page.leads:
            db.execute(
                "INSERT INTO link (address, host, run, named) VALUES (?, ?, ?, ?) ON CONFLICT (address) DO UPDATE SET"
                " run = excluded.run, named = max(named, excluded.named),"
                " asked = CASE WHEN asked < ? OR (excluded.named > named AND broken IS NULL AND unsure IS NULL)"
                " THEN NULL ELSE asked END",
                (url, host_key(url) or "?", self.run, bool(part), old),
            )

    # ------------------------------------------------------------------ addresses to be asked

    def link_hosts(self, after: str, most: int) -> list[str]:
        """Some hosts, in order, of which addresses wait to be asked; from the first after the one named."""
        found: list[str] = []
        question = "SELECT host FROM link WHERE run = ? AND asked IS NULL AND host > ? ORDER BY run, host LIMIT 1"
        while len(found) < most and (rows := self._rows(question, self.run, after)):
            after = rows[0][0]
            found.append(after)
        return found

    def links_waiting(self, host: str, after: int, most: int) -> list[Target]:
        """What waits to be asked at a host, from the first after the one with that number."""
        rows = self._rows(
            "SELECT id, named, address FROM link WHERE run = ? AND host = ? AND asked IS NULL AND id > ?"
            " ORDER BY id LIMIT ?",
            *(self.run, host, after, most),
        )
        return [
            Target(number, "part" if named else "link", host, address, None, given=False, etag=None, modified=None)
            for number, named, address in rows
        ]

    def link_counts(self) -> tuple[int, int]:
        """How many addresses are asked for this run, and how many of them have answered."""
        ((known, done),) = self._rows("SELECT count(*), count(asked) FROM link WHERE run = ?", self.run)
        return known, done

    def link_codes(self) -> dict[str, int]:
        """Why of some addresses nobody can tell what readers see, and how many."""
        question = (
            "SELECT unsure, count(*) FROM link WHERE run = ? AND unsure IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        return dict(self._rows(question, self.run))

    def answered(self, link: int, answer: LinkAnswer) -> None:
        """Keep what an address answered."""
        names = None if answer.names is None else json.dumps(sorted(answer.names))
        with self._change() as db:
            what = (self._clock(), answer.broken, answer.moved, answer.unsure, names, link)
            db.execute("UPDATE link SET asked = ?, broken = ?, moved = ?, unsure = ?, names = ? WHERE id = ?", what)

    # ------------------------------------------------------------------ pages to be judged again

    def linking(self, after: int, most: int) -> list[int]:
        """Targets whose pages wait to be judged with what their links lead to, from the first after one."""
        question = "SELECT target FROM linking WHERE run = ? AND target > ? ORDER BY target LIMIT ?"
        return [row[0] for row in self._rows(question, self.run, after, most)]

    def linked(self, target: int) -> tuple[Document, PageReport, int]:
        """A page that waits, with what its links lead to, its report without that, and how many were to be asked."""
        question = "SELECT l.header, l.leads, l.body, r.record FROM linking l JOIN report r ON r.target = l.target"
        ((header, leads, body, record),) = self._rows(f"{question} WHERE l.target = ?", target)
        before = load(zlib.decompress(record))
        document = document_of(json.loads(header), zlib.decompress(body))
        wanted = json.loads(leads)
        return replace(document, exchange=before.exchange, targets=self._targets(wanted)), before, len(wanted)

    def _targets(self, leads: Iterable[Sequence[str]]) -> dict[str, LinkTarget]:
        parts: dict[str, set[str]] = {}
        for url, part in leads:
            parts.setdefault(url, set()).add(part)
        targets = {}
        for url, wanted in parts.items():
            question = "SELECT broken, moved, names FROM link WHERE address = ? AND asked IS NOT NULL"
            for broken, moved, names in self._rows(question, url):
                there = None if names is None else set(json.loads(names))
                lacks = {part for part in wanted if part and there is not None and not there & set(spellings(part))}
                targets[url] = LinkTarget(broken, moved, frozenset(lacks))
        return targets

    def judged(self, target: int, report: PageReport) -> None:
        """Put the report of a page in the place of the one without links."""
        with self._change() as db:
            counts = map(report.count, SEVERITIES)
            db.execute("UPDATE target SET error = ?, warning = ?, info = ? WHERE id = ?", (*counts, target))
            db.execute("UPDATE report SET record = ? WHERE target = ?", (zlib.compress(dump(report), 1), target))
            db.execute("DELETE FROM linking WHERE target = ?", (target,))


def linking(document: Document, leads: tuple[tuple[str, str], ...]) -> Linking:
    """A page as it is kept until its links were asked."""
    header = document_header(document)
    return Linking(json.dumps(header), zlib.compress(document.content, 1), leads)
