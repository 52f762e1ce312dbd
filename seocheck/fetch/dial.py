"""The guard at the moment of dialling: a name is looked up once, all answers are judged, a judged address is dialled.

Checking an address before it is handed to a library is not enough: names change their answer in between, libraries read
odd spellings their own way, and redirects lead elsewhere. Every connection is made here, so nothing gets past.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from typing import Any

import httpcore2

from seocheck.fetch.addresses import FORBIDDEN_PORTS, is_loopback_name, not_public, not_public_name
from seocheck.fetch.codes import FetchError
from seocheck.fetch.faults import of_dialling, of_lookup
from seocheck.fetch.options import FetchLimits
from seocheck.fetch.stream import Stream
from seocheck.fetch.target import allowed_key

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host name and port to IP addresses; raises OSError when there are none."""

_MOST_DIALLED = 4  # of a name's addresses
_SHARE = 2.0  # seconds for one address while others remain


class Dialler(httpcore2.AsyncNetworkBackend):
    """Connects to public hosts, and to the private ones that were named; raises FetchError for all else."""

    def __init__(self, limits: FetchLimits, allowed: Iterable[str], resolver: Resolver | None = None) -> None:
        self._limits = limits
        self._allowed = frozenset(map(allowed_key, allowed))
        self._threads = None if resolver else ThreadPoolExecutor(32, "seocheck-dns")
        self._resolve = resolver or self._ask_the_system
        self._network = httpcore2.AnyIOBackend()

    async def connect_tcp(self, host: str, port: int, timeout: float | None = None, *_: Any, **__: Any) -> Stream:
        """A connection to `host`; its addresses are tried in order."""
        due = time.monotonic() + (timeout or self._limits.connect)
        addresses = (await self._permitted(host, port))[:_MOST_DIALLED]
        for tried, address in enumerate(addresses, 1):
            left = due - time.monotonic()
            share = max(left, 0.001) if tried == len(addresses) else min(left / 2, _SHARE)
            try:
                return Stream(await self._network.connect_tcp(address, port, share), self._limits)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                fault = of_dialling(error, self._limits.connect)
        raise fault

    async def _permitted(self, host: str, port: int) -> list[str]:
        """The addresses of a host, or the refusal when it is not one that may be asked."""
        named = host in self._allowed or f"{host}:{port}" in self._allowed
        if port in FORBIDDEN_PORTS and f"{host}:{port}" not in self._allowed:
            raise FetchError("POL.forbidden-port", port=port)
        kind = not_public_name(host)
        if kind and not named:
            raise FetchError("POL.private-address", host=host, kind=kind.words)
        addresses = await self._look_up(host, port)
        literal = addresses == [host]
        for address in addresses:
            found = not_public(address)
            if found and not (named and (literal or not found.sensitive or (kind and kind.sensitive))):
                raise FetchError("POL.private-address", host=host, kind=found.words)
        return addresses

    async def _look_up(self, host: str, port: int) -> list[str]:
        try:
            return [str(ip_address(host))]
        except ValueError:
            pass
        if is_loopback_name(host):
            return ["127.0.0.1", "::1"]
        try:
            async with asyncio.timeout(self._limits.connect):
                answers = await self._resolve(host, port)
        except TimeoutError:
            raise FetchError("DNS.timeout", host=host, limit=self._limits.connect) from None
        except (OSError, UnicodeError) as error:
            raise of_lookup(error, host) from error
        if not answers:
            raise FetchError("DNS.nxdomain", host=host)
        return list(dict.fromkeys(answers))

    async def _ask_the_system(self, host: str, port: int) -> list[str]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, socket.getaddrinfo, host, port, 0, socket.SOCK_STREAM)
        return [str(address[0]) for *_, address in found]

    def close(self) -> None:
        """Forget look-ups under way."""
        if self._threads:
            self._threads.shutdown(wait=False, cancel_futures=True)
