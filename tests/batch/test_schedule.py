"""The schedule: hosts in turn, none beyond what it allows, none holding up others, and little of it all in memory."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from seocheck.batch.rows import FILES, Target
from seocheck.batch.schedule import NEVER, WINDOW, Schedule


@dataclass
class Shelf:
    """What waits, as a store would tell it; a target is gone when it was kept."""

    rows: dict[int, str] = field(default_factory=dict)
    most: int = 0

    def add(self, host: str, number: int = 1) -> None:
        for _ in range(number):
            self.rows[len(self.rows) + 1] = host

    async def hosts(self, after: str, most: int) -> list[str]:
        return sorted({host for host in self.rows.values() if host > after})[:most]

    async def waiting(self, host: str, after: int, most: int) -> list[Target]:
        self.most = max(self.most, most)
        found = [number for number, name in self.rows.items() if name == host and number > after]
        return [Target(number, "page", host, "", None, False, None, None) for number in found[:most]]


def schedule(shelf: Shelf, ready_in: Callable[[str], float] = lambda host: 0.0, at_once: int = 2) -> Schedule:
    return Schedule(shelf, ready_in, at_once, 4, {}, clock=lambda: 1000.0)


async def drained(shelf: Shelf, plan: Schedule, room: int = 40) -> list[Target]:
    """All that is handed out when each target comes back at once."""
    out: list[Target] = []
    while True:
        taken, soonest = await plan.take(room)
        for target in taken:
            out.append(target)
            plan.back(target)
            del shelf.rows[target.id]
            plan.kept(target)
        if not taken and soonest == NEVER:
            assert plan.out == 0
            return out


def test_each_target_is_handed_out_once_and_hosts_take_turns() -> None:
    shelf = Shelf()
    shelf.add("a:1", 100)
    shelf.add("b:1", 3)
    shelf.add(FILES, 100)
    out = asyncio.run(drained(shelf, schedule(shelf)))
    assert len({target.id for target in out}) == len(out) == 203
    assert [target.host for target in out[:9]].count("b:1") == 3


def test_of_one_host_no_more_are_out_than_allowed() -> None:
    shelf = Shelf()
    shelf.add("a:1", 10)
    shelf.add(FILES, 10)

    async def go() -> None:
        plan = schedule(shelf)
        out: list[Target] = []
        while taken := (await plan.take(40))[0]:
            out += taken
        assert Counter(target.host for target in out) == {"a:1": 2, FILES: 4}
        assert (await plan.take(40))[1] == NEVER
        plan.back(out[0])
        assert len((await plan.take(40))[0]) == 1
        assert plan.out == 7  # what came back is out until the store knows

    asyncio.run(go())


def test_what_came_back_is_not_handed_out_again_before_it_is_kept() -> None:
    shelf = Shelf()
    shelf.add("a:1", 1)

    async def go() -> None:
        plan = schedule(shelf)
        (target,), _ = await plan.take(40)
        plan.back(target)
        plan.added()
        assert await plan.take(40) == ([], NEVER)

    asyncio.run(go())


def test_a_host_that_makes_us_wait_holds_up_no_other() -> None:
    shelf = Shelf()
    for number in range(2 * WINDOW):
        shelf.add(f"slow{number}:1", 3)
    shelf.add("z:1", 5)
    plan = schedule(shelf, lambda host: 60.0 if host.startswith("slow") else 0.0)

    async def go() -> list[str]:
        handed: list[str] = []
        for second in range(10):
            plan._clock = lambda now=1000.0 + 2 * second: now  # type: ignore[misc]
            taken, soonest = await plan.take(40)
            assert taken or soonest == 60
            handed += [target.host for target in taken]
            for target in taken:
                plan.back(target)
        return handed

    assert asyncio.run(go()) == ["z:1"] * 5
    assert all(until >= 1060 for until in plan.holds.values())


def test_a_wait_noted_by_an_earlier_start_is_kept_to() -> None:
    shelf = Shelf()
    shelf.add("a:1")
    plan = Schedule(shelf, lambda host: 0.0, 2, 2, {"a:1": 1042.0}, clock=lambda: 1000.0)
    assert asyncio.run(plan.take(40)) == ([], 42.0)


def test_what_is_added_later_is_handed_out_too_wherever_it_sorts() -> None:
    shelf = Shelf()
    shelf.add("m:1", 2)

    async def go() -> None:
        plan = schedule(shelf)
        assert len(await drained(shelf, plan)) == 2
        shelf.rows[90] = "a:1"
        shelf.rows[91] = "z:1"
        plan.added()
        assert {target.host for target in await drained(shelf, plan)} == {"a:1", "z:1"}

    asyncio.run(go())


def test_of_many_hosts_and_many_targets_only_a_window_is_held() -> None:
    shelf = Shelf()
    for number in range(3 * WINDOW):
        shelf.add(f"h{number}:1", 2)
    shelf.add("big:1", 5000)
    plan = schedule(shelf)
    (first,), _ = asyncio.run(plan.take(1))
    assert len(plan._hosts) <= WINDOW
    assert sum(len(host.held) for host in plan._hosts.values()) < 3 * WINDOW
    plan.back(first)
    del shelf.rows[first.id]
    plan.kept(first)
    assert len(asyncio.run(drained(shelf, plan))) == 6 * WINDOW + 5000 - 1
