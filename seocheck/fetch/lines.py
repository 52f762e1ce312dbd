"""Open connections, kept for the next request: one small pool for each scheme, host and port."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpcore2

if TYPE_CHECKING:
    from seocheck.fetch.dial import Dialler
    from seocheck.fetch.options import FetchOptions
    from seocheck.fetch.target import Target

_KEPT = 100  # origins whose connections stay open while nobody uses them
_IDLE = 15.0  # seconds after which an unused connection is not trusted to be alive


@dataclass(slots=True)
class Line:
    """The connections to one origin. broken: an answer was not read to its end, or failed.

    HTTP/2 shares a connection between requests, and httpcore leaves the rest of an abandoned answer on it: it would
    fill up, so it is not used again. On HTTP/1 httpcore closes by itself.
    """

    pool: httpcore2.AsyncConnectionPool
    users: int = 0
    broken: bool = False


class Lines:
    """The connections of one fetcher. One pool for all would look at every open connection for every request."""

    def __init__(self, options: FetchOptions, dialler: Dialler) -> None:
        self._options = options
        self._dialler = dialler
        self._lines: dict[str, Line] = {}  # the longest unused first
        self._trust = trust(options.trusted) if options.trusted else None  # read the file now: it may not be there

    @asynccontextmanager
    async def to(self, target: Target) -> AsyncIterator[Line]:
        """The line to a target's origin, held open while it is used."""
        origin = target.origin
        line = self._lines.pop(origin, None) or Line(self._new_pool(target))
        self._lines[origin] = line
        line.users += 1
        try:
            yield line
        except BaseException:
            line.broken = True
            raise
        finally:
            line.users -= 1
            if line.broken and target.scheme == "https":
                if self._lines.get(origin) is line:
                    del self._lines[origin]
                if not line.users:
                    await line.pool.aclose()
            await self._close_some()

    async def close(self) -> None:
        """Close all connections."""
        while self._lines:
            await self._lines.popitem()[1].pool.aclose()

    def _new_pool(self, target: Target) -> httpcore2.AsyncConnectionPool:
        if self._trust is None and target.scheme == "https":
            self._trust = trust(None)
        return httpcore2.AsyncConnectionPool(
            ssl_context=self._trust if target.scheme == "https" else None,
            max_connections=self._options.limits.per_host,
            keepalive_expiry=_IDLE,
            http2=True,
            network_backend=self._dialler,
        )

    async def _close_some(self) -> None:
        if len(self._lines) > _KEPT:
            idle = [origin for origin, line in self._lines.items() if not line.users]
            for origin in idle[: len(self._lines) - _KEPT]:
                await self._lines.pop(origin).pool.aclose()


def trust(file: str | None) -> ssl.SSLContext:
    """Whom to trust: the system's certificates, and those of `file`."""
    context = httpcore2.default_ssl_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if file is not None:
        try:
            context.load_verify_locations(cafile=file)
        except OSError as error:
            raise ValueError(f"{file}: no certificates can be read from it ({error.strerror or error})") from error
    return context
