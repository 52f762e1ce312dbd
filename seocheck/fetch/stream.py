"""A connection that keeps count: how large and how late the head of an answer is, what comes after its end.

httpcore limits neither interim answers nor the time for a whole head, and keeps bytes that follow an answer for the
next one; a page must never be read from what belonged to another.
"""

from __future__ import annotations

import re
import ssl
import time
from typing import TYPE_CHECKING, Any

import httpcore2

from seocheck.fetch.codes import FetchError
from seocheck.fetch.faults import of_handshake

if TYPE_CHECKING:
    from seocheck.fetch.options import FetchLimits

_END = re.compile(rb"\n\r?\n")
_INTERIM = re.compile(rb"HTTP/1\.\d 1(?!01)\d\d")


class Stream(httpcore2.AsyncNetworkStream):
    """A network stream for httpcore, watching the answers of HTTP/1; HTTP/2 has limits of its own."""

    def __init__(self, inner: httpcore2.AsyncNetworkStream, limits: FetchLimits, *, watching: bool = True) -> None:
        self._inner = inner
        self._limits = limits
        self._watching = watching
        self._head: bytearray | None = None  # what came of a head that is not complete
        self._started = 0.0
        self._interim = 0
        self._after_head = 0
        self._last = b""

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send; on HTTP/1 this begins a new request."""
        if buffer and self._watching:
            self._head = bytearray()
            self._started = time.monotonic()
            self._interim = self._after_head = 0
        await self._inner.write(buffer, timeout)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Receive; raises FetchError when a head breaks its limits."""
        if self._head is None:
            data = await self._inner.read(max_bytes, timeout)
            self._after_head += len(data)
            self._last = data[-4:] or self._last
            return data
        limit = self._limits.first_byte
        try:
            data = await self._inner.read(max_bytes, max(0.001, self._started + limit - time.monotonic()))
        except httpcore2.ReadTimeout:
            raise FetchError("HTTP.slow-headers" if self._head else "TCP.timeout", limit=limit) from None
        self._head += data
        self._look_for_the_end()
        return data

    def _look_for_the_end(self) -> None:
        limits = self._limits
        head = self._head
        while head is not None:
            end = _END.search(head)
            if (end.end() if end else len(head)) > limits.head_bytes:
                raise FetchError("HTTP.header-too-large", limit=f"{limits.head_bytes // 1024} KiB")
            if end is None:
                return
            if _INTERIM.match(head):
                self._interim += 1
                if self._interim > limits.interim:
                    raise FetchError("HTTP.too-many-1xx")
                del head[: end.end()]
                continue
            self._after_head = len(head) - end.end()
            self._last = bytes(head[-4:])
            head = self._head = None

    def more_came(self, length: int | None) -> bool:
        """Whether more than the answer came. length: of its body in bytes; None when it came in chunks."""
        if not self._watching:
            return False
        return not self._last.endswith(b"\n\r\n") if length is None else self._after_head > length

    async def aclose(self) -> None:
        """Close the connection."""
        await self._inner.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> Stream:
        """The same connection, encrypted."""
        limit = min(self._limits.tls, timeout or self._limits.tls)
        try:
            inner = await self._inner.start_tls(ssl_context, server_hostname, limit)
        except (httpcore2.TimeoutException, httpcore2.NetworkError, OSError, ValueError) as error:
            raise of_handshake(error, limit) from error
        tls = inner.get_extra_info("ssl_object")
        return Stream(inner, self._limits, watching=tls is None or tls.selected_alpn_protocol() != "h2")

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks about the connection."""
        return self._inner.get_extra_info(info)
