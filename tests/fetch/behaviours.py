"""What servers do wrong (and some of what they do right), and how the page that was asked for must end.

Each behaviour has a host name of its own, so that none is slowed down by another's failures.
"""

from __future__ import annotations

import asyncio
import gzip
import random
import socket
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

import brotli  # type: ignore[import-untyped]  # carries no types
import zstandard

from tests.fetch.server import Connection, Request, answer, page

PAGE = page().encode()
LONG = page(paragraphs=400).encode()
NOISE = b"<html><p>" + random.Random(5).randbytes(300_000).hex().encode()

Do = Callable[[Request, Connection], Awaitable[None]]


@dataclass(frozen=True)
class Behaviour:
    """One behaviour. do: what the server does with the request; greet: what it does with the connection before.

    status, code: how the page ends; `document` stands for a whole page to audit, `partial` for one that is cut.
    server: which of the test's servers it lives on. limits: where the small limits of the test are not the point.
    """

    name: str
    status: str
    code: str | None
    do: Do
    server: str = "http"
    path: str = "/"
    limits: Mapping[str, float] = field(default_factory=dict)


def says(*pieces: bytes, keep: bool = False) -> Do:
    """Send these bytes, then close."""

    async def do(request: Request, connection: Connection) -> None:
        for piece in pieces:
            await connection.send(piece)
        if not keep:
            connection.close()

    return do


def redirects(location: str | bytes, status: str = "302 Found") -> Do:
    data = location if isinstance(location, bytes) else location.encode()
    return says(b"HTTP/1.1 %s\r\nContent-Length: 0\r\nLocation: %s\r\n\r\n" % (status.encode(), data))


def packed(data: bytes, encoding: str) -> Do:
    return says(answer(data, f"Content-Encoding: {encoding}"))


async def silence(request: Request, connection: Connection) -> None:
    await asyncio.sleep(60)


async def drop(request: Request, connection: Connection) -> None:
    connection.close()


async def reset(request: Request, connection: Connection) -> None:
    connection.reset()


def resets_after(head: bytes) -> Do:
    async def do(request: Request, connection: Connection) -> None:
        await connection.send(head)
        await asyncio.sleep(0.1)  # what is on its way when the reset comes would be lost
        connection.reset()

    return do


def floods(head: bytes, data: bytes, pause: float = 0.0) -> Do:
    async def do(request: Request, connection: Connection) -> None:
        await connection.send(head)
        await connection.flood(data, pause)

    return do


def stalls(head: bytes) -> Do:
    async def do(request: Request, connection: Connection) -> None:
        await connection.send(head)
        await asyncio.sleep(60)

    return do


async def ever_new(request: Request, connection: Connection) -> None:
    await connection.send(answer("", f"Location: {request.path}x", status="302 Found"))


async def slow_ever_new(request: Request, connection: Connection) -> None:
    await asyncio.sleep(0.4)
    await ever_new(request, connection)


async def there_and_back(request: Request, connection: Connection) -> None:
    await connection.send(
        answer("", f"Location: {'/b' if request.path == '/' else '/'}", status="301 Moved Permanently")
    )


async def packs_only_when_asked(request: Request, connection: Connection) -> None:
    if "gzip" in request.headers["accept-encoding"]:
        await connection.send(answer(PAGE, "Content-Encoding: gzip"))
    else:
        await connection.send(answer(PAGE))


def first(count: int, then: Do, after: Do) -> Callable[[], Do]:
    """A behaviour that changes after `count` requests."""

    def new() -> Do:
        seen = 0

        async def do(request: Request, connection: Connection) -> None:
            nonlocal seen
            seen += 1
            await (then if seen <= count else after)(request, connection)

        return do

    return new


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + end


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
BARE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
OPEN = BARE + b"\r\n"


@cache
def bomb(kind: str, mebibytes: int = 128) -> bytes:
    """Zeros, packed a thousand times smaller or more."""
    zeros = bytes(1 << 20)
    if kind == "br":
        maker = brotli.Compressor(quality=5)
        return b"".join(maker.process(zeros) for _ in range(mebibytes)) + bytes(maker.finish())
    if kind == "zstd":
        zstd = zstandard.ZstdCompressor(level=9).compressobj()
        return b"".join(zstd.compress(zeros) for _ in range(mebibytes)) + zstd.flush()
    deflate = zlib.compressobj(9, wbits=31)
    return b"".join(deflate.compress(zeros) for _ in range(mebibytes)) + deflate.flush()


def wide_window() -> bytes:
    parameters = zstandard.ZstdCompressionParameters(window_log=27)
    maker = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    return maker.compress(PAGE) + maker.flush()


def bare_deflate(data: bytes) -> bytes:
    maker = zlib.compressobj(wbits=-15)
    return maker.compress(data) + maker.flush()


ZIPPED = gzip.compress(LONG)
NOISY = gzip.compress(NOISE)
BIG = {"wire_bytes": 5 << 20, "body_bytes": 15 << 20, "deadline": 20, "slow_after": 10}
FAILS: Mapping[str, float] = {"retries": 0}

CONNECTIONS = [
    Behaviour("accepts, then silence", "failed", "TCP.timeout", silence, limits=FAILS),
    Behaviour("closes without a byte", "failed", "TCP.reset", drop),
    Behaviour("resets when asked", "failed", "TCP.reset", reset),
    Behaviour("refuses connections", "failed", "TCP.refused", drop, server="closed"),
    Behaviour("never lets a connection through", "failed", "TCP.timeout", drop, server="full", limits=FAILS),
    Behaviour("has no name", "failed", "DNS.nxdomain", drop, server="dns-nxdomain"),
    Behaviour("has a name server that fails", "failed", "DNS.servfail", drop, server="dns-servfail"),
    Behaviour("has a slow name server", "failed", "DNS.timeout", drop, server="dns-slow", limits=FAILS),
    Behaviour("has no address at all", "failed", "DNS.nxdomain", drop, server="dns-empty"),
    Behaviour("has a thousand addresses", "document", None, says(answer(PAGE)), server="dns-thousand"),
    Behaviour("has one dead and one living address", "document", None, says(answer(PAGE)), server="dns-one-dead"),
    Behaviour("has a public and a private address", "refused", "POL.private-address", drop, server="dns-mixed"),
]
HEADS = [
    Behaviour(
        "sends its head a line at a time", "failed", "HTTP.slow-headers", floods(BARE, b"X-A: b\r\n", 0.1), limits=FAILS
    ),
    Behaviour("sends headers without end", "failed", "HTTP.header-too-large", floods(BARE, b"X-A: b\r\n" * 999)),
    Behaviour(
        "sends a header of 70 KiB", "failed", "HTTP.header-too-large", says(answer(PAGE, "X-A: " + "a" * 70_000))
    ),
    Behaviour("sends 300 headers", "failed", "HTTP.header-too-large", says(answer(PAGE, *["X-A: b"] * 300))),
    Behaviour(
        "sends 10,000 cookies", "failed", "HTTP.header-too-large", says(answer(PAGE, *["Set-Cookie: a=b"] * 10_000))
    ),
    Behaviour(
        "sends 103s without end", "failed", "HTTP.too-many-1xx", floods(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n")
    ),
    Behaviour("sends two 103s first", "document", None, says(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 2, answer(PAGE))),
    Behaviour(
        "switches protocols unasked",
        "failed",
        "HTTP.protocol",
        says(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
    ),
    Behaviour("says two lengths", "failed", "HTTP.conflicting-length", says(answer(PAGE, "Content-Length: 5"))),
    Behaviour(
        "says a length and chunks",
        "document",
        None,
        says(answer("", "Transfer-Encoding: chunked", length=5) + chunked(PAGE)),
    ),
    Behaviour(
        "speaks TLS in plain HTTP", "failed", "HTTP.bad-status-line", says(b"\x15\x03\x01\x00\x02\x02\x28\r\n\r\n")
    ),
    Behaviour("sends a page without a head", "failed", "HTTP.bad-status-line", says(PAGE + b"\n\n")),
    Behaviour("answers with status 0", "failed", "HTTP.bad-status-line", says(answer(PAGE, status="000 Nothing"))),
    Behaviour("answers with status 20", "failed", "HTTP.bad-status-line", says(answer(PAGE, status="20 OK"))),
    Behaviour("speaks HTTP/3.7", "document", None, says(answer(PAGE).replace(b"HTTP/1.1", b"HTTP/3.7"))),
    Behaviour("has a header name beyond ASCII", "failed", "HTTP.protocol", says(answer(PAGE, "X-\xe4: b"))),
    Behaviour("has NUL in a header", "failed", "HTTP.protocol", says(answer(PAGE, "X-A: a\0b"))),
    Behaviour("folds a header", "document", None, says(answer(PAGE, "X-A: a\r\n  b"))),
    Behaviour("has a header without a colon", "failed", "HTTP.protocol", says(answer(PAGE, "nonsense"))),
]
BODIES = [
    Behaviour("answers as it should", "document", None, says(answer(PAGE), keep=True)),
    Behaviour("lets its body drip", "failed", "BODY.too-slow", floods(OPEN, b"<", 0.1)),
    Behaviour("falls silent in the body", "failed", "BODY.too-slow", stalls(OPEN + b"<html>")),
    Behaviour("sends a body without end", "partial", "BODY.too-large", floods(OPEN, b"<p>again" * 4096)),
    Behaviour(
        "sends chunks without end", "partial", "BODY.too-large", floods(CHUNKED, chunked(b"<p>again" * 4096, end=b""))
    ),
    Behaviour(
        "never ends its page in time",
        "failed",
        "BODY.deadline",
        floods(OPEN, b"<p>again" * 64, 0.1),
        limits={"deadline": 2},
    ),
    Behaviour("announces more than it sends", "partial", "BODY.short", says(answer(PAGE, length=99_999))),
    Behaviour("announces a page and sends nothing", "failed", "BODY.short", says(answer("", length=99_999))),
    Behaviour("announces less than it sends", "document", None, says(answer(PAGE, length=len(PAGE) - 7), keep=True)),
    Behaviour("resets in the middle of the page", "partial", "BODY.short", resets_after(answer(PAGE, length=99_999))),
    Behaviour("ends in the middle of a chunk", "partial", "BODY.truncated-chunk", says(CHUNKED + b"fff\r\n" + PAGE)),
    Behaviour("ends between chunks", "partial", "BODY.truncated-chunk", says(CHUNKED + chunked(PAGE, end=b""))),
    Behaviour("has a chunk of size ZZ", "failed", "BODY.bad-chunk", says(CHUNKED + b"ZZ\r\n" + PAGE)),
    Behaviour(
        "has a chunk of 2^100 bytes", "failed", "BODY.bad-chunk", says(CHUNKED + b"1" + b"0" * 25 + b"\r\n" + PAGE)
    ),
    Behaviour(
        "has a chunk extension of a megabyte", "failed", "BODY.bad-chunk", says(CHUNKED + b"5;" + b"a" * (1 << 20))
    ),
    Behaviour("closes at the end, without a length", "document", None, says(OPEN + PAGE)),
]
PACKINGS = [
    Behaviour("packs with gzip", "document", None, packed(ZIPPED, "gzip")),
    Behaviour("packs with x-gzip", "document", None, packed(ZIPPED, "x-gzip")),
    Behaviour("packs with deflate", "document", None, packed(zlib.compress(LONG), "deflate")),
    Behaviour("packs with bare deflate", "document", None, packed(bare_deflate(LONG), "deflate")),
    Behaviour("packs with brotli", "document", None, packed(brotli.compress(LONG), "br")),
    Behaviour("packs with zstd", "document", None, packed(zstandard.compress(LONG), "zstd")),
    Behaviour("packs twice", "document", None, packed(gzip.compress(ZIPPED), "gzip, gzip")),
    Behaviour("packs with a charset", "document", None, packed(PAGE, "utf-8")),
    Behaviour("packs a thousand times", "failed", "BODY.bad-encoding", packed(ZIPPED, ", ".join(["gzip"] * 1000))),
    Behaviour("only says that it packs", "failed", "BODY.bad-encoding", packed(PAGE, "gzip")),
    Behaviour("only says that it packs, when asked to", "document", None, packs_only_when_asked),
    Behaviour("ends gzip in the middle", "partial", "BODY.truncated-encoding", packed(NOISY[:-99], "gzip"), limits=BIG),
    Behaviour(
        "ends brotli in the middle",
        "partial",
        "BODY.truncated-encoding",
        packed(brotli.compress(NOISE)[:-99], "br"),
        limits=BIG,
    ),
    Behaviour(
        "ends zstd in the middle",
        "partial",
        "BODY.truncated-encoding",
        packed(zstandard.compress(NOISE)[:-99], "zstd"),
        limits=BIG,
    ),
    Behaviour(
        "has a wrong checksum", "partial", "BODY.bad-encoding", packed(ZIPPED[:-8] + b"\0" * 4 + ZIPPED[-4:], "gzip")
    ),
    Behaviour("has rubbish after gzip", "document", None, packed(ZIPPED + b"rubbish", "gzip")),
    Behaviour(
        "packs in two members", "document", None, packed(gzip.compress(LONG[:999]) + gzip.compress(LONG[999:]), "gzip")
    ),
    Behaviour("sends a gzip bomb", "failed", "BODY.bomb", packed(bomb("gzip"), "gzip"), limits=BIG),
    Behaviour("sends a brotli bomb", "failed", "BODY.bomb", packed(bomb("br"), "br"), limits=BIG),
    Behaviour("sends a zstd bomb", "failed", "BODY.bomb", packed(bomb("zstd"), "zstd"), limits=BIG),
    Behaviour(
        "sends a bomb in gzip in gzip",
        "failed",
        "BODY.bomb",
        packed(gzip.compress(bomb("gzip")), "gzip, gzip"),
        limits=BIG,
    ),
    Behaviour("wants 128 MiB to unpack zstd", "failed", "BODY.bad-encoding", packed(wide_window(), "zstd")),
    Behaviour(
        "sends a bomb with a redirect",
        "document",
        None,
        first(
            1,
            says(answer(bomb("gzip"), "Content-Encoding: gzip", "Location: /b", status="302 Found")),
            says(answer(PAGE)),
        )(),
    ),
    Behaviour(
        "sends a bomb with a failure",
        "failed",
        "HTTP.status-4xx",
        says(answer(bomb("gzip"), "Content-Encoding: gzip", status="404 Not Found")),
    ),
]
REDIRECTS = [
    Behaviour("redirects to itself", "failed", "HTTP.redirect-loop", redirects("/")),
    Behaviour("redirects there and back", "failed", "HTTP.redirect-loop", there_and_back),
    Behaviour("redirects to ever new addresses", "failed", "HTTP.redirect-limit", ever_new),
    Behaviour("redirects slowly without end", "failed", "BODY.deadline", slow_ever_new, limits={"deadline": 2}),
    *(
        Behaviour(f"redirects to {where}", "refused", "POL.redirect-scheme", redirects(where))
        for where in (
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:alert(1)",
            "ftp://a.test/",
            "gopher://a.test/",
        )
    ),
    *(
        Behaviour(f"redirects to {where!r}", "failed", "HTTP.bad-location", redirects(where))
        for where in ("http://[::bad", "", "http://", "https://a b/", "http://a.test:99999/", "/" + "a" * 9000)
    ),
    Behaviour(
        "redirects without saying where",
        "failed",
        "HTTP.bad-location",
        says(answer(PAGE, status="301 Moved Permanently")),
    ),
    Behaviour("redirects to a megabyte", "failed", "HTTP.header-too-large", redirects("/" + "a" * (1 << 20))),
    Behaviour("redirects with a password", "refused", "INP.url-userinfo", redirects("http://me:secret@a.test/")),
    Behaviour(
        "redirects to the metadata service",
        "refused",
        "POL.private-address",
        redirects("http://169.254.169.254/latest"),
    ),
    Behaviour("redirects to this computer", "refused", "POL.private-address", redirects("http://127.0.0.1/")),
    Behaviour("redirects to a mail server", "refused", "POL.forbidden-port", redirects("http://a.test:25/")),
    Behaviour("redirects in Latin-1", "document", None, first(1, redirects(b"/caf\xe9"), says(answer(PAGE)))()),
    Behaviour(
        "redirects from https to http", "refused", "POL.redirect-downgrade", redirects("http://a.test/"), server="tls"
    ),
]
STATUSES = [
    Behaviour(
        "asks for a password",
        "failed",
        "HTTP.status-4xx",
        says(answer("", "WWW-Authenticate: Basic realm=x", status="401 Unauthorized")),
    ),
    Behaviour(
        "asks for a password at length",
        "failed",
        "HTTP.status-4xx",
        says(answer("", "WWW-Authenticate: NTLM " + "a" * 20_000, status="401 Unauthorized")),
    ),
    Behaviour("forbids", "failed", "HTTP.status-4xx", says(answer("<p>no", status="403 Forbidden"))),
    Behaviour("has no such page", "failed", "HTTP.status-4xx", says(answer(PAGE, status="404 Not Found"))),
    Behaviour(
        "has no such page, at length",
        "failed",
        "HTTP.status-4xx",
        floods(b"HTTP/1.1 404 Not Found\r\n\r\n", b"<p>no " * 999),
    ),
    Behaviour("fails each time", "failed", "HTTP.status-5xx", says(answer("", status="500 Internal Server Error"))),
    Behaviour(
        "fails twice", "document", None, first(2, says(answer("", status="502 Bad Gateway")), says(answer(PAGE)))()
    ),
    Behaviour("is never available", "failed", "HTTP.status-5xx", says(answer("", status="503 Service Unavailable"))),
    Behaviour(
        "asks for a pause, then serves",
        "document",
        None,
        first(1, says(answer("", "Retry-After: 1", status="429 Too Many Requests")), says(answer(PAGE)))(),
    ),
    Behaviour(
        "asks for a pause again and again",
        "failed",
        "HTTP.rate-limited",
        says(answer("", "Retry-After: 0", status="429 Too Many Requests")),
    ),
    Behaviour(
        "asks for a pause of 30 years",
        "failed",
        "HTTP.rate-limited",
        says(answer("", "Retry-After: 999999999", status="503 Service Unavailable")),
    ),
    Behaviour(
        "asks for a pause of -1",
        "failed",
        "HTTP.rate-limited",
        says(answer("", "Retry-After: -1", status="429 Too Many Requests")),
    ),
    Behaviour(
        "asks for a pause in prose",
        "failed",
        "HTTP.rate-limited",
        says(answer("", "Retry-After: tomorrow", status="429 Too Many Requests")),
    ),
    Behaviour(
        "shows a check with 403",
        "failed",
        "HTTP.blocked-suspected",
        says(answer("<title>Just a moment...</title>", "cf-mitigated: challenge", status="403 Forbidden")),
    ),
    Behaviour(
        "shows a check with 200",
        "failed",
        "HTTP.blocked-suspected",
        says(answer("<html><title>Just a moment...</title><script>window._cf_chl_opt={}</script>")),
    ),
    Behaviour("answers 999", "failed", "HTTP.blocked-suspected", says(answer("<p>no", status="999 Request denied"))),
    Behaviour("answers 304 unasked", "failed", "HTTP.status-odd", says(b"HTTP/1.1 304 Not Modified\r\n\r\n")),
    Behaviour(
        "answers 206 unasked",
        "failed",
        "HTTP.status-odd",
        says(answer(PAGE, "Content-Range: bytes 0-9/99", status="206 Partial Content")),
    ),
    Behaviour("answers 204", "failed", "TYPE.empty", says(b"HTTP/1.1 204 No Content\r\n\r\n")),
    Behaviour("answers 205", "failed", "TYPE.empty", says(answer("", status="205 Reset Content"))),
    Behaviour(
        "answers 204 with a body", "failed", "TYPE.empty", says(answer(PAGE, status="204 No Content"), keep=True)
    ),
    Behaviour("answers 200 with nothing", "failed", "TYPE.empty", says(answer(""))),
]
TYPES = [
    Behaviour("declares no type", "document", None, says(answer(PAGE, kind=None))),
    Behaviour("declares XHTML", "document", None, says(answer(PAGE, kind="application/xhtml+xml"))),
    Behaviour("declares nonsense as the type", "document", None, says(answer(PAGE, kind="html"))),
    Behaviour(
        "declares an unknown charset", "document", None, says(answer(PAGE, kind="text/html; charset=base64_codec"))
    ),
    Behaviour("sends a page as text", "skipped", "TYPE.sniff-conflict", says(answer(PAGE, kind="text/plain"))),
    Behaviour("sends a page as PNG", "skipped", "TYPE.sniff-conflict", says(answer(PAGE, kind="image/png"))),
    Behaviour("sends a page as PDF", "skipped", "TYPE.sniff-conflict", says(answer(PAGE, kind="application/pdf"))),
    Behaviour("sends PDF as a page", "skipped", "TYPE.not-html", says(answer(b"%PDF-1.7 " + bytes(999)))),
    Behaviour("sends PDF without end as a page", "skipped", "TYPE.not-html", floods(OPEN, b"%PDF-1.7" + bytes(4096))),
    Behaviour(
        "sends a video without end",
        "skipped",
        "TYPE.not-html",
        floods(BARE.replace(b"text/html", b"video/mp4") + b"\r\n", bytes(4096)),
    ),
    Behaviour("sends JSON", "skipped", "TYPE.not-html", says(answer("{}", kind="application/json"))),
    Behaviour("sends plain words as a page", "skipped", "TYPE.not-html", says(answer("hello"))),
]
ENCRYPTION = [
    Behaviour("is encrypted well", "document", None, says(answer(PAGE)), server="tls"),
    Behaviour("has an expired certificate", "failed", "TLS.expired", drop, server="expired"),
    Behaviour("has another's certificate", "failed", "TLS.name-mismatch", drop, server="other-name"),
    Behaviour("has signed its certificate itself", "failed", "TLS.self-signed", drop, server="self-signed"),
    Behaviour("is signed by nobody known", "failed", "TLS.untrusted", drop, server="untrusted"),
    Behaviour("speaks TLS 1.0 only", "failed", "TLS.protocol", drop, server="tls-1.0"),
    Behaviour("speaks HTTP where TLS should be", "failed", "TLS.protocol", drop, server="plain-on-tls"),
    Behaviour("is silent in the handshake", "failed", "TCP.timeout", drop, server="silent-tls", limits=FAILS),
    Behaviour("closes in the handshake", "failed", "TLS.handshake", drop, server="closing-tls"),
    Behaviour("closes without goodbye", "document", None, says(OPEN + PAGE), server="tls"),
    Behaviour("speaks HTTP/2", "document", None, drop, server="h2", path="/page"),
    Behaviour("goes away on HTTP/2", "failed", "TCP.reset", drop, server="h2", path="/goaway"),
    Behaviour("resets its stream on HTTP/2", "partial", "BODY.short", drop, server="h2", path="/reset"),
    Behaviour("sends a body without end on HTTP/2", "partial", "BODY.too-large", drop, server="h2", path="/endless"),
    Behaviour(
        "sends headers of a megabyte on HTTP/2", "failed", "HTTP.header-too-large", drop, server="h2", path="/headers"
    ),
    Behaviour("sends CONTINUATION without end", "failed", "HTTP.protocol", drop, server="h2", path="/continuation"),
    Behaviour("breaks HTTP/2", "failed", "HTTP.protocol", drop, server="h2", path="/broken"),
]
BEHAVIOURS = [*CONNECTIONS, *HEADS, *BODIES, *PACKINGS, *REDIRECTS, *STATUSES, *TYPES, *ENCRYPTION]


def full_listener() -> tuple[list[socket.socket], int]:
    """A port where connections are never taken: its queue is full. Give back the sockets when done."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    waiting = []
    for _ in range(3):
        one = socket.socket()
        one.setblocking(False)
        one.connect_ex(listener.getsockname())
        waiting.append(one)
    return [listener, *waiting], listener.getsockname()[1]
