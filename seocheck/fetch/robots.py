"""robots.txt, as RFC 9309 has it: read once per origin, obeyed; unreadable for its server's fault means no."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from seocheck.fetch.codes import FetchError
from seocheck.fetch.target import Target

if TYPE_CHECKING:
    from protego import Protego

    from seocheck.fetch.options import FetchLimits

Read = Callable[[Target], Awaitable[bytes]]
"""Content of a robots.txt; raises FetchError when there is none."""

_KEPT = 1000  # origins remembered
_DAY = 24 * 3600.0
_LARGE = 64 * 1024  # bytes that take long enough to read to be read beside the event loop
_ON_THE_WAY = re.compile(r"^(?:DNS|TCP|TLS)\.|^POL\.(?!redirect)")  # the page itself could not be reached either
_NONE_THERE = re.compile(r"^(?:HTTP\.status-4xx|HTTP\.redirect-\w+|HTTP\.bad-location|POL\.redirect-\w+|TYPE\.empty)$")


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one origin permits: its rules, or the fault that stands in their place; neither permits all."""

    rules: Protego | None = None
    code: str | None = None
    fields: dict[str, object] = field(default_factory=dict)
    until: float = 0


class Robots:
    """The robots.txt files of one run."""

    def __init__(self, read: Read, agent: str, limits: FetchLimits, slow_down: Callable[[str, float], None]) -> None:
        self._read = read
        self._agent = re.split(r"[^A-Za-z_-]", agent, maxsplit=1)[0] or "seocheck"
        self._limits = limits
        self._slow_down = slow_down
        self._known: dict[str, asyncio.Task[_Rules]] = {}

    async def check(self, target: Target) -> None:
        """Raise FetchError when `target` may not be asked."""
        rules = await self._rules(target)
        if rules.code is not None:
            fault = FetchError(rules.code, **rules.fields)
            fault.again = "never"
            raise fault
        if rules.rules is not None and not rules.rules.can_fetch(target.href, self._agent):
            raise FetchError("POL.robots-disallow")

    async def _rules(self, target: Target) -> _Rules:
        origin = target.origin
        task = self._known.get(origin)
        if task is None or (task.done() and (task.cancelled() or task.result().until < time.monotonic())):
            if len(self._known) >= _KEPT:
                self._known = {key: task for key, task in self._known.items() if not task.done()}
            task = self._known[origin] = asyncio.create_task(self._learn(target))
        return await asyncio.shield(task)

    async def _learn(self, target: Target) -> _Rules:
        now = time.monotonic()
        try:
            content = await self._read(Target.parse(f"{target.origin}/robots.txt", self._limits.url_length))
        except FetchError as fault:
            if _NONE_THERE.match(fault.code):
                return _Rules(until=now + _DAY)
            soon = now + self._limits.park_for
            if _ON_THE_WAY.match(fault.code):
                return _Rules(None, fault.code, fault.fields, soon)
            return _Rules(None, "POL.robots-unreachable", {"why": fault.reason}, soon)
        rules = await asyncio.to_thread(_parse, content) if len(content) > _LARGE else _parse(content)
        delay = rules.crawl_delay(self._agent)
        if delay:
            self._slow_down(target.key, delay)
        return _Rules(rules, until=now + _DAY)

    async def close(self) -> None:
        """Stop reading."""
        for task in self._known.values():
            task.cancel()
        await asyncio.gather(*self._known.values(), return_exceptions=True)


def _parse(content: bytes) -> Protego:
    from protego import Protego

    return Protego.parse(content.decode("utf-8-sig", "replace"))
