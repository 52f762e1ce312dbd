"""Whose turn it is: hosts one after the other, each no more often than it allows, read from the store as needed.

Of each host a few waiting targets are held, and of hosts no more than a window: a million addresses, or a million
hosts, take no more memory than a thousand. When the window is full, hosts that make us wait long give their place to
others and come back later.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from seocheck.batch.rows import FILES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from seocheck.batch.rows import Target

NEVER = float("inf")
WINDOW = 256
"""Hosts that are looked after at once."""

_HELD = {FILES: 64}  # targets of a host held in memory
_HELD_OF_ANY = 8
_LONG = 2.0  # seconds of waiting worth giving the place to another host for, and worth keeping over a restart
_ROOM = 1.0  # seconds between two times of looking for such hosts


class Waiting(Protocol):
    """What waits, as the store knows it."""

    def hosts(self, after: str, most: int) -> Awaitable[list[str]]:
        """Some hosts of which something waits, in order, from the first after one."""
        ...

    def waiting(self, host: str, after: int, most: int) -> Awaitable[list[Target]]:
        """What waits at a host, from the first after one target."""
        ...


@dataclass(slots=True)
class _Host:
    held: deque[Target] = field(default_factory=deque)
    last: int = 0  # the target taken from the store last
    dry: bool = False  # the store has no more
    busy: int = 0  # targets out and not yet back
    unkept: int = 0  # targets out whose end the store does not know yet; until then it would hand them out again


class Schedule:
    """Hands out targets, at most `at_once` of a host together, and takes them back.

    ready_in: seconds until a host may be asked. files: how many files may be out together.
    holds: hosts not to be asked before a time of `clock`, as an earlier start noted them.
    """

    def __init__(
        self,
        store: Waiting,
        ready_in: Callable[[str], float],
        at_once: int,
        files: int,
        holds: Mapping[str, float],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store, self._ready_in, self._clock = store, ready_in, clock
        self._at_once, self._files = at_once, files
        self._earlier = dict(holds)
        self._hosts: dict[str, _Host] = {}  # in the order of their turns
        self._cursor = ""  # up to this host the store was looked through
        self._again = True  # something may wait before the cursor
        self._swept = False  # the store was looked through to its end, and nothing came since
        self._made_room = 0.0
        self.holds: dict[str, float] = {}
        """Hosts that make us wait long, and until when."""

    @property
    def out(self) -> int:
        """Targets handed out whose end the store does not know yet."""
        return sum(host.unkept for host in self._hosts.values())

    def added(self) -> None:
        """There may be more in the store than before."""
        self._again, self._swept = True, False
        for host in self._hosts.values():
            host.dry = False

    def back(self, target: Target) -> None:
        """This one was read: its host is free for the next."""
        self._hosts[target.host].busy -= 1

    def kept(self, target: Target) -> None:
        """The store knows of the end of this one."""
        self._hosts[target.host].unkept -= 1

    async def take(self, most: int) -> tuple[list[Target], float]:
        """Targets whose turn it is, one a host; and the seconds until more can be taken.

        NEVER: not before something comes back or is added; when nothing is out, nothing waits.
        """
        await self._refill()
        taken: list[Target] = []
        soonest = NEVER
        now = self._clock()
        for name, host in list(self._hosts.items()):
            if len(taken) == most:
                return taken, 0.0
            if not host.held or host.busy >= (self._files if name == FILES else self._at_once):
                continue
            wait = self._wait(name, now)
            if wait > 0:
                soonest = min(soonest, wait)
                continue
            taken.append(host.held.popleft())
            host.busy += 1
            host.unkept += 1
            self._hosts[name] = self._hosts.pop(name)  # to the end of the line
            soonest = 0.0
        return taken, soonest

    def _wait(self, name: str, now: float) -> float:
        if name == FILES:
            return 0.0
        wait = max(self._ready_in(name), self._earlier.get(name, 0.0) - now)
        if wait > _LONG:
            self.holds[name] = now + wait
        elif self.holds or self._earlier:
            self.holds.pop(name, None)
            self._earlier.pop(name, None)
        return wait

    async def _refill(self) -> None:
        """Hold something of every host in the window, and let go of hosts of which nothing waits."""
        if len(self._hosts) >= WINDOW:
            self._make_room()
        await self._sweep()
        # All are asked for together: the store may have a long list to take in between two questions.
        await asyncio.gather(*(self._hold(name, host) for name, host in self._hosts.items() if not host.held))
        for name in [name for name, host in self._hosts.items() if not host.held and not host.unkept]:
            del self._hosts[name]

    async def _hold(self, name: str, host: _Host) -> None:
        if not host.dry:
            most = _HELD.get(name, _HELD_OF_ANY)
            host.dry = True  # until something is added, which may be while we ask
            host.held.extend(await self._store.waiting(name, host.last, most))
            host.dry = host.dry and len(host.held) < most
            host.last = host.held[-1].id if host.held else host.last

    async def _sweep(self) -> None:
        """Fill the window with hosts of which something waits."""
        while len(self._hosts) < WINDOW and not self._swept:
            names = await self._store.hosts(self._cursor, WINDOW)
            for name in names:
                if len(self._hosts) == WINDOW:
                    return
                self._hosts.setdefault(name, _Host())
                self._cursor = name
            if len(names) < WINDOW:
                self._cursor = ""
                self._swept, self._again = not self._again, False

    def _make_room(self) -> None:
        now = self._clock()
        if now - self._made_room < _ROOM:
            return
        self._made_room = now
        for name in [name for name, host in self._hosts.items() if not host.unkept and self._wait(name, now) > _LONG]:
            del self._hosts[name]
            self._again, self._swept = True, False
