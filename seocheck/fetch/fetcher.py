"""The one door to the network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Self

from seocheck.fetch.answers import Answer
from seocheck.fetch.budget import Budget
from seocheck.fetch.codes import FetchError
from seocheck.fetch.dial import Dialler, Resolver
from seocheck.fetch.errand import Errand, Errands
from seocheck.fetch.exchange import FAILED_PAGE, Wanted
from seocheck.fetch.hosts import Hosts
from seocheck.fetch.lines import Lines
from seocheck.fetch.options import USER_AGENT, FetchOptions
from seocheck.fetch.probe import found, lost, tell_by_page
from seocheck.fetch.result import Fetched, Probe, Validators
from seocheck.fetch.robots import Robots
from seocheck.fetch.sniff import may_be_page, why_no_page
from seocheck.fetch.target import Target
from seocheck.model import Document, Exchange, PageReport

_GLANCE = 1024  # bytes that tell what a file is
_WORTH_NOTHING = frozenset(("BODY.too-slow", "BODY.deadline", "BODY.bomb", "BODY.bad-chunk", "TYPE.not-html"))
_SENDABLE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,1022}[\x21-\x7e])?")


class Fetcher:
    """Fetches pages, files and link targets; to be entered with `async with`, in one event loop.

    A call may wait long before it sends anything: until it is its turn at the host (`ready_in` tells). Many calls for
    one host are served in order. resolver: what to ask for the addresses of a name, in place of the system. Raises
    ValueError for options that cannot be used.
    """

    def __init__(self, options: FetchOptions, resolver: Resolver | None = None) -> None:
        self._limits = options.limits
        self._dialler = Dialler(options.limits, options.allow_private, resolver)
        self._lines = Lines(options, self._dialler)
        self._hosts = Hosts(options.limits)
        agent = options.user_agent or USER_AGENT
        self._robots = Robots(self._robots_txt, agent, options.limits, self._hosts.slow_down)
        self._errands = Errands(options, self._hosts, self._lines, self._robots.check)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all connections."""
        await self._robots.close()
        await self._lines.close()
        self._dialler.close()

    async def page(self, url: str, validators: Validators | None = None) -> Fetched:
        """A page to audit. validators: those of the last run, to be told when nothing has changed."""
        budget = Budget(self._limits.deadline)
        errand = Errand(
            self._page_plan,
            self._limits.body_bytes,
            self._limits.redirects,
            budget,
            conditions=_conditions(validators or Validators()),
        )
        return await self._fetched(url, errand, validators, pages=True)

    async def file(self, url: str, limit: int) -> Fetched:
        """A file of any type (a sitemap, a robots.txt), of which at most `limit` bytes are read."""
        return await self._fetched(url, self._file_errand(limit, self._limits.redirects), None, pages=False)

    async def probe(self, url: str) -> Probe:
        """What a link leads to. Asks for the head only, and for the page when the head does not tell."""
        budget = Budget(self._limits.deadline)
        fault = None
        for method in ("HEAD", "GET"):
            errand = Errand(_glance, FAILED_PAGE, self._limits.redirects, budget, method)
            try:
                _, way = await self._errands.run(url, errand)
                return found(url, way)
            except FetchError as error:
                fault = error
                if not tell_by_page(fault):
                    break
            except Exception as error:  # noqa: BLE001  see _fetched
                fault = _unexpected(error)
        assert fault is not None
        return lost(url, fault)

    def ready_in(self, host: str) -> float:
        """Seconds until `host` (a `host_key`) may be asked again; 0 when it may be now."""
        return self._hosts.ready_in(host)

    def parked(self) -> Mapping[str, float]:
        """The hosts left alone after repeated failure, and for how many seconds still."""
        return self._hosts.parked()

    def waiting(self) -> int:
        """How many hosts make us wait just now."""
        return self._hosts.waiting()

    async def _fetched(self, url: str, errand: Errand, validators: Validators | None, *, pages: bool) -> Fetched:
        try:
            answer, way = await self._errands.run(url, errand)
            if answer.status == 304:
                return Fetched(unchanged=True, validators=validators or Validators())
            fault = why_no_page(answer.headers, answer.content) if pages else None
            if answer.fault and (answer.fault.code in _WORTH_NOTHING or not answer.content):
                fault = answer.fault
            return _refusal(url, fault, way) if fault else _document(url, answer, way)
        except FetchError as fault:
            return _refusal(url, fault, fault.exchange)
        except Exception as error:  # noqa: BLE001  a fault of our own costs one page, never the run
            return _refusal(url, _unexpected(error), None)

    def _page_plan(self, status: int, headers: Mapping[str, str]) -> Wanted:
        if not 200 <= status < 300:
            return _glance(status, headers)
        return Wanted(self._limits.wire_bytes, page=True) if may_be_page(headers) else Wanted(_GLANCE, whole=False)

    def _file_errand(self, limit: int, redirects: int) -> Errand:
        def plan(status: int, headers: Mapping[str, str]) -> Wanted:
            return Wanted(limit) if 200 <= status < 300 else _glance(status, headers)

        return Errand(plan, limit, redirects, Budget(self._limits.deadline), robots=False)

    async def _robots_txt(self, target: Target) -> bytes:
        errand = self._file_errand(self._limits.robots_bytes, self._limits.robots_redirects)
        answer, _ = await self._errands.run(target.href, errand)
        return answer.content


def _glance(status: int, _: Mapping[str, str]) -> Wanted:
    """Of a failure's page enough to tell a wall from it; of all else nothing."""
    return Wanted(FAILED_PAGE if status >= 400 else 0, whole=False)


def _conditions(validators: Validators) -> dict[str, str]:
    """The headers that ask whether something has changed; the ETag alone where there is one, as it is exact."""
    wanted = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return dict([(name, value) for name, value in wanted.items() if value and _SENDABLE.fullmatch(value)][:1])


def _document(url: str, answer: Answer, way: Exchange) -> Fetched:
    """What came, as a document. Validators belong to the address that answered: after a redirect there are none."""
    fault = answer.fault
    document = Document(
        answer.content,
        url=answer.target.href,
        headers=answer.headers,
        now=datetime.now(UTC),
        name=url,
        cut=fault.reason if fault else None,
        code=fault.code if fault else None,
        exchange=way,
    )
    if fault or way.redirects:
        return Fetched(document)
    return Fetched(document, validators=Validators(answer.headers.get("etag"), answer.headers.get("last-modified")))


def _refusal(url: str, fault: FetchError, way: Exchange | None) -> Fetched:
    """The report of an address that brings nothing to audit."""
    address = way.url if way else None
    return Fetched(report=PageReport(url, address, fault.status, fault.reason, None, code=fault.code, exchange=way))


def _unexpected(error: Exception) -> FetchError:
    return FetchError("INT.unexpected", detail=f"{type(error).__name__}: {error}"[:200])
