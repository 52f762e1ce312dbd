"""The runs that a file still holds: the latest and, until the next begins, the one before it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from seocheck.batch.store import Store
from seocheck.batch.store_faults import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.model import PageReport


class PastRun(NamedTuple):
    """A run by its number in its file. digest: of its policy; ended: None when it was stopped."""

    number: int
    digest: str
    started: str
    ended: str | None

    @property
    def state(self) -> str:
        """How it ended, for a person."""
        when = self.ended or self.started
        return f"{'finished' if self.ended else 'not finished, begun'} {when[:16].replace('T', ' ')}"


class PastRuns(Store):
    """Looks at the file of runs; StoreError when there is none."""

    def __init__(self, path: str) -> None:
        super().__init__(path, alone=False)

    def runs(self) -> list[PastRun]:
        """All of them, the latest first."""
        return [PastRun(*row) for row in self._rows("SELECT id, digest, started, ended FROM run ORDER BY id DESC")]

    def pages_of(self, run: PastRun) -> Iterator[PageReport]:
        """What the run found, in the order of its inputs; pages whose links are still to be asked are not yet done."""
        self.run = run.number
        undone = self._linking()
        return (page for page in self.pages() if page.input not in undone)

    def _linking(self) -> set[str]:
        if not self._rows("SELECT 1 FROM sqlite_master WHERE name = 'linking'"):
            return set()  # no run in this file asked links
        question = "SELECT e.name FROM entry e JOIN linking l ON l.target = e.target WHERE e.run = ?"
        return {os.fsdecode(name) for (name,) in self._rows(question, self.run)}

    def named(self, number: int | None) -> PastRun:
        """The run with that number, or the latest."""
        runs = self.runs()
        for run in runs:
            if number in (None, run.number):
                return run
        held = ", ".join(f"#{run.number} ({run.state})" for run in runs)
        asked = "the run has not begun" if number is None else f"there is no run #{number} in it"
        raise StoreError("STO.missing", f"{self.path}: {asked}{f'; it holds {held}' if held else ''}")

    def last_two(self) -> tuple[PastRun, PastRun]:
        """The run before the latest, and the latest."""
        match self.runs():
            case [second, first, *_]:
                return first, second
            case [one]:
                words = f"it holds one run only, {one.state}: give its command again, or a second run or report"
                raise StoreError("STO.missing", f"{self.path}: {words}")
        raise StoreError("STO.missing", f"{self.path}: the run has not begun")
