"""The desk: takes what is asked, has it fetched, audited and mended, few at once, and puts it into the archive."""

from __future__ import annotations

import asyncio
import secrets
import sys
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from seocheck.batch.crew import CrewClosed, TaskFailed
from seocheck.model import Document, PageReport
from seocheck.report.redact import redacted
from seocheck.web.archive import Archive, ArchiveError, Audit

if TYPE_CHECKING:
    from seocheck.batch.crew import Crew
    from seocheck.fetch import Fetcher
    from seocheck.model import RulesetInfo
    from seocheck.web.intake import Asked

AT_ONCE = 2
WAITING = 4
_REMEMBERED = 100  # audits that brought nothing to keep: why, until they are forgotten

Step = Literal["waiting", "fetching", "judging", "done"]


class DeskFull(Exception):  # noqa: N818  no fault: come again
    """As many audits wait as may."""


@dataclass(slots=True)
class Job:
    """An audit under way. report: what it ended with, when that is nothing to keep; words: why it could not be kept."""

    id: str
    asked: Asked
    step: Step = "waiting"
    report: PageReport | None = None
    words: str | None = None

    @property
    def empty(self) -> bool:
        """Whether it ended with nothing to keep."""
        return self.report is not None or self.words is not None


class Desk:
    """To be entered in the event loop it works in. `crew` has as many workers as are worked with at once."""

    def __init__(self, crew: Crew, fetcher: Fetcher, archive: Archive, ruleset: RulesetInfo) -> None:
        self._crew, self._fetcher, self._archive, self._ruleset = crew, fetcher, archive, ruleset
        self._seats = asyncio.Semaphore(AT_ONCE)
        self._threads = ThreadPoolExecutor(AT_ONCE, "desk")
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """Give up what is under way."""
        for task in self._tasks:
            task.cancel()
        self._crew.close()  # whoever waits for a worker comes back at once
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._threads.shutdown(cancel_futures=True)

    def take(self, asked: Asked) -> str:
        """Begin an audit; its id. DeskFull when too many wait."""
        if sum(job.step != "done" for job in self._jobs.values()) >= AT_ONCE + WAITING:
            raise DeskFull
        job = Job(secrets.token_urlsafe(9), asked)
        self._jobs[job.id] = job
        task = asyncio.get_running_loop().create_task(self._work(job))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job.id

    def job(self, id_: str) -> Job | None:
        """An audit that is under way, or ended with nothing to keep."""
        return self._jobs.get(id_)

    async def _work(self, job: Job) -> None:
        try:
            async with self._seats:
                found = await self._brought(job)
                if isinstance(found, Document):
                    job.step = "judging"
                    await asyncio.get_running_loop().run_in_executor(self._threads, self._judge, job, found)
                else:
                    job.report = found and redacted(found)
        except CrewClosed:
            return
        except ArchiveError as error:
            job.words = f"The audit was made, but could not be kept: {error}"
        except Exception as error:  # noqa: BLE001  one audit must not end the others
            job.words = "seocheck itself failed; the terminal it runs in says more."
            sys.stderr.write(f"seocheck serve: internal error: {type(error).__name__}\n")
        self._done(job)

    async def _brought(self, job: Job) -> Document | PageReport | None:
        asked = job.asked
        if asked.content is not None:
            headers = {"content-type": "text/html; charset=utf-8"} if asked.how == "paste" else {}
            return Document(asked.content, asked.url, headers, datetime.now(UTC), asked.name)
        job.step = "fetching"
        fetched = await self._fetcher.page(asked.url or "")
        return fetched.document or fetched.report

    def _judge(self, job: Job, document: Document) -> None:
        report = redacted(self._crew.audit(document))  # what is kept holds no keys of addresses
        if report.status not in {"audited", "partial"}:
            job.report = report
            return
        mended = unmended = None
        try:
            text = self._crew.text(document)
            try:
                mended = self._crew.mend(document)
            except TaskFailed as why:
                unmended = why.reason
        except TaskFailed as why:
            job.report = replace(report, status="failed", reason=why.reason, code=why.code, findings=(), previews=())
            return
        made = document.now or datetime.now(UTC)
        self._archive.add(Audit(job.id, made, job.asked.how, report, text, mended, unmended, self._ruleset))

    def _done(self, job: Job) -> None:
        job.asked = replace(job.asked, content=None)
        job.step = "done"
        if not job.empty:
            del self._jobs[job.id]
            return
        ended = [id_ for id_, each in self._jobs.items() if each.step == "done"]
        for id_ in ended[:-_REMEMBERED]:
            del self._jobs[id_]
