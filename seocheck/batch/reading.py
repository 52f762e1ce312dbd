"""What becomes of one target: an address is fetched, a file opened, a sitemap taken apart, a page judged."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ParamSpec, Self, TypeVar

from seocheck.batch.crew import TaskFailed
from seocheck.batch.link_store import linking
from seocheck.batch.listing import is_robots, lists, sitemap_report
from seocheck.batch.rows import DEEPEST, Ended, Target, depth
from seocheck.fetch import Validators
from seocheck.model import PageReport
from seocheck.sources import MAX_BYTES, STDIN, files, robots, sitemap, stdin

if TYPE_CHECKING:
    from collections.abc import Callable

    from seocheck.batch.crew import Crew
    from seocheck.batch.keeper import Keeper
    from seocheck.fetch import Fetched, Fetcher
    from seocheck.model import Document
    from seocheck.page.facts.targets import Scope
    from seocheck.sources.reading import SitemapReading

_P = ParamSpec("_P")
_Result = TypeVar("_Result")


class Reading:
    """Reads targets, as many at once as it is asked to; pages wait for one of `size` workers, few of them fetched.

    fetching: how many targets were given out and are not yet at a worker; who gives one out counts it.
    links: which links of the pages will be asked; such pages are always fetched anew, and kept until then.
    """

    def __init__(self, fetcher: Fetcher, crew: Crew, size: int, keeper: Keeper, links: Scope | None = None) -> None:
        self._fetcher, self._crew, self._keeper, self._links = fetcher, crew, keeper, links
        self._threads = ThreadPoolExecutor(size + 1, "crew")  # one more, so that a file is at hand when a worker is
        self._seats = asyncio.Semaphore(2 * size)
        self.fetching = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self._crew.close()  # whoever waits for a worker comes back at once
        self._threads.shutdown(cancel_futures=True)

    async def read(self, target: Target) -> Ended:
        """The report of a target. Raises CrewClosed when the crew was."""
        brought = None
        try:
            if target.kind == "page":
                valid = _validators(target) if self._links is None else None
                brought = await self._fetcher.page(target.address, valid)
            elif target.kind == "sitemap" and target.url is not None:
                brought = await self._fetcher.file(target.address, sitemap.MAX_BYTES)
            await self._seats.acquire()
        finally:
            self.fetching -= 1
        try:
            return await self._read(target, brought)
        finally:
            self._seats.release()

    async def _read(self, target: Target, brought: Fetched | None) -> Ended:
        if target.kind == "file":
            return await self._beside(self._file, target)
        if target.kind == "sitemap":
            return await self._sitemap(target, brought)
        assert brought is not None
        return await self._page(target, brought)

    def _file(self, target: Target) -> Ended:
        if target.address == STDIN:
            found = stdin.document(target.url, MAX_BYTES)
        elif self._links is not None:
            found = files.read(target.address, target.url, MAX_BYTES)
        else:
            return Ended(target.id, self._crew.audit_file(target.address, target.url, datetime.now(UTC)))
        return Ended(target.id, found) if isinstance(found, PageReport) else self._judged(found, target)

    async def _page(self, target: Target, brought: Fetched) -> Ended:
        if brought.unchanged:
            before = await self._keeper.ask(self._keeper.store.report_before, target.id)
            if before is not None:
                return Ended(target.id, before, target.etag, target.modified)
            brought = await self._fetcher.page(target.address)  # a server that says 304 unasked is asked once more
        if target.given and _may_be_sitemap(brought):
            file = await self._fetcher.file(target.address, sitemap.MAX_BYTES)
            if file.document is not None and sitemap.looks_like_sitemap(file.document.content):
                return await self._sitemap(target, file)
        if brought.document is None:
            return Ended(target.id, _report_of(brought, target))
        ended = await self._beside(self._judged, brought.document, target)
        if ended.report.status != "audited" or self._links is not None:
            return ended
        return ended._replace(etag=brought.validators.etag, modified=brought.validators.last_modified)

    def _judged(self, document: Document, target: Target) -> Ended:
        document = replace(document, now=datetime.now(UTC))
        report = self._crew.audit(document)
        if self._links is None or report.status not in ("audited", "partial"):
            return Ended(target.id, report)
        try:
            return Ended(target.id, report, linking=linking(document, self._crew.links(document, self._links)))
        except TaskFailed:  # the page was read once; without its links it stays as it was judged
            return Ended(target.id, report)

    async def _sitemap(self, target: Target, brought: Fetched | None) -> Ended:
        at = await self._keeper.ask(self._keeper.store.place_of, target.id)
        name, url = target.address, target.url
        if depth(at) > DEEPEST:
            words = f"sitemaps that name sitemaps are followed {sitemap.MAX_DEPTH} deep; this one is deeper"
            return Ended(target.id, PageReport(name, url, "refused", words, None, code="INP.sitemap-depth"))
        try:
            if brought is None:
                reading = await self._beside(self._sitemap_file, name)
            elif brought.document is None:
                return Ended(target.id, _report_of(brought, target))
            else:
                reading = await self._beside(self._reading, brought.document.content, url)
        except OSError as error:
            words = f"it cannot be read: {error.strerror or error}"
            return Ended(target.id, PageReport(name, url, "failed", words, None, code="INP.file-missing"))
        except TaskFailed as failure:
            return Ended(target.id, PageReport(name, url, "failed", failure.reason, None, code=failure.code))
        return Ended(target.id, sitemap_report(reading, name, url), lists=lists(reading, name))

    def _sitemap_file(self, path: str) -> SitemapReading:
        with open(path, "rb") as file:  # noqa: PTH123
            return self._crew.sitemap(file.read(sitemap.MAX_BYTES + 1), None)

    def _reading(self, content: bytes, url: str | None) -> SitemapReading:
        if url is not None and is_robots(url):
            return robots.read(content, url)
        return self._crew.sitemap(content, url)

    async def _beside(self, function: Callable[_P, _Result], *args: _P.args, **kwargs: _P.kwargs) -> _Result:
        """What a function answers that takes its time."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: function(*args, **kwargs))


def _validators(target: Target) -> Validators | None:
    return Validators(target.etag, target.modified) if target.etag or target.modified else None


def _may_be_sitemap(brought: Fetched) -> bool:
    if brought.document is not None:
        return sitemap.looks_like_sitemap(brought.document.content)
    return brought.report is not None and brought.report.code in {"TYPE.not-html", "TYPE.sniff-conflict"}


def _report_of(brought: Fetched, target: Target) -> PageReport:
    if brought.report is not None:
        return brought.report
    words = "the server says that the page has not changed, though nothing was known of it"
    return PageReport(target.address, target.url, "failed", words, None, code="HTTP.status-odd")
