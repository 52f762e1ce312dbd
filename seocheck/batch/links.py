"""Checking links: each address that pages of a run lead to is asked once, then the pages are judged again with that.

    link_store ─▶ schedule ─▶ _ask (probe; where a #part is named also the page) ─▶ link_store
    link_store ─▶ crew (page with what its links lead to) ─▶ the reports of the run

Both parts go on where they were stopped: what is asked and what is judged is in the store.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from seocheck.batch.crew import CrewClosed, TaskFailed
from seocheck.batch.keeper import Keeper
from seocheck.batch.link_store import LinkAnswer, LinkStore
from seocheck.batch.run import Stopped
from seocheck.batch.schedule import NEVER, Schedule
from seocheck.page.facts.targets import MOST

if TYPE_CHECKING:
    from seocheck.batch.crew import Crew
    from seocheck.batch.progress import Progress
    from seocheck.batch.rows import Target
    from seocheck.fetch import Fetcher, Probe

_Given = TypeVar("_Given")
_Result = TypeVar("_Result")

AT_ONCE = 60
"""Addresses being asked at once, over all hosts."""
_LOOK = 1.0  # seconds after which hosts are asked anew whose turn it is
_PAGES = 200  # pages looked up in the store at a time


async def check(  # noqa: PLR0913, PLR0917  the parts of a run
    store: LinkStore,
    crew: Crew,
    size: int,
    fetcher: Fetcher,
    at_once: int,
    progress: Progress,
    stop: asyncio.Event,
) -> None:
    """Ask what the links of a run lead to, and judge its pages again.

    crew, size: who judges, and how many pages at once. at_once: requests at a host together.
    stop: set to end early, by Stopped; what was done by then is kept.
    """
    keeper = Keeper(store)
    threads = ThreadPoolExecutor(size, "links")
    links = _Links(store, keeper, crew, threads, fetcher)
    try:
        await _unless_stopped(links.ask_all(at_once, progress), stop)
        await _unless_stopped(links.judge_all(size), stop)
    except BaseException as error:
        crew.close()  # whoever waits for a worker comes back at once
        if isinstance(error, BaseExceptionGroup):
            raise error.exceptions[0] from None  # one is the cause, and is raised as if it were alone
        raise
    finally:
        progress.close()
        threads.shutdown(cancel_futures=True)
        keeper.close()


async def _unless_stopped(work: Coroutine[Any, Any, None], stop: asyncio.Event) -> None:
    task, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if task.done():
        await task
        return
    task.cancel()
    with suppress(asyncio.CancelledError, BaseExceptionGroup):
        await task
    raise Stopped


class _Links:
    def __init__(
        self, store: LinkStore, keeper: Keeper, crew: Crew, threads: ThreadPoolExecutor, fetcher: Fetcher
    ) -> None:
        self._store, self._keeper, self._crew, self._threads, self._fetcher = store, keeper, crew, threads, fetcher
        self._wake = asyncio.Event()
        self._busy = 0

    def hosts(self, after: str, most: int) -> Awaitable[list[str]]:
        """See schedule.Waiting."""
        return self._keeper.ask(self._store.link_hosts, after, most)

    def waiting(self, host: str, after: int, most: int) -> Awaitable[list[Target]]:
        """See schedule.Waiting."""
        return self._keeper.ask(self._store.links_waiting, host, after, most)

    async def ask_all(self, at_once: int, progress: Progress) -> None:
        """Ask all addresses that wait, hosts in turn."""
        schedule = Schedule(self, self._fetcher.ready_in, at_once, 1, {})
        known, done = await self._keeper.ask(self._store.link_counts)
        progress.start((await self._keeper.ask(self._store.counts))._replace(known=known, done=done))
        progress.listed = True
        async with asyncio.TaskGroup() as group:
            while True:
                self._wake.clear()
                taken, soonest = await schedule.take(AT_ONCE - self._busy) if self._busy < AT_ONCE else ([], NEVER)
                for target in taken:
                    self._busy += 1
                    group.create_task(self._ask(target, schedule, progress))
                if taken:
                    await asyncio.sleep(0)  # each request takes its host's turn before the next is asked for
                    continue
                if soonest == NEVER and not schedule.out:
                    return
                with suppress(TimeoutError):
                    async with asyncio.timeout(min(soonest, _LOOK)):
                        await self._wake.wait()
                progress.show(asyncio.get_running_loop().time(), self._fetcher.waiting(), self._fetcher.parked())

    async def _ask(self, target: Target, schedule: Schedule, progress: Progress) -> None:
        try:
            answer = _answer(await self._fetcher.probe(target.address))
            if target.kind == "part" and answer.broken is None and answer.unsure is None:
                answer = answer._replace(names=await self._names(target.address))
        finally:
            self._busy -= 1
            schedule.back(target)
        await self._keeper.ask(self._store.answered, target.id, answer)
        schedule.kept(target)
        progress.done += 1
        self._wake.set()

    async def _names(self, address: str) -> frozenset[str] | None:
        """The names a #fragment can lead to on a page; None when it cannot be told."""
        document = (await self._fetcher.page(address)).document
        if document is None or document.cut is not None:
            return None
        try:
            return await self._beside(self._crew.fragments, document)
        except TaskFailed:
            return None

    async def judge_all(self, size: int) -> None:
        """Judge the pages that wait, `size` at once."""
        last = 0
        while batch := await self._keeper.ask(self._store.linking, last, _PAGES):
            last = batch[-1]
            seats = asyncio.Semaphore(2 * size)
            async with asyncio.TaskGroup() as group:
                for target in batch:
                    await seats.acquire()
                    group.create_task(self._judge(target, seats))

    async def _judge(self, target: int, seats: asyncio.Semaphore) -> None:
        try:
            document, before, asked = await self._keeper.ask(self._store.linked, target)
            report = await self._beside(self._crew.audit, document)
            if report.status not in ("audited", "partial"):
                report = before  # a page that was judged before: its links alone are not worth losing it
            if asked == MOST:
                report = replace(report, notes=(*report.notes, f"of its links only the first {MOST:,} were followed"))
            await self._keeper.ask(self._store.judged, target, report)
        except CrewClosed:
            return  # we are stopping
        finally:
            seats.release()

    async def _beside(self, function: Callable[[_Given], _Result], given: _Given) -> _Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, given)


def _answer(probe: Probe) -> LinkAnswer:
    """What a link checker may say of an address: nothing where a person may well see what we do not."""
    if probe.verdict == "broken":
        return LinkAnswer(broken=probe.reason or "it cannot be read")
    if probe.verdict == "redirected" and probe.exchange is not None:
        return LinkAnswer(moved=probe.exchange.url)
    return LinkAnswer(unsure=probe.code or "INT.unexpected") if probe.verdict == "unverified" else LinkAnswer()
