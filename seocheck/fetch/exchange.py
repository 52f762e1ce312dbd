"""One request and its answer, within limits of size and time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpcore2

from seocheck.fetch.codes import FetchError
from seocheck.fetch.faults import of_body, of_head
from seocheck.fetch.sniff import no_html
from seocheck.fetch.stream import Stream
from seocheck.fetch.unpack import too_large

if TYPE_CHECKING:
    from seocheck.fetch.budget import Budget
    from seocheck.fetch.hosts import Turn
    from seocheck.fetch.options import FetchLimits
    from seocheck.fetch.target import Target

FAILED_PAGE = 64 * 1024
"""Bytes read of the page that comes with a failure."""

_LOOK = 64 * 1024  # bytes after which a body that is no HTML is read no further
_NO_BODY = frozenset((204, 304))


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much of a body to read, in bytes as they come.

    whole: more than that is a fault; otherwise a look at the beginning is all that is wanted, whatever comes of it.
    page: stop when it turns out to be no HTML.
    """

    limit: int
    whole: bool = True
    page: bool = False


Plan = Callable[[int, Mapping[str, str]], Wanted]
"""Status and headers to what is wanted of the body."""


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer as it came. fault: why its body is not whole. ended: whether it was read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    fault: FetchError | None
    ended: bool


async def exchange(
    pool: httpcore2.AsyncConnectionPool, request: httpcore2.Request, plan: Plan, limits: FetchLimits, budget: Budget
) -> Raw:
    """Send `request` and read what `plan` wants of the answer, while `budget` lasts. Raises FetchError without one."""
    if not budget.left:
        raise FetchError("BODY.deadline", limit=budget.total)
    response: httpcore2.Response | None = None
    body = bytearray()
    fault: FetchError | None = None
    wanted = Wanted(0)
    headers: dict[str, str] = {}
    try:
        async with asyncio.timeout(budget.left):
            response = await _head(pool, request, limits)
            headers = _headers(response, limits)
            wanted = plan(response.status, headers)
            empty = request.method == b"HEAD" or response.status in _NO_BODY or headers.get("content-length") == "0"
            fault = await _read(response, body, wanted, limits, packed="content-encoding" in headers, empty=empty)
            if fault is None:
                await _part(response, headers, len(body))
    except TimeoutError:
        if response is None:
            raise FetchError("BODY.deadline", limit=budget.total) from None
        fault = FetchError("BODY.deadline", limit=budget.total)
    finally:
        if response is not None:
            await response.aclose()
    return Raw(response.status, headers, bytes(body), fault if wanted.whole else None, fault is None)


def request_for(
    target: Target, method: str, headers: Mapping[str, str], limits: FetchLimits, turn: Turn
) -> tuple[httpcore2.Request, Callable[[], bool]]:
    """A request that tells `turn` when it was sent, and a function that tells whether a used connection carried it."""
    used = True

    async def trace(name: str, _: dict[str, Any]) -> None:
        nonlocal used
        if name.endswith("send_request_headers.complete"):
            turn.sent()
        elif name == "connection.connect_tcp.started":
            used = False

    address = httpcore2.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
    patience = {"connect": limits.connect, "read": limits.first_byte, "write": limits.first_byte}
    lines = [(name, value) for name, value in {"Host": target.authority, **headers}.items()]
    request = httpcore2.Request(method, address, headers=lines, extensions={"timeout": patience, "trace": trace})
    return request, lambda: used


async def _head(
    pool: httpcore2.AsyncConnectionPool, request: httpcore2.Request, limits: FetchLimits
) -> httpcore2.Response:
    try:
        return await pool.handle_async_request(request)
    except FetchError:
        raise
    except Exception as error:
        if fault := of_head(error, limits.first_byte):
            raise fault from error
        raise


def _headers(response: httpcore2.Response, limits: FetchLimits) -> dict[str, str]:
    """Headers by lower-case name, repeated ones joined; cookies are none of our business."""
    if len(response.headers) > limits.head_fields:
        raise FetchError("HTTP.header-too-large", limit=f"{limits.head_fields} fields")
    headers: dict[str, str] = {}
    for raw, value in response.headers:
        name = raw.decode("latin-1").lower()
        if name != "set-cookie":
            text = value.decode("latin-1")
            headers[name] = f"{headers[name]}, {text}" if name in headers else text
    return headers


async def _read(
    response: httpcore2.Response, body: bytearray, wanted: Wanted, limits: FetchLimits, *, packed: bool, empty: bool
) -> FetchError | None:
    """Fill `body`; the result says why that is not all of it. empty: there is none, so its end is at once."""
    if not wanted.limit and not empty:
        return too_large(0)
    began = time.monotonic()
    looking = wanted.page and not packed
    try:
        async with aclosing(response.aiter_stream()) as pieces:
            async for piece in pieces:
                body += piece
                if len(body) > wanted.limit:
                    del body[wanted.limit :]
                    return too_large(wanted.limit)
                if looking and len(body) >= _LOOK:
                    looking = False
                    if fault := no_html(bytes(body)):
                        return fault
                took = time.monotonic() - began
                if took > limits.slow_after and len(body) < limits.slow_rate * took:
                    return FetchError("BODY.too-slow", limit=limits.slow_rate)
    except Exception as error:
        if fault := of_body(error, limits.slow_rate):
            return fault
        raise
    return None


async def _part(response: httpcore2.Response, headers: Mapping[str, str], read: int) -> None:
    """Close the connection when something follows the answer that would be taken for the next one."""
    stream = response.extensions.get("network_stream")
    if isinstance(stream, Stream):
        chunked = "transfer-encoding" in headers
        if (chunked and "content-length" in headers) or stream.more_came(None if chunked else read):
            await stream.aclose()
