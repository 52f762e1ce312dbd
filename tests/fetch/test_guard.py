"""Nothing private is ever dialled: not by any spelling, redirect or name, and not by a name that changes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import httpcore2
import pytest

from seocheck.fetch import Fetched, Fetcher, FetchLimits, FetchOptions
from seocheck.fetch.addresses import not_public, not_public_name
from seocheck.fetch.dial import Resolver
from tests.fetch.server import Connection, Request, Server, answer, page

QUICK = FetchLimits(connect=3, first_byte=3, deadline=10, backoff=0.01, gap=0)

SPELLINGS = [
    name
    for line in (Path(__file__).parent / "spellings.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for name in line.split()
]
PUBLIC = [
    *("8.8.8.8", "1.1.1.1", "93.184.215.14", "172.15.0.1", "172.32.0.1", "100.128.0.1", "192.0.1.1", "223.255.255.255"),
    *("2606:4700::1111", "2a00:1450::1", "64:ff9b::808:808", "::ffff:8.8.8.8"),
]

ADDRESSES = sorted(
    {name.strip("[]") for name in SPELLINGS if not_public(name.strip("[]")) and not not_public_name(name)}
)
"""Those a name server could answer with: what is no IP address as it stands is not."""


class Internet:
    """Stands in for the network: the public addresses all lead to one server of the test; others are really dialled."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._real = httpcore2.AnyIOBackend()
        self.dialled: list[str] = []

    async def connect_tcp(self, host: str, port: int, timeout: float) -> httpcore2.AsyncNetworkStream:
        self.dialled.append(host)
        if host in PUBLIC:
            host, port = "127.0.0.1", self._port
        return await self._real.connect_tcp(host, port, timeout)


def answers_with(*answers: Sequence[str]) -> tuple[Resolver, list[str]]:
    """A name server whose answer changes each time it is asked; the last one stays."""
    asked: list[str] = []

    async def resolve(name: str, port: int) -> Sequence[str]:
        asked.append(name)
        return answers[min(len(asked), len(answers)) - 1]

    return resolve, asked


class Canary:
    """A listener on all loopback addresses that nobody may reach."""

    def __init__(self) -> None:
        self._server = Server(_tells, addresses=("127.0.0.1", "127.0.0.2", "::1"))

    async def __aenter__(self) -> Server:
        return await self._server.__aenter__()

    async def __aexit__(self, *error: object) -> None:
        await self._server.__aexit__(*error)


async def _tells(request: Request, connection: Connection) -> None:
    await connection.send(answer(page()))


def _refused(fetched: Fetched) -> None:
    assert fetched.document is None
    assert fetched.report is not None
    assert (fetched.report.status, fetched.report.code) == ("refused", "POL.private-address"), fetched.report


def test_there_are_enough_spellings() -> None:
    assert len(set(SPELLINGS)) >= 60
    assert len(ADDRESSES) >= 60


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_table_calls_it_not_public(address: str) -> None:
    assert not_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_table_calls_it_public(address: str) -> None:
    assert not_public(address) is None


def test_no_spelling_reaches_a_listener_directly() -> None:
    async def run() -> None:
        async with Canary() as canary, Fetcher(FetchOptions(QUICK)) as fetcher:
            for spelling in SPELLINGS:
                for scheme in ("http", "https"):
                    url = f"{scheme}://{spelling}:{canary.port}/"
                    _refused(await fetcher.page(url))
                _refused(await fetcher.file(url, 1000))
                assert (await fetcher.probe(url)).code == "POL.private-address"
            assert canary.connections == 0

    asyncio.run(run())


def test_no_spelling_reaches_a_listener_by_redirect() -> None:
    async def run() -> None:
        async def respond(request: Request, connection: Connection) -> None:
            if request.path == "/robots.txt":
                await connection.send(answer("", status="404 Not Found"))
                return
            place = int(request.path.removeprefix("/"))
            location = f"http://{SPELLINGS[place]}:{canary.port}/"
            await connection.send(answer("", f"Location: {location.encode().decode('latin-1')}", status="302 Found"))

        resolve, _ = answers_with(["93.184.215.14"])
        async with Canary() as canary, Server(respond) as server, Fetcher(FetchOptions(QUICK), resolve) as fetcher:
            fetcher._dialler._network = Internet(server.port)  # type: ignore[assignment]
            for place in range(len(SPELLINGS)):
                fetched = await fetcher.page(f"http://news.example:{server.port}/{place}")
                _refused(fetched)
                assert fetched.report is not None
                assert fetched.report.exchange is not None
                assert fetched.report.exchange.status == 302
            assert canary.connections == 0
            assert len(server.log) == len(SPELLINGS) + 1

    asyncio.run(run())


@pytest.mark.parametrize("more", [[], ["93.184.215.14"]], ids=["alone", "beside a public one"])
def test_no_answer_of_a_name_server_reaches_a_listener(more: list[str]) -> None:
    async def run() -> None:
        async with Canary() as canary:
            for address in ADDRESSES:
                resolve, _ = answers_with([*more, address])
                async with Fetcher(FetchOptions(QUICK), resolve) as fetcher:
                    internet = Internet(canary.port)
                    fetcher._dialler._network = internet  # type: ignore[assignment]
                    _refused(await fetcher.page(f"http://news.example:{canary.port}/"))
                    assert internet.dialled == []
            assert canary.connections == 0

    asyncio.run(run())


@pytest.mark.parametrize("kept", [True, False], ids=["connection kept", "connection closed"])
def test_a_name_that_changes_its_answer_reaches_only_what_was_judged(kept: bool) -> None:
    async def run() -> None:
        async def respond(request: Request, connection: Connection) -> None:
            await connection.send(answer(page()))
            if not kept:
                connection.close()

        async with Canary() as canary, Server(respond) as server:
            for address in ADDRESSES:
                resolve, asked = answers_with(["93.184.215.14"], [address])
                async with Fetcher(FetchOptions(QUICK, robots=False), resolve) as fetcher:
                    internet = Internet(server.port)
                    fetcher._dialler._network = internet  # type: ignore[assignment]
                    url = f"http://news.example:{canary.port}/"
                    assert (await fetcher.page(url)).document is not None
                    second = await fetcher.page(url)
                    if kept:
                        assert second.document is not None
                        assert len(asked) == 1
                    else:
                        _refused(second)
                    assert internet.dialled == ["93.184.215.14"]
            assert {visit.host for visit in server.log} == {f"news.example:{canary.port}"}
            assert canary.connections == 0

    asyncio.run(run())


@pytest.mark.parametrize("url", [
    "http://{0}\\@127.0.0.1:{1}/", "http://news.example:{1}#@127.0.0.1:{1}/", "http://news.example:{1}?@127.0.0.1:{1}",
    "http://127.0.0.1:{1}#@news.example/", "http://127.0.0.1:{1}\\@news.example/", "http://news.example@127.0.0.1:{1}/",
    "http://a@b@127.0.0.1:{1}/", "http://127.0.0.1:{1}@news.example:{1}/", "http://127.0.0.1:{1}%2f@news.example/",
])  # fmt: skip
def test_addresses_that_parsers_disagree_about_reach_no_listener(url: str) -> None:
    async def run() -> None:
        resolve, _ = answers_with(["93.184.215.14"])
        async with Canary() as canary, Server(_tells) as server, Fetcher(FetchOptions(QUICK), resolve) as fetcher:
            fetcher._dialler._network = Internet(server.port)  # type: ignore[assignment]
            await fetcher.page(url.format("news.example", canary.port))
            assert canary.connections == 0

    asyncio.run(run())


ALLOWED = [
    ("127.0.0.1", "127.0.0.1", None),
    ("127.0.0.1:{port}", "127.0.0.1", None),
    ("0x7f.1", "127.0.0.1", None),
    ("localhost", "localhost", None),
    ("localhost:{port}", "localhost", None),
    ("app.localhost", "app.localhost", None),
    ("::1", "[::1]", None),
    ("[::1]:{port}", "[::1]", None),
    ("staging.example", "staging.example", None),
    ("Staging.Example:{port}", "staging.example", None),
    ("127.0.0.1:1", "127.0.0.1", "POL.private-address"),
    ("127.0.0.2", "127.0.0.1", "POL.private-address"),
    ("localhost", "127.0.0.1", "POL.private-address"),
    ("localhost", "app.localhost", "POL.private-address"),
    ("example", "staging.example", "POL.private-address"),
]


@pytest.mark.parametrize(("allowed", "host", "code"), ALLOWED)
def test_private_hosts_open_one_by_one(allowed: str, host: str, code: str | None) -> None:
    async def run() -> None:
        resolve, _ = answers_with(["127.0.0.1"])
        async with Canary() as server:
            options = FetchOptions(QUICK, frozenset((allowed.format(port=server.port),)))
            async with Fetcher(options, resolve) as fetcher:
                fetched = await fetcher.page(f"http://{host}:{server.port}/")
            assert (fetched.report.code if fetched.report else None) == code
            assert (server.connections == 0) == (code is not None)

    asyncio.run(run())


SENSITIVE = [
    ("staging.example", "staging.example", "169.254.169.254", True),
    ("staging.example", "staging.example", "fd00:ec2::254", True),
    ("staging.example", "staging.example", "169.254.7.7", True),
    ("staging.example", "staging.example", "10.0.0.7", False),
    ("169.254.169.254", "169.254.169.254", "", False),
    ("metadata.google.internal", "metadata.google.internal", "169.254.169.254", False),
]


@pytest.mark.parametrize(("allowed", "host", "address", "refused"), SENSITIVE)
def test_places_that_hand_out_credentials_open_only_by_their_own_name(
    allowed: str, host: str, address: str, refused: bool
) -> None:
    async def run() -> None:
        resolve, _ = answers_with([address])
        async with Fetcher(FetchOptions(QUICK, frozenset((allowed,))), resolve) as fetcher:
            internet = NoNetwork()
            fetcher._dialler._network = internet  # type: ignore[assignment]
            fetched = await fetcher.page(f"http://{host}/")
            assert fetched.report is not None
            assert (fetched.report.code == "POL.private-address") == refused
            assert (internet.dialled == []) == refused

    asyncio.run(run())


class NoNetwork(Internet):
    """Notes what is dialled and connects to nothing."""

    def __init__(self) -> None:
        super().__init__(0)

    async def connect_tcp(self, host: str, port: int, timeout: float) -> httpcore2.AsyncNetworkStream:
        self.dialled.append(host)
        raise httpcore2.ConnectError("no network")


@pytest.mark.parametrize("port", [0, 22, 25, 2375, 6379, 11211])
def test_ports_of_other_services_are_not_asked(port: int) -> None:
    async def run() -> None:
        resolve, _ = answers_with(["93.184.215.14"])
        async with Fetcher(FetchOptions(QUICK), resolve) as fetcher:
            internet = NoNetwork()
            fetcher._dialler._network = internet  # type: ignore[assignment]
            fetched = await fetcher.page(f"http://news.example:{port}/")
            assert fetched.report is not None
            assert fetched.report.code == "POL.forbidden-port"
            assert internet.dialled == []

    asyncio.run(run())


@pytest.mark.parametrize("host", ["", "a b", "http://x", "[::bad", "x:99999", "me@host"])
def test_a_host_to_allow_that_is_none_is_a_mistake_with_a_mend(host: str) -> None:
    with pytest.raises(ValueError, match="write host or host:port"):
        FetchOptions(allow_private=frozenset((host,)))


def test_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        async with Canary() as proxy, Canary() as server:
            for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
                monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
            async with Fetcher(FetchOptions(QUICK, frozenset(("127.0.0.1",)))) as fetcher:
                assert (await fetcher.page(f"http://127.0.0.1:{server.port}/")).document is not None
            assert proxy.connections == 0

    asyncio.run(run())


def test_a_slow_look_up_of_one_name_holds_up_no_other() -> None:
    async def run() -> None:
        async def resolve(name: str, port: int) -> Sequence[str]:
            await asyncio.sleep(5 if name.startswith("slow") else 0)
            return ["127.0.0.1"]

        async with Canary() as server:
            names = [f"slow{number}.example" for number in range(20)]
            options = FetchOptions(QUICK, frozenset((*names, "quick.example")))
            async with Fetcher(options, resolve) as fetcher:
                slow = [asyncio.create_task(fetcher.page(f"http://{name}:{server.port}/")) for name in names]
                assert (await fetcher.page(f"http://quick.example:{server.port}/")).document is not None
                assert not any(task.done() for task in slow)
                for task in slow:
                    task.cancel()
                await asyncio.gather(*slow, return_exceptions=True)

    asyncio.run(run())
