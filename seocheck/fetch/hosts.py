"""Whose turn it is: how often each host is asked, and when it is left alone.

The time between two requests runs from when the first was really sent: while it is on its way nobody else may start.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from seocheck.fetch.codes import FetchError

if TYPE_CHECKING:
    from seocheck.fetch.options import FetchLimits

_KEPT = 10_000  # hosts remembered; beyond that those without a story are forgotten
_LEAST = 0.1  # seconds that a grown gap begins from
_CALMER = 0.8  # how a grown gap shrinks with each good answer


@dataclass(slots=True)
class _Host:
    """One host. usual, gap: seconds between requests, in general and just now. not_before: no request earlier.

    parked: until then it is left alone, after repeated failure.
    """

    slots: asyncio.Semaphore
    gate: asyncio.Lock
    usual: float
    gap: float
    not_before: float = 0
    parked: float = 0
    failures: int = 0
    parks: int = 0
    inside: int = 0

    def wait(self) -> float:
        return max(self.not_before, self.parked) - time.monotonic()


@dataclass(slots=True)
class Turn:
    """The right to send one request. `sent` says that it left; then the next one may get ready."""

    _host: _Host
    _over: bool = field(default=False)

    def sent(self) -> None:
        """The request has left: the gap begins, and others may come to the gate."""
        if not self._over:
            self._over = True
            self._host.not_before = max(self._host.not_before, time.monotonic() + self._host.gap)
            self._host.gate.release()


class Hosts:
    """Politeness towards every host, by its `host_key`."""

    def __init__(self, limits: FetchLimits) -> None:
        self._limits = limits
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, key: str) -> AsyncIterator[Turn]:
        """Wait until this host may be asked, then hold a place at it. Raises FetchError when it was given up."""
        host = self._host(key)
        host.inside += 1
        try:
            async with host.slots:
                await host.gate.acquire()
                turn = Turn(host)
                try:
                    self._not_given_up(key, host)
                    while (wait := host.wait()) > 0:
                        await asyncio.sleep(wait)
                        self._not_given_up(key, host)
                    yield turn
                finally:
                    turn.sent()
        finally:
            host.inside -= 1

    def went_well(self, key: str) -> None:
        """The host answered as it should."""
        host = self._host(key)
        host.failures = host.parks = 0
        if host.gap > host.usual:
            host.gap = max(host.usual, host.gap * _CALMER if host.gap > _LEAST / 2 else 0)

    def failed(self, key: str) -> None:
        """The host did not answer, or not in a useful way; after many times in a row it is left alone for a while."""
        host = self._host(key)
        host.failures += 1
        now = time.monotonic()
        if host.parked <= now and (host.parks or host.failures >= self._limits.park_after):
            host.parks += 1
            host.parked = now + self._limits.park_for if host.parks < self._limits.parks else 0

    def busy(self, key: str, wait: float | None) -> None:
        """The host asks for less: it is asked half as often, or not before `wait` seconds and a little less often."""
        host = self._host(key)
        if host.wait() <= host.gap:  # otherwise this answers what was sent before we knew
            host.gap = min(max(host.gap, _LEAST) * (2 if wait is None else 1.2), self._limits.gap_max)
        rest = host.gap if wait is None else min(wait, self._limits.retry_after_cap)
        host.not_before = max(host.not_before, time.monotonic() + rest)

    def slow_down(self, key: str, gap: float) -> None:
        """The host's robots.txt wants this many seconds between requests."""
        host = self._host(key)
        host.usual = max(host.usual, min(gap, self._limits.gap_max))
        host.gap = max(host.gap, host.usual)

    def ready_in(self, key: str) -> float:
        """Seconds until a request that comes now would leave; at most a guess while others are under way."""
        host = self._hosts.get(key)
        if host is None:
            return 0
        queued = max(0, host.inside - self._limits.per_host + 1)
        return max(0.0, host.wait()) + queued * host.gap

    def parked(self) -> Mapping[str, float]:
        """The hosts left alone after repeated failure, and the seconds left."""
        now = time.monotonic()
        return {key: host.parked - now for key, host in self._hosts.items() if host.parked > now}

    def waiting(self) -> int:
        """How many hosts asked for a pause, or are parked, just now."""
        return sum(host.wait() > host.gap or host.parked > time.monotonic() for host in self._hosts.values())

    def _not_given_up(self, key: str, host: _Host) -> None:
        if host.parks >= self._limits.parks:
            raise FetchError("HTTP.host-given-up", host=key, failures=host.failures)

    def _host(self, key: str) -> _Host:
        host = self._hosts.get(key)
        if host is None:
            if len(self._hosts) >= _KEPT:
                self._hosts = {key: host for key, host in self._hosts.items() if self._has_a_story(host)}
            host = _Host(asyncio.Semaphore(self._limits.per_host), asyncio.Lock(), self._limits.gap, self._limits.gap)
            self._hosts[key] = host
        return host

    def _has_a_story(self, host: _Host) -> bool:
        return bool(host.inside or host.failures or host.wait() > 0 or host.gap > self._limits.gap)
