"""The network the behaviours live in: servers on loopback, certificates of our own, names that resolve as told."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import trustme

from seocheck.fetch import FetchLimits
from tests.fetch.behaviours import BEHAVIOURS, Behaviour, full_listener
from tests.fetch.http2 import speak
from tests.fetch.server import Connection, Request, Server, answer

LIMITS = FetchLimits(
    connect=2,
    tls=2,
    first_byte=2,
    deadline=12,
    slow_after=1,
    wire_bytes=256 * 1024,
    body_bytes=512 * 1024,
    backoff=0.02,
    gap=0.01,
    retry_after_cap=2,
)


@dataclass
class World:
    """Where each behaviour is to be found. trusted: a file with the certificate authority to trust."""

    ports: dict[str, int]
    trusted: str

    def url(self, behaviour: Behaviour) -> str:
        scheme = "http" if behaviour.server.startswith("dns-") or behaviour.server in PLAIN else "https"
        return f"{scheme}://{host(behaviour)}:{self.ports.get(behaviour.server, self.ports['http'])}{behaviour.path}"


PLAIN = ("http", "closed", "full")


def host(behaviour: Behaviour) -> str:
    """A behaviour's host name: what the resolver tells its fate by."""
    place = BEHAVIOURS.index(behaviour)
    return (
        f"{behaviour.server.replace('.', '-')}.b{place}.site.test"
        if behaviour.server.startswith("dns-")
        else f"b{place}.site.test"
    )


async def resolve(name: str, port: int) -> Sequence[str]:
    """All names under .test are on loopback, but for those that say what is wrong with them."""
    kind = name.partition(".")[0]
    if kind == "dns-nxdomain":
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    if kind == "dns-servfail":
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    if kind == "dns-slow":
        await asyncio.sleep(60)
    answers = {
        "dns-empty": [],
        "dns-thousand": ["127.0.0.1", *(f"127.1.{item // 250}.{item % 250 + 1}" for item in range(999))],
        "dns-one-dead": ["127.99.0.1", "127.0.0.1"],
        "dns-mixed": ["93.184.215.14", "169.254.169.254"],
    }
    return answers.get(kind, ["127.0.0.1"])


async def respond(request: Request, connection: Connection) -> None:
    """Behave as the host that was asked for."""
    if request.path == "/robots.txt":
        await connection.send(answer("", status="404 Not Found"))
        return
    name = request.host.partition(":")[0].removesuffix(".site.test").rpartition(".")[2]
    await BEHAVIOURS[int(name.removeprefix("b"))].do(request, connection)


async def _silent(connection: Connection) -> None:
    await asyncio.sleep(60)


async def _closing(connection: Connection) -> None:
    await connection.reader.read(1)
    connection.close()


async def _as_http(connection: Connection) -> None:
    await connection.reader.read(1)
    await connection.send(answer("this is plain HTTP", status="400 Bad Request"))
    connection.close()


async def _outdated(connection: Connection) -> None:
    await connection.reader.read(1)
    await connection.send(b"\x15\x03\x01\x00\x02\x02\x46")  # fatal alert: protocol_version
    connection.close()


@asynccontextmanager
async def world(folder: Path) -> AsyncIterator[World]:
    """All servers, running."""
    authority, stranger = trustme.CA(), trustme.CA()
    trusted = folder / "trusted.pem"
    authority.cert_pem.write_to_path(str(trusted))
    past = datetime(2020, 1, 1, tzinfo=UTC)
    contexts = {
        "tls": _context(authority.issue_cert("*.site.test")),
        "h2": _context(authority.issue_cert("*.site.test"), "h2"),
        "expired": _context(
            authority.issue_cert("*.site.test", not_before=past, not_after=datetime(2021, 1, 1, tzinfo=UTC))
        ),
        "other-name": _context(authority.issue_cert("elsewhere.example")),
        "untrusted": _context(stranger.issue_cert("*.site.test")),
        "self-signed": _self_signed(folder),
    }
    listeners, full = full_listener()
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        ports = {"full": full, "closed": closed.getsockname()[1]}
        async with AsyncExitStack() as stack:
            plain = {
                "http": None,
                "silent-tls": _silent,
                "closing-tls": _closing,
                "plain-on-tls": _as_http,
                "tls-1.0": _outdated,
            }
            for name, accept in plain.items():
                ports[name] = (await stack.enter_async_context(Server(respond, accept=accept))).port
            for name, context in contexts.items():
                server = Server(respond, accept=speak if name == "h2" else None, tls=context)
                ports[name] = (await stack.enter_async_context(server)).port
            yield World(ports, str(trusted))
    for one in listeners:
        one.close()


def _context(certificate: trustme.LeafCert, *protocols: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    if protocols:
        context.set_alpn_protocols(list(protocols))
    return context


def _self_signed(folder: Path) -> ssl.SSLContext:
    own = trustme.CA()
    file = folder / "own.pem"
    file.write_bytes(own.private_key_pem.bytes() + own.cert_pem.bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(str(file))
    return context
