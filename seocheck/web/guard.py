"""The guard: who may ask, from where and how much; what every answer says to browsers. It stands before all else.

Any site a reader visits can make their browser ask 127.0.0.1. So: only our own names as Host (a name that was pointed
at this machine is none), changes only from our own pages, no answer that another site could read or frame.
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import socket
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MIB = 1 << 20
MOST_BYTES = 15 * MIB + 64 * 1024  # of a request: a page, and what its form wraps round it
_SECONDS = 60  # a request may take to arrive
_PAUSE = 1  # seconds between two pieces of what is only read to be dropped
_DRAINED = 64 * MIB  # read of a request that is too large, so that its browser comes to read the answer

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

IN_PLACE = {"HX-Retarget": "#slip", "HX-Reselect": "#slip", "HX-Reswap": "outerHTML"}
"""Has htmx put what an answer says is wrong into the page it was asked from, and leave what was filled in."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where we are to be found. host: what we listen on; key: what a browser must have been given, if anything."""

    port: int
    host: str = "127.0.0.1"
    key: str | None = None

    @property
    def address(self) -> str:
        """The address to open; on all addresses of a machine, by its name."""
        host = socket.gethostname() if self._everywhere else f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/" + (f"enter?key={self.key}" if self.key else "")

    @property
    def cookie(self) -> str:
        """The cookie that holds the key; cookies do not tell ports apart, so its name does."""
        return f"seocheck-{self.port}"

    @property
    def _everywhere(self) -> bool:
        return self.host in {"0.0.0.0", "::"}

    def knows(self, authority: str) -> bool:
        """Whether a Host header names us. On all addresses of a machine: its name, or any address."""
        host, colon, port = authority.rpartition(":") if not authority.endswith("]") else (authority, "", "")
        if not colon:
            host, port = authority, "80"
        if port != str(self.port):
            return False
        host = host.lower()
        if host in {"127.0.0.1", "localhost", "[::1]"}:
            return True
        if self._everywhere:
            return host == socket.gethostname().lower() or _is_address(host.strip("[]"))
        return host.strip("[]") == self.host.lower()


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


class Guard:
    """Lets through to `app` what may come; puts our headers on every answer; no fault of ours shows a trace."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        begun = False

        async def answer(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if self._door.key is not None:  # beyond loopback browsers tell the origin only, and not without this
                    headers["Referrer-Policy"] = "same-origin"
            await send(message)

        incoming = _Incoming(receive)
        try:
            refusal = self._refusal(scope)
            if refusal is None:
                await self._app(scope, incoming, answer)
            else:
                if refusal.status_code == 413:
                    await incoming.drain()
                await refusal(scope, receive, answer)
        except Exception as error:  # noqa: BLE001  a traceback helps no editor, and may quote the page
            sys.stderr.write(f"seocheck serve: internal error: {type(error).__name__}\n")
            if not begun:
                await _said(500, "seocheck itself failed; the terminal it runs in says more.")(scope, receive, answer)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1:
            return _said(400, "A request names one host.")
        if not self._door.knows(hosts[0]):
            return _said(421, "This is not the address seocheck serves; the terminal it runs in says which one is.")
        if scope["method"] not in {"GET", "HEAD", "POST"}:
            return _said(405, "seocheck answers GET and POST only.")
        if not _comes_from_us(headers, hosts[0], changes=scope["method"] == "POST"):
            return _said(403, "This came from another site, or from a browser that does not say where it came from.")
        if self._door.key is not None and (asked := self._without_key(scope, headers, self._door.key)) is not None:
            return asked
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > MOST_BYTES:
            return _said(413, "A page may have 15 MiB.")
        return None

    def _without_key(self, scope: Scope, headers: Headers, key: str) -> Response | None:
        """What to say to a browser that has no key, or is just being given one."""
        if scope["path"] == "/enter":
            given = parse_qs(scope["query_string"].decode("latin-1")).get("key", [""])[0]
            if hmac.compare_digest(given.encode(), key.encode()):
                response = RedirectResponse("/", 303)
                response.set_cookie(self._door.cookie, key, httponly=True, samesite="lax")
                return response
        held = cookie_parser(headers.get("cookie", "")).get(self._door.cookie, "")
        if hmac.compare_digest(held.encode(), key.encode()):
            return None
        words = "The key is missing, or is that of an earlier start: open the address seocheck printed when it started."
        return _said(403, words)


def _comes_from_us(headers: Headers, host: str, *, changes: bool) -> bool:
    """Whether a request was made by our own pages, or by a reader who follows a link or types the address.

    Our pages name no referrer, so their forms say `Origin: null`, as anybody's may; then it is Sec-Fetch-Site that
    tells, which no page can forge. A browser without it must name our origin.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    ours = origin is not None and origin.lower() == f"http://{host.lower()}"
    if changes:
        return (site == "same-origin" and (ours or origin in {None, "null"})) or (site is None and ours)
    if site in {None, "same-origin", "none"}:
        return origin is None or ours
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") in {None, "document"}


class _Incoming:
    """What is received, within bounds of size and time."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._size = 0
        self._until = time.monotonic() + _SECONDS
        self._whole = False

    async def __call__(self) -> Message:
        if self._whole:  # what comes now is that the reader has gone
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), max(0.0, self._until - time.monotonic()))
        except TimeoutError:
            raise HTTPException(408) from None
        self._size += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._size > MOST_BYTES:
            await self.drain()
            raise HTTPException(413)
        return message

    async def drain(self) -> None:
        """Read on, as long as more comes at once."""
        with suppress(TimeoutError):
            while not self._whole and self._size < _DRAINED and time.monotonic() < self._until:
                message = await asyncio.wait_for(self._receive(), _PAUSE)
                self._size += len(message.get("body", b""))
                self._whole = message["type"] != "http.request" or not message.get("more_body", False)


def _said(status: int, words: str) -> Response:
    page = f'<!DOCTYPE html><html lang="en"><title>seocheck</title><div id="slip" role="alert"><p>{words}</p></div>'
    return HTMLResponse(page, status, IN_PLACE)
