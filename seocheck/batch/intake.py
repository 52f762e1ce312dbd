"""Reads what is listed in a thread of its own, as fast as it is taken: a list may be endless, a pipe may be slow."""

from __future__ import annotations

import asyncio
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING

from seocheck.batch.listing import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.batch.rows import Listed
    from seocheck.model import PageReport
    from seocheck.sources import Entry

_AHEAD = 2000  # inputs read before they are taken
_BATCH = 250  # inputs taken at a time: whoever asks the store meanwhile waits no longer than that takes
_STEP = 0.2  # seconds in which the thread learns that nobody wants any more


class Intake:
    """The inputs of a run, numbered, in batches of what is there already."""

    def __init__(self, entries: Iterator[Entry | PageReport]) -> None:
        self._entries = entries
        self._queue: Queue[Listed | BaseException | None] = Queue(_AHEAD)
        self._loop = asyncio.get_running_loop()
        self._there = asyncio.Event()
        self._told = False
        self._closed = Event()
        # A daemon: a thread that waits for a line on standard input cannot be asked to stop.
        Thread(target=self._read, name="intake", daemon=True).start()

    def close(self) -> None:
        """No more is wanted."""
        self._closed.set()

    async def batch(self) -> list[Listed]:
        """What was read since, at least one; empty at the end."""
        batch: list[Listed] = []
        while not batch:
            await self._there.wait()
            self._there.clear()
            self._told = False  # before looking: what comes while we look is told again
            for _ in range(_BATCH):
                try:
                    item = self._queue.get_nowait()
                except Empty:
                    break
                if isinstance(item, BaseException):
                    raise item
                if item is None:
                    self._there.set()
                    self._queue.put(None)  # whoever asks again hears it again
                    return batch
                batch.append(item)
            else:
                self._there.set()  # there may be more, and nobody left to tell us
        return batch

    def _read(self) -> None:
        try:
            for number, item in enumerate(self._entries):
                if not self._put(listed(number, item)):
                    return
            self._put(None)
        except BaseException as error:  # noqa: BLE001  it is raised again where it is waited for
            self._put(error)

    def _put(self, item: Listed | BaseException | None) -> bool:
        while not self._closed.is_set():
            try:
                self._queue.put(item, timeout=_STEP)
            except Full:
                continue
            if not self._told:
                self._told = True
                self._loop.call_soon_threadsafe(self._there.set)
            return True
        return False
