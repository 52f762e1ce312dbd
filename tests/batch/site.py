"""A small site on loopback for tests of whole runs: pages that never change, or that fail in ways that end at once."""

from __future__ import annotations

import asyncio
from collections import Counter
from threading import Thread
from typing import Self

from tests.fetch.server import Connection, Request, Server, answer, page

HOSTS = ("127.0.0.1", "127.0.0.2", "127.0.0.3")
BAD = ("/gone", "/broken", "/pdf", "/round", "/inward")
"""How paths begin that fail, each in its way."""


class Site:
    """Serves in a thread of its own while entered. asked: how often each path was; files: more answers, by path."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.spared: Counter[str] = Counter()  # … and how often with the answer that nothing has changed
        self.files: dict[str, bytes] = {}
        self.port = 0

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever)
        self._thread.start()
        self._server = Server(self._respond, addresses=HOSTS)
        asyncio.run_coroutine_threadsafe(self._server.__aenter__(), self._loop).result()
        self.port = self._server.port
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._server.__aexit__(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def url(self, path: str, host: int = 0) -> str:
        return f"http://{HOSTS[host % len(HOSTS)]}:{self.port}{path}"

    def urls(self, number: int, bad: int = 0) -> list[str]:
        """Addresses over all hosts, `bad` of every ten of which fail."""
        paths = (f"{BAD[(at // 10 + at) % len(BAD)] if at % 10 < bad else '/story'}-{at}" for at in range(number))
        return [self.url(path, at) for at, path in enumerate(paths)]

    async def _respond(self, request: Request, connection: Connection) -> None:
        path = request.path
        self.asked[path] += 1
        tag = f'"{len(path)}"'
        if path in self.files:
            await connection.send(answer(self.files[path], kind="text/xml" if path.endswith("xml") else "text/html"))
        elif path.startswith(("/gone", "/robots.txt")):
            await connection.send(answer("<p>gone", status="410 Gone"))
        elif path.startswith("/broken"):
            await connection.send(answer("<p>broken", status="501 Not Implemented"))
        elif path.startswith("/pdf"):
            await connection.send(answer(b"%PDF-1.7", kind="application/pdf"))
        elif path.startswith("/round"):
            await connection.send(answer("", f"Location: {path}", status="302 Found"))
        elif path.startswith("/inward"):
            await connection.send(answer("", "Location: http://169.254.169.254/", status="302 Found"))
        elif request.headers.get("if-none-match") == tag:
            self.spared[path] += 1
            await connection.send(answer("", f"ETag: {tag}", status="304 Not Modified", length=None))
        else:
            await connection.send(answer(page(len(path)), f"ETag: {tag}"))
