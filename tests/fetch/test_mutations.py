"""Answers with random damage: whatever comes, the page ends as one of the known ways, and never as a fault of ours."""

from __future__ import annotations

import asyncio
import gzip
import random
from collections import Counter

from seocheck.fetch import Fetcher, FetchLimits, FetchOptions
from seocheck.fetch.codes import CODES
from tests.fetch.behaviours import CHUNKED, PAGE, chunked
from tests.fetch.server import Connection, Request, Server, answer

ANSWERS = [
    answer(PAGE),
    CHUNKED + chunked(PAGE[:100], PAGE[100:]),
    answer(gzip.compress(PAGE), "Content-Encoding: gzip"),
    answer("", "Location: /b", status="302 Found"),
    answer("", "Retry-After: 0", status="429 Too Many Requests"),
    b"HTTP/1.1 103 Early Hints\r\n\r\n" + answer(PAGE),
]
SPICE = [
    *(b"\r\n", b"\n", b"\0", b":", b"\xff", b"-1", b"9" * 30, b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 304 No\r\n\r\n"),
    *(b"Content-Length: 3\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip, br\r\n"),
    *(b"Location: \xff\0[::\r\n", b"Content-Type: \x80;charset=\x81\r\n", b"Retry-After: \xb2\r\n"),
]
LIMITS = FetchLimits(
    gap=0, gap_max=0.001, backoff=0.001, first_byte=3, deadline=20, per_host=20, park_after=10**6, retry_after_cap=0
)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 5])):
        at = chance.randrange(min(len(damaged), data.find(b"\r\n\r\n") + 40) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            damaged[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del damaged[at : at + chance.choice([1, 10, 10_000])]
        else:
            damaged[at:at] = chance.choice(SPICE)
    return bytes(damaged)


def test_no_damage_is_a_fault_of_ours() -> None:
    chance = random.Random(11)

    async def respond(request: Request, connection: Connection) -> None:
        await connection.send(_damaged(chance.choice(ANSWERS), chance))
        connection.close()

    async def run() -> Counter[str | None]:
        options = FetchOptions(LIMITS, frozenset(("127.0.0.1",)), robots=False)
        async with Server(respond) as server, Fetcher(options) as fetcher:
            urls = [f"http://127.0.0.1:{server.port}/{number}" for number in range(500)]
            fetched = await asyncio.gather(*map(fetcher.page, urls))
        ends = [one.report or one.document for one in fetched]
        return Counter(end.code for end in ends if end)

    codes = asyncio.run(run())
    assert codes.total() == 500
    assert set(codes) - {None} <= set(CODES)
    assert codes["INT.unexpected"] == 0, codes
    assert len(codes) > 8
