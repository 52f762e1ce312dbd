"""Redirects, walked by ourselves: every hop is judged like the first address, and kept."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from seocheck.fetch.answers import REDIRECTS, Answer
from seocheck.fetch.codes import FetchError
from seocheck.fetch.target import Target
from seocheck.model import Exchange, Hop

if TYPE_CHECKING:
    from seocheck.fetch.options import FetchOptions

Ask = Callable[[Target, bool], Awaitable[Answer]]
"""Ask one address, with retries; the flag says whether it is the first. Raises FetchError."""


async def walk(start: Target, ask: Ask, most: int, options: FetchOptions) -> tuple[Answer, Exchange]:
    """The answer at the end of at most `most` redirects, and the way there. Raises FetchError with the way so far."""
    hops: list[Hop] = []
    target = start
    way: Exchange | None = None
    seen = {start.href}
    while True:
        try:
            answer = await ask(target, not hops)
            way = Exchange(target.href, answer.status, tuple(hops))
            if answer.status not in REDIRECTS:
                return answer, way
            hops.append(Hop(target.href, answer.status))
            target = _next(answer, options)
            if target.href in seen:
                raise FetchError("HTTP.redirect-loop")
            if len(hops) > most:
                raise FetchError("HTTP.redirect-limit", limit=most)
            seen.add(target.href)
        except FetchError as fault:
            status = fault.fields.get("status")
            fault.exchange = Exchange(target.href, status, tuple(hops)) if isinstance(status, int) else way
            raise


def _next(answer: Answer, options: FetchOptions) -> Target:
    location = _as_sent(answer.headers.get("location", ""))
    if not location.strip():
        raise FetchError("HTTP.bad-location")
    try:
        target = Target.parse(location, options.limits.url_length, answer.target)
    except FetchError as fault:
        if fault.code == "INP.url-scheme":
            raise FetchError("POL.redirect-scheme", **fault.fields) from fault
        if fault.code == "INP.url-userinfo":
            raise
        raise FetchError("HTTP.bad-location") from fault
    if answer.target.scheme == "https" and target.scheme == "http" and not options.downgrade:
        raise FetchError("POL.redirect-downgrade")
    return target


def _as_sent(header: str) -> str:
    """A header's bytes as text: addresses with letters beyond ASCII are sent as UTF-8, by a few in Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header
