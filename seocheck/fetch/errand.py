"""From an address to an answer worth having: redirects, robots.txt, retries, whose turn it is, and one request each."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from seocheck.fetch.answers import Answer, fault_of
from seocheck.fetch.codes import FetchError
from seocheck.fetch.exchange import FAILED_PAGE, Plan, Raw, exchange, request_for
from seocheck.fetch.options import USER_AGENT, FetchOptions
from seocheck.fetch.retries import persist
from seocheck.fetch.target import Target
from seocheck.fetch.unpack import layers_of, unpack
from seocheck.fetch.walk import walk

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from seocheck.fetch.budget import Budget
    from seocheck.fetch.hosts import Hosts
    from seocheck.fetch.lines import Lines
    from seocheck.model import Exchange

_PACKED = "gzip, deflate, br, zstd"
_BESIDE = 256 * 1024  # packed bytes that take long enough to unpack to be unpacked beside the event loop
# What speaks of the host and not of one address: many in a row, and the host is left alone.
_OF_THE_HOST = re.compile(
    r"^(?:DNS|TCP|TLS)\.|^HTTP\.(?:status-5xx|rate-limited|slow-headers|bad-status-line|protocol)"
    r"|^BODY\.(?:too-slow|deadline)"
)


@dataclass(frozen=True, slots=True)
class Errand:
    """What is wanted of an address, wherever its redirects lead.

    plan: how much of each body to read. limit: bytes of content at most. redirects: how many at most.
    conditions: headers that ask whether something has changed; only the first address gets them.
    """

    plan: Plan
    limit: int
    redirects: int
    budget: Budget
    method: str = "GET"
    robots: bool = True
    conditions: Mapping[str, str] = field(default_factory=dict)


class Errands:
    """Runs errands. allowed: raises FetchError for what robots.txt forbids."""

    def __init__(
        self, options: FetchOptions, hosts: Hosts, lines: Lines, allowed: Callable[[Target], Awaitable[None]]
    ) -> None:
        self._options = options
        self._limits = options.limits
        self._hosts = hosts
        self._lines = lines
        self._allowed = allowed
        self._agent = options.user_agent or USER_AGENT

    async def run(self, url: str, errand: Errand) -> tuple[Answer, Exchange]:
        """The final answer and the way to it; raises FetchError when there is none to work with."""

        async def ask(target: Target, first: bool) -> Answer:
            if errand.robots and self._options.robots:
                await self._allowed(target)
            conditions = errand.conditions if first else {}
            return await persist(
                lambda plain: self._attempt(target, errand, conditions, plain), self._limits, errand.budget
            )

        return await walk(Target.parse(url, self._limits.url_length), ask, errand.redirects, self._options)

    async def _attempt(self, target: Target, errand: Errand, conditions: Mapping[str, str], plain: bool) -> Answer:
        """One request, and what its answer says of the host."""
        try:
            answer = await self._unpacked(target, await self._sent(target, errand, conditions, plain), errand.limit)
            if fault := fault_of(answer, conditional=bool(conditions)):
                raise fault
        except FetchError as fault:
            self._blame(target, fault)
            raise
        self._blame(target, answer.fault)
        return answer

    def _blame(self, target: Target, fault: FetchError | None) -> None:
        """Count an answer for or against its host."""
        if fault and _OF_THE_HOST.match(fault.code):
            if fault.code == "HTTP.rate-limited" or fault.fields.get("status") == 503:
                self._hosts.busy(target.key, fault.wait)
            self._hosts.failed(target.key)
        elif fault is None or "status" in fault.fields:
            self._hosts.went_well(target.key)

    async def _sent(self, target: Target, errand: Errand, conditions: Mapping[str, str], plain: bool) -> Raw:
        """The raw answer. A kept connection that the server closed meanwhile is no fault: the request is sent anew."""
        headers = {
            "User-Agent": self._agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Encoding": "identity" if plain else _PACKED,
            **conditions,
        }
        fresh = False
        while True:
            async with self._hosts.turn(target.key) as turn:
                request, used = request_for(target, errand.method, headers, self._limits, turn)
                try:
                    async with self._lines.to(target) as line:
                        with errand.budget.spending():
                            raw = await exchange(line.pool, request, errand.plan, self._limits, errand.budget)
                        line.broken = line.broken or not raw.ended
                        return raw
                except FetchError as fault:
                    if fault.code != "TCP.reset" or fresh or not used():
                        raise
                    fresh = True

    async def _unpacked(self, target: Target, raw: Raw, limit: int) -> Answer:
        good = 200 <= raw.status < 300
        most = self._limits.layers if good else len(raw.headers.get("content-encoding", ""))
        layers = layers_of(raw.headers.get("content-encoding", ""), most)
        if not layers or not raw.body:
            return Answer(target, raw.status, raw.headers, raw.body, raw.fault)
        job = (raw.body, layers, limit if good else FAILED_PAGE, self._limits.ratio)
        done = await asyncio.to_thread(unpack, *job) if len(raw.body) > _BESIDE else unpack(*job)
        return Answer(target, raw.status, raw.headers, done.content, raw.fault or (done.fault if good else None))
