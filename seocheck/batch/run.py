"""A long run: what is listed goes into the store, what waits there is read and judged, what was found is kept.

    entries ─▶ _list ─▶ store ─▶ schedule ─▶ _dispatch ─▶ reading (fetcher, crew) ─▶ _keep ─▶ store

All of it goes on at once. Nothing is held that could grow with the number of pages: there are so many fetches at
once, so many fetched pages waiting for a worker, so many reports waiting to be kept; whoever is faster waits.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from seocheck.batch.crew import CrewClosed
from seocheck.batch.intake import Intake
from seocheck.batch.keeper import Keeper
from seocheck.batch.reading import Reading
from seocheck.batch.schedule import NEVER, Schedule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.batch.crew import Crew
    from seocheck.batch.progress import Progress
    from seocheck.batch.rows import Ended, Target
    from seocheck.batch.store import Store
    from seocheck.fetch import Fetcher
    from seocheck.model import PageReport
    from seocheck.page.facts.targets import Scope
    from seocheck.sources import Entry

FETCHES = 40
"""Addresses being fetched at once, besides those of hosts that make us wait."""
_MOST_FETCHES = 400  # … with those
BATCH, PAUSE = 200, 0.2
"""What was found is kept after so many pages or so many seconds, whichever comes first."""
_PLENTY, _BREATH = 10_000, 0.02  # while so much waits, listing leaves the processor to reading now and then
_SHOWN = 0.5  # seconds between two looks at how far it is
_LOOK = 1.0  # seconds after which hosts are asked anew whose turn it is


class Stopped(Exception):  # noqa: N818  somebody wanted it
    """The run was asked to stop; all that was done is kept."""


async def work(  # noqa: PLR0913, PLR0917  the parts of a run
    store: Store,
    entries: Iterator[Entry | PageReport] | None,
    crew: Crew,
    size: int,
    fetcher: Fetcher,
    at_once: int,
    progress: Progress,
    stop: asyncio.Event,
    links: Scope | None = None,
) -> None:
    """Bring the run in a store to its end.

    entries: what is listed; None when all of it is in the store. crew, size: who judges, and how many pages at once.
    fetcher, at_once: who fetches, and how many pages of a host at once.
    stop: set to end early, by Stopped; what was done by then is kept. A store that fails raises StoreError.
    links: which links of the pages will be asked afterwards (batch/links.py); `store` is a LinkStore then.
    """
    keeper = Keeper(store)
    try:
        progress.start(await keeper.ask(store.counts))
        holds = await keeper.ask(store.holds)
        schedule = Schedule(keeper, fetcher.ready_in, at_once, 2 * size, holds)
        with Reading(fetcher, crew, size, keeper, links) as reading:
            await _Run(keeper, fetcher, schedule, reading, progress, at_once).together(entries, stop)
    except BaseExceptionGroup as group:  # one of them is the cause, and is raised as if it were alone
        raise _first(group) from None
    finally:
        progress.close()
        keeper.close()


def _first(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = next((each for each in error.exceptions if not isinstance(each, Stopped)), error.exceptions[0])
    return error


class _Run:
    def __init__(
        self,
        keeper: Keeper,
        fetcher: Fetcher,
        schedule: Schedule,
        reading: Reading,
        progress: Progress,
        at_once: int,
    ) -> None:
        self._keeper, self._store = keeper, keeper.store
        self._fetcher, self._schedule, self._reading = fetcher, schedule, reading
        self._progress, self._at_once = progress, at_once
        self._done: list[tuple[Target, Ended]] = []
        self._listed = False
        self._waiting = 0  # hosts that make us wait, as of a moment ago
        self._wake = asyncio.Event()  # something came back, was added or was kept
        self._full = asyncio.Event()  # there is enough to be kept

    async def together(self, entries: Iterator[Entry | PageReport] | None, stop: asyncio.Event) -> None:
        """Do all of it at once, until all is done."""
        try:
            async with asyncio.TaskGroup() as group:
                others = [group.create_task(each) for each in (self._keep(), self._show(), _end_when(stop))]
                group.create_task(self._list(entries))
                await self._dispatch(group)
                for task in others:
                    task.cancel()
        finally:
            await self._save()

    async def _list(self, entries: Iterator[Entry | PageReport] | None) -> None:
        if entries is not None:
            number = 0
            intake = Intake(entries)
            try:
                while batch := await intake.batch():
                    number += len(batch)
                    self._added(await self._keeper.ask(self._store.take, batch))
                    if self._progress.known - self._progress.done > _PLENTY:
                        await asyncio.sleep(_BREATH)
            finally:
                intake.close()
            await self._keeper.ask(self._store.end_list, number)
            self._progress.known = (await self._keeper.ask(self._store.counts)).known
        self._listed = self._progress.listed = True
        self._wake.set()

    def _added(self, targets: int) -> None:
        if targets:
            self._progress.known += targets
            self._schedule.added()
            self._wake.set()

    async def _dispatch(self, group: asyncio.TaskGroup) -> None:
        """Give out targets until nothing waits and nothing can come any more."""
        while True:
            self._wake.clear()
            soonest = NEVER
            if (room := self._room()) > 0:
                taken, soonest = await self._schedule.take(room)
                for target in taken:
                    self._reading.fetching += 1
                    group.create_task(self._read(target))
                if taken:
                    await asyncio.sleep(0)  # each fetch takes its host's turn before the next is asked for
                    continue
                if self._listed and soonest == NEVER and not self._schedule.out:
                    counts = await self._keeper.ask(self._store.counts)
                    if counts.done == counts.known:
                        return
                    self._schedule.added()  # a list that was changed made something wait again
                    continue
            with suppress(TimeoutError):  # wait_for of Python 3.11 would now and then swallow that we are stopped
                async with asyncio.timeout(min(soonest, _LOOK)):
                    await self._wake.wait()

    def _room(self) -> int:
        if len(self._done) >= 2 * BATCH:
            return 0
        return min(FETCHES + self._at_once * self._waiting, _MOST_FETCHES) - self._reading.fetching

    async def _read(self, target: Target) -> None:
        try:
            ended = await self._reading.read(target)
        except CrewClosed:
            return  # we are stopping
        finally:
            self._schedule.back(target)
        self._done.append((target, ended))
        if len(self._done) >= BATCH:
            self._full.set()
        self._wake.set()

    async def _keep(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(PAUSE):
                    await self._full.wait()
            self._full.clear()
            await self._save()

    async def _save(self) -> None:
        batch, self._done = self._done, []
        if not batch:
            return
        added = await self._keeper.ask(self._store.end, [ended for _, ended in batch], dict(self._schedule.holds))
        for target, ended in batch:
            self._schedule.kept(target)
            self._progress.page(ended.report)
        self._added(added)
        self._wake.set()

    async def _show(self) -> None:
        while True:
            self._waiting = self._fetcher.waiting()
            self._progress.show(time.monotonic(), self._waiting, self._fetcher.parked())
            await asyncio.sleep(_SHOWN)


async def _end_when(stop: asyncio.Event) -> None:
    await stop.wait()
    raise Stopped
