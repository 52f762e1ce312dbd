"""What hosts see of us, from their own log: how many requests at once, how long between two, and pauses kept."""

from __future__ import annotations

import asyncio
import socket
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import pytest

from seocheck.fetch import Fetched, Fetcher, FetchLimits, FetchOptions, host_key
from seocheck.fetch.answers import retry_after
from seocheck.fetch.hosts import Hosts
from tests.fetch.server import TICK, Connection, Request, Server, Visit, answer, generated, page

LIMITS = FetchLimits(gap=0.15, per_host=2, backoff=0.01, deadline=20, park_after=6, park_for=0.3, retry_after_cap=1)


async def _loopback(name: str, port: int) -> Sequence[str]:
    return ["127.0.0.1"]


def _options(limits: FetchLimits = LIMITS, *, robots: bool = False) -> FetchOptions:
    return FetchOptions(limits, frozenset(f"h{number}.example" for number in range(20)), robots=robots)


async def _pages(fetcher: Fetcher, urls: Sequence[str]) -> list[Fetched]:
    return list(await asyncio.gather(*map(fetcher.page, urls)))


def _by_host(log: Sequence[Visit]) -> dict[str, list[Visit]]:
    hosts = defaultdict(list)
    for visit in sorted(log, key=lambda visit: visit.came):
        hosts[visit.host].append(visit)
    return hosts


def _gaps(visits: Sequence[Visit]) -> list[float]:
    return [after.came - before.came for before, after in pairwise(visits)]


def _most_at_once(visits: Sequence[Visit]) -> int:
    return max(sum(other.began <= visit.began < other.ended for other in visits) for visit in visits)


async def _slowly(request: Request, connection: Connection) -> None:
    await asyncio.sleep(0.4)
    await connection.send(answer(page()))


def test_no_host_is_asked_too_often_or_too_much_at_once() -> None:
    async def run() -> None:
        async with Server(_slowly) as server, Fetcher(_options(), _loopback) as fetcher:
            urls = [f"http://h{host}.example:{server.port}/{number}" for number in range(12) for host in range(3)]
            fetched = await _pages(fetcher, urls)
            assert all(one.document for one in fetched)
        hosts = _by_host(server.log)
        assert len(hosts) == 3
        for visits in hosts.values():
            assert len(visits) == 12
            assert min(_gaps(visits)) >= LIMITS.gap - TICK
            assert _most_at_once(visits) == LIMITS.per_host

    asyncio.run(run())


@pytest.mark.skipif(sys.platform != "linux", reason="no other system tells when bytes came")
def test_a_server_that_is_kept_waiting_knows_when_requests_came() -> None:
    def ask(port: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(b"GET /late HTTP/1.1\r\nHost: h1.example\r\n\r\n")
        time.sleep(0.25)

    async def run() -> None:
        async def respond(request: Request, connection: Connection) -> None:
            await connection.send(answer(page()))
            if request.path == "/":  # as if the machine gave the processor to others
                with ThreadPoolExecutor() as others:
                    others.submit(ask, server.port).result()

        async with Server(respond) as server, Fetcher(_options(), _loopback) as fetcher:
            assert (await fetcher.page(f"http://h1.example:{server.port}/")).document is not None
            while len(server.log) < 2:
                await asyncio.sleep(0.01)
        late = server.log[1]
        assert late.path == "/late"
        assert late.began - late.came >= 0.25 - TICK

    asyncio.run(run())


def test_the_gap_runs_from_when_a_request_left_however_late_that_was(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        now = 1000.0
        monkeypatch.setattr("seocheck.fetch.hosts.time", SimpleNamespace(monotonic=lambda: now))
        hosts = Hosts(replace(LIMITS, gap=0.3))
        async with hosts.turn("a") as turn:
            now += 5  # dialling took its time, or the event loop did
            turn.sent()
            assert hosts.ready_in("a") == pytest.approx(0.3)
            now += 0.1  # the answer comes
        assert hosts.ready_in("a") == pytest.approx(0.2)

    asyncio.run(run())


def test_a_list_in_which_a_third_misbehaves_is_asked_for_as_politely() -> None:
    async def run() -> None:
        limits = replace(LIMITS, park_after=1000)
        async with Server(generated(30)) as server, Fetcher(_options(limits, robots=True), _loopback) as fetcher:
            urls = [f"http://h{host}.example:{server.port}/{number}" for number in range(10) for host in range(10)]
            fetched = await _pages(fetcher, urls)
            assert all((one.document is None) != (one.report is None) for one in fetched)
            assert 0 < sum(one.report is not None for one in fetched) < len(urls) / 2
        for visits in _by_host(server.log).values():
            assert min(_gaps(visits)) >= LIMITS.gap - TICK
            assert _most_at_once(visits) <= LIMITS.per_host
            assert sum(visit.path == "/robots.txt" for visit in visits) == 1

    asyncio.run(run())


@pytest.mark.parametrize(("status", "pause"), [("429 Too Many Requests", 0.9), ("503 Service Unavailable", 0.9)])
def test_a_pause_that_a_host_asks_for_holds_for_all_its_pages(status: str, pause: float) -> None:
    async def run() -> None:
        asked = 0.0

        async def respond(request: Request, connection: Connection) -> None:
            nonlocal asked
            if request.path == "/1" and not asked:
                asked = time.monotonic()
                await connection.send(answer("", "Retry-After: 1", status=status))
            else:
                await connection.send(answer(page()))

        async with Server(respond) as server, Fetcher(_options(), _loopback) as fetcher:
            base = f"h1.example:{server.port}"
            urls = [f"http://{base}/{number}" for number in range(4)]
            fetched = await _pages(fetcher, urls)
            assert all(one.document for one in fetched)
            under_way = LIMITS.gap
            late = [visit.came - asked for visit in server.log if visit.came > asked + under_way]
            assert late
            assert min(late) >= pause

    asyncio.run(run())


def test_a_host_that_makes_us_wait_is_told_to_the_scheduler_and_others_go_on() -> None:
    async def run() -> None:
        async def respond(request: Request, connection: Connection) -> None:
            if request.host.startswith("h1."):
                await connection.send(answer("", "Retry-After: 1", status="429 Too Many Requests"))
            else:
                await connection.send(answer(page()))

        async with Server(respond) as server, Fetcher(_options(), _loopback) as fetcher:
            busy, other = f"http://h1.example:{server.port}/", f"http://h2.example:{server.port}/"
            key = host_key(busy)
            assert key == f"h1.example:{server.port}"
            assert fetcher.ready_in(key) == 0
            waiting = asyncio.create_task(fetcher.page(busy))
            while not fetcher.waiting():
                await asyncio.sleep(0.01)
            assert fetcher.ready_in(key) > 0.5
            assert (await fetcher.page(other)).document is not None
            assert not waiting.done()
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)

    asyncio.run(run())


def test_a_host_that_always_fails_is_parked_and_then_given_up() -> None:
    async def run() -> None:
        async def respond(request: Request, connection: Connection) -> None:
            await connection.send(answer("", status="500 Internal Server Error"))

        limits = replace(LIMITS, gap=0.001, retries=0)
        async with Server(respond) as server, Fetcher(_options(limits), _loopback) as fetcher:
            urls = [f"http://h1.example:{server.port}/{number}" for number in range(50)]
            pages = asyncio.create_task(_pages(fetcher, urls))
            while not fetcher.parked():
                await asyncio.sleep(0.01)
            assert set(fetcher.parked()) == {f"h1.example:{server.port}"}
            assert fetcher.waiting() == 1
            fetched = await pages
            assert fetcher.ready_in(f"h1.example:{server.port}") < limits.park_for / 2, "its other pages end at once"
        codes = [one.report.code for one in fetched if one.report]
        assert len(codes) == 50
        assert set(codes) == {"HTTP.status-5xx", "HTTP.host-given-up"}
        assert len(server.log) == codes.count("HTTP.status-5xx") <= limits.park_after + 2 * limits.parks
        pauses = [
            gap for gap in _gaps(_by_host(server.log)[f"h1.example:{server.port}"]) if gap > limits.park_for * 0.9
        ]
        assert len(pauses) == limits.parks - 1

    asyncio.run(run())


def test_a_host_that_recovers_is_asked_as_before() -> None:
    async def run() -> None:
        asked = 0

        async def respond(request: Request, connection: Connection) -> None:
            nonlocal asked
            asked += 1
            await connection.send(answer("", status="500 Oh") if asked <= LIMITS.park_after else answer(page()))

        limits = replace(LIMITS, gap=0.001, retries=0, per_host=1)
        async with Server(respond) as server, Fetcher(_options(limits), _loopback) as fetcher:
            fetched = await _pages(fetcher, [f"http://h1.example:{server.port}/{number}" for number in range(30)])
            assert sum(one.document is not None for one in fetched) == 30 - limits.park_after
            assert fetcher.parked() == {}

    asyncio.run(run())


def test_a_busy_host_is_asked_less_and_less_and_then_more_again() -> None:
    async def run() -> None:
        hosts = Hosts(replace(LIMITS, gap=0.1, gap_max=0.5))
        waits = []
        for _ in range(4):
            hosts.busy("a", None)
            waits.append(round(hosts.ready_in("a"), 1))
            await asyncio.sleep(hosts.ready_in("a"))
        assert waits == [0.2, 0.4, 0.5, 0.5]
        for _ in range(100):
            hosts.went_well("a")
        async with hosts.turn("a"):
            pass
        assert hosts.ready_in("a") <= 0.1

    asyncio.run(run())


def test_hosts_without_a_story_are_forgotten() -> None:
    async def run() -> None:
        hosts = Hosts(replace(LIMITS, gap=0))
        hosts.failed("kept")
        for number in range(25_000):
            hosts.went_well(f"host {number}")
        assert len(hosts._hosts) <= 10_001
        assert "kept" in hosts._hosts

    asyncio.run(run())


@pytest.mark.parametrize(("text", "seconds"), [
    ("5", 5), (" 120 ", 120), ("0", 0), ("-1", None), ("", None), ("soon", None), ("1.5", None), ("9" * 40, 1e12 - 1),
    ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("Wed, 99 Oct 2015", None), ("²", None),
])  # fmt: skip
def test_what_a_host_asks_for_is_read(text: str, seconds: float | None) -> None:
    assert retry_after(text) == seconds


def test_a_date_to_come_again_is_read_as_seconds_from_now() -> None:
    from datetime import UTC, datetime, timedelta
    from email.utils import format_datetime

    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    assert 80 < (retry_after(later) or 0) <= 90
