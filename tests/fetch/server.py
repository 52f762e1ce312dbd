"""A web server of raw bytes, for behaviours no library would send, and a log of how it was asked.

    async with Server(respond) as server: ...              # respond(request, connection) writes what it likes
    python -m tests.fetch.server --hosts 20 --misbehaving 30 --log FILE

The second form serves generated pages on 127.0.0.1, 127.0.0.2, … at one port, a share of which misbehaves in ways that
end soon; it prints its port, and writes one line of JSON for each request.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import signal
import socket
import ssl
import struct
import sys
import time
import zlib
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Self


@dataclass(frozen=True)
class Request:
    """What was asked: header names in lower case."""

    method: str
    path: str
    headers: dict[str, str]

    @property
    def host(self) -> str:
        return self.headers.get("host", "")


TICK = 0.02 if sys.platform == "linux" else 0.1
"""Seconds by which `Visit.came` may be wrong: two ticks of the kernel's slowest clock; without it, a busy machine."""

_LAST_RECEIVED = 52  # where Linux's struct tcp_info holds tcpi_last_data_recv, in milliseconds


@dataclass
class Visit:
    """One request as the server saw it, in monotonic seconds.

    came: when its last bytes reached the machine. began: when we noticed; a busy machine lets us wait for a processor.
    ended: when the answer was sent.
    """

    host: str
    method: str
    path: str
    came: float
    began: float
    ended: float = 0.0
    connection: int = 0
    headers: dict[str, str] = field(default_factory=dict)


class Connection:
    """One connection, to write to as one likes. Returning without `close` keeps it for the next request."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> None:
        self.reader = reader
        self.writer = writer
        self.number = number
        self.open = True

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def flood(self, data: bytes, pause: float = 0.0) -> None:
        """Send without end, until the other side has enough."""
        while True:
            await self.send(data)
            await asyncio.sleep(pause)

    def close(self) -> None:
        self.open = False

    def reset(self) -> None:
        """End with RST, as a crashed program does."""
        sock = self.writer.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()
        self.open = False


Respond = Callable[[Request, Connection], Awaitable[None]]


class Server:
    """Listens on `addresses` at one port. respond: what to do with each request; accept: with each connection."""

    def __init__(
        self,
        respond: Respond,
        *,
        accept: Callable[[Connection], Awaitable[None]] | None = None,
        tls: ssl.SSLContext | None = None,
        addresses: Sequence[str] = ("127.0.0.1",),
        port: int = 0,
        tell: IO[str] | None = None,
    ) -> None:
        self._respond = respond
        self._accept = accept
        self._tls = tls
        self._addresses = addresses
        self._tell = tell
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = port
        self.log: list[Visit] = []
        self.connections = 0

    async def __aenter__(self) -> Self:
        for address in self._addresses:
            server = await asyncio.start_server(
                self._serve,
                address,
                self.port,
                ssl=self._tls,
                backlog=1024,
                ssl_handshake_timeout=2 if self._tls else None,
            )
            self._servers.append(server)
            self.port = self.port or server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        for server in self._servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        connection = Connection(reader, writer, self.connections)
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            if self._accept:
                await self._accept(connection)
            while connection.open and (request := await _request(reader)):
                began = time.monotonic()
                came = began - _unnoticed(writer)
                visit = Visit(request.host, request.method, request.path, came, began, connection=connection.number)
                visit.headers = request.headers
                self.log.append(visit)
                try:
                    await self._respond(request, connection)
                finally:
                    visit.ended = time.monotonic()
                    if self._tell:
                        self._tell.write(json.dumps(asdict(visit)) + "\n")
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ssl.SSLError, ValueError):
            pass  # the other side had enough
        except asyncio.CancelledError:
            pass  # the test is over
        finally:
            self._tasks.discard(task)
            with suppress(OSError, ssl.SSLError, RuntimeError):
                writer.close()


def _unnoticed(writer: asyncio.StreamWriter) -> float:
    """For how many seconds the last bytes of a connection have been there; 0 where the system does not tell."""
    if sys.platform == "linux":
        with suppress(OSError):  # closed meanwhile
            told = writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _LAST_RECEIVED + 4)
            return int(struct.unpack_from("=I", told, _LAST_RECEIVED)[0]) / 1000
    return 0.0


async def _request(reader: asyncio.StreamReader) -> Request | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.strip().split("\r\n")
    method, path, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines)
    return Request(method, path, {name.strip().lower(): value.strip() for name, _, value in pairs})


def answer(
    body: bytes | str = b"",
    *lines: str,
    status: str = "200 OK",
    kind: str | None = "text/html; charset=utf-8",
    length: int | None = -1,
) -> bytes:
    """A whole answer as bytes. lines: more headers. length: what to say it is; None says nothing."""
    data = body.encode() if isinstance(body, str) else body
    head = [f"HTTP/1.1 {status}", *lines]
    if kind is not None:
        head.append(f"Content-Type: {kind}")
    if length is not None:
        head.append(f"Content-Length: {len(data) if length == -1 else length}")
    return "\r\n".join([*head, "", ""]).encode("latin-1") + data


def page(number: int = 0, paragraphs: int = 8) -> str:
    """An article page of our own."""
    text = "".join(
        f"<p>Paragraph {item} of story {number} says nothing in particular.</p>" for item in range(paragraphs)
    )
    return (
        f'<!doctype html><html lang="en"><head><title>Story {number}</title>'
        f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",'
        f'"headline":"Story {number}"}}</script></head><body><h1>Story {number}</h1>{text}</body></html>'
    )


MISBEHAVING: tuple[tuple[str, Callable[[str], bytes]], ...] = (
    ("gone", lambda path: answer("<p>gone", status="410 Gone")),
    ("broken", lambda path: answer("<p>broken", status="500 Internal Server Error")),
    ("short", lambda path: answer(page(), length=9999)),
    ("bad-chunk", lambda path: b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n<html>"),
    ("no-http", lambda path: b"<html>no status line</html>"),
    ("truncated", lambda path: answer(gzip.compress(page().encode())[:-9], "Content-Encoding: gzip")),
    ("loop", lambda path: answer("", f"Location: {path}", status="302 Found")),
    ("inward", lambda path: answer("", "Location: http://169.254.169.254/latest/", status="302 Found")),
    ("pdf", lambda path: answer(b"%PDF-1.7 nothing")),
    ("busy", lambda path: answer("", "Retry-After: 1", status="429 Too Many Requests")),
    ("hang-up", lambda path: b""),
)
"""Ways to misbehave that end soon, by name: what a path is answered with before the connection closes."""


def generated(misbehaving: int) -> Respond:
    """Pages at any path, `misbehaving` percent of them bad; a path always gets the same. There is no robots.txt."""

    async def respond(request: Request, connection: Connection) -> None:
        number = zlib.crc32(request.path.encode())
        if request.path == "/robots.txt":
            await connection.send(answer("<p>none", status="404 Not Found"))
        elif number % 100 < misbehaving:
            await connection.send(MISBEHAVING[number // 100 % len(MISBEHAVING)][1](request.path))
            connection.close()
        else:
            body = page(number).encode()
            await connection.send(answer(b"" if request.method == "HEAD" else body, length=len(body)))

    return respond


async def main(hosts: int, misbehaving: int, port: int, log: Path | None) -> None:
    """Serve until told to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    tell = log.open("w", buffering=1, encoding="utf-8") if log else None  # it is read while we serve
    addresses = [f"127.0.0.{number}" for number in range(1, hosts + 1)]
    async with Server(generated(misbehaving), addresses=addresses, port=port, tell=tell) as server:
        sys.stdout.write(f"{server.port}\n")
        sys.stdout.flush()
        await stop.wait()
    if tell:
        tell.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--hosts", type=int, default=1, metavar="N", help="addresses, from 127.0.0.1 on")
    parser.add_argument("--misbehaving", type=int, default=0, metavar="PERCENT")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", type=Path, metavar="FILE")
    given = parser.parse_args()
    asyncio.run(main(given.hosts, given.misbehaving, given.port, given.log))
