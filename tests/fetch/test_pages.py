"""What a fetched page carries: headers, validators, the way to it; and that no answer is taken for another's."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC
from pathlib import Path
from typing import TypeVar

import pytest

from seocheck import audit, load_ruleset
from seocheck.fetch import Fetcher, FetchLimits, FetchOptions, Validators, host_key
from seocheck.fetch.codes import CODES, FetchError
from seocheck.fetch.sniff import is_wall
from seocheck.fetch.target import Target, allowed_key
from seocheck.model import Hop
from tests.fetch.server import Connection, Request, Respond, Server, answer, page

LIMITS = FetchLimits(gap=0, backoff=0.01, first_byte=3, deadline=10, connect=3)
T = TypeVar("T")


def fetching(
    respond: Respond, use: Callable[[Fetcher, str, Server], Awaitable[T]], options: FetchOptions | None = None
) -> T:
    """What `use` makes of a fetcher and the address of a server that responds so."""

    async def run() -> T:
        given = options or FetchOptions(LIMITS, frozenset(("127.0.0.1",)), robots=False)
        async with Server(respond) as server, Fetcher(given) as fetcher:
            return await use(fetcher, f"http://127.0.0.1:{server.port}", server)

    return asyncio.run(run())


def always(data: bytes) -> Respond:
    async def respond(request: Request, connection: Connection) -> None:
        await connection.send(data)

    return respond


def test_headers_reach_the_rules() -> None:
    said = answer(
        '<html><head><title>A story</title></head><body><h1>A story</h1></body></html>',
        "X-Robots-Tag: noarchive",
        "x-robots-tag: noindex",
        'Link: <https://news.example/a>; rel="canonical"',
        "Set-Cookie: id=secret",
    )  # fmt: skip
    document = fetching(always(said), lambda fetcher, url, _: fetcher.page(f"{url}/")).document
    assert document is not None
    assert document.headers["x-robots-tag"] == "noarchive, noindex"
    assert document.headers["link"] == '<https://news.example/a>; rel="canonical"'
    assert "set-cookie" not in document.headers
    assert document.now is not None
    assert document.now.tzinfo is UTC
    assert audit(document, load_ruleset()).status == "audited"


def test_the_way_to_a_page_is_kept() -> None:
    async def respond(request: Request, connection: Connection) -> None:
        lead = {"/": ("/b", "301 Moved"), "/b": ("/c?d#e", "302 Found")}
        if request.path in lead:
            await connection.send(answer("", f"Location: {lead[request.path][0]}", status=lead[request.path][1]))
        else:
            await connection.send(answer(page(), 'ETag: "1"'))

    async def use(fetcher: Fetcher, url: str, server: Server) -> None:
        fetched = await fetcher.page(f"{url}/#top")
        document = fetched.document
        assert document is not None
        assert document.name == f"{url}/#top"
        assert document.url == f"{url}/c?d"
        assert document.exchange is not None
        assert document.exchange.redirects == (Hop(f"{url}/", 301), Hop(f"{url}/b", 302))
        assert fetched.validators == Validators(), "they would belong to another address"

    fetching(respond, use)


def test_an_unchanged_page_is_not_sent_again() -> None:
    async def respond(request: Request, connection: Connection) -> None:
        if request.headers.get("if-none-match") == '"7"':
            await connection.send(b'HTTP/1.1 304 Not Modified\r\nETag: "7"\r\n\r\n')
        else:
            await connection.send(answer(page(), 'ETag: "7"', "Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT"))

    async def use(fetcher: Fetcher, url: str, server: Server) -> None:
        first = await fetcher.page(f"{url}/")
        assert first.validators == Validators('"7"', "Wed, 21 Oct 2015 07:28:00 GMT")
        again = await fetcher.page(f"{url}/", first.validators)
        assert again.unchanged
        assert again.document is None
        assert again.report is None
        assert again.validators == first.validators
        changed = await fetcher.page(f"{url}/", Validators('"6"'))
        assert changed.document is not None

    fetching(respond, use)


@pytest.mark.parametrize("etag", ["a\r\nX-Evil: 1", "é", "", "a" * 5000, "\x00"])
def test_a_validator_that_cannot_be_sent_is_not(etag: str) -> None:
    async def use(fetcher: Fetcher, url: str, server: Server) -> None:
        assert (await fetcher.page(f"{url}/", Validators(etag))).document is not None
        assert not {"if-none-match", "x-evil"} & set(server.log[-1].headers)

    fetching(always(answer(page())), use)


LEFTOVERS = {
    "a body longer than announced": answer(page(1), length=len(page(1)) - 400),
    "a body where none belongs": answer(page(1), status="204 No Content"),
    "a whole answer behind the answer": answer(page(1)) + answer(page(2)),
    "a body behind chunks": answer(
        b"5\r\n<html\r\n0\r\n\r\n" + answer(page(2)), "Transfer-Encoding: chunked", length=None
    ),
    "a body with a redirect": answer(page(1), "Location: /right", status="302 Found"),
    "a body with a failure": answer(page(1) * 200, status="404 Not Found"),
}


@pytest.mark.parametrize("left", LEFTOVERS.values(), ids=LEFTOVERS)
def test_no_page_is_read_from_what_followed_another(left: bytes) -> None:
    async def respond(request: Request, connection: Connection) -> None:
        await connection.send(left if request.path == "/wrong" else answer(f"<h1>{request.path}</h1>"))

    async def use(fetcher: Fetcher, url: str, server: Server) -> None:
        for number in range(3):
            await fetcher.page(f"{url}/wrong")
            right = await fetcher.page(f"{url}/right{number}")
            assert right.document is not None
            assert right.document.content == f"<h1>/right{number}</h1>".encode()

    fetching(respond, use)


def test_a_kept_connection_that_was_closed_meanwhile_is_no_fault() -> None:
    async def respond(request: Request, connection: Connection) -> None:
        served[connection.number] = served.get(connection.number, 0) + 1
        if served[connection.number] == 1:
            await connection.send(answer(page()))
        else:
            connection.close()  # without a byte, after the request has come

    served: dict[int, int] = {}
    once = FetchOptions(FetchLimits(gap=0, retries=0), frozenset(("127.0.0.1",)), robots=False)

    async def use(fetcher: Fetcher, url: str, server: Server) -> None:
        for number in range(4):
            assert (await fetcher.page(f"{url}/{number}")).document is not None

    fetching(respond, use, once)


def test_connections_are_kept() -> None:
    async def use(fetcher: Fetcher, url: str, server: Server) -> None:
        for number in range(10):
            assert (await fetcher.page(f"{url}/{number}")).document is not None
        assert server.connections == 1

    fetching(always(answer(page())), use)


def test_we_say_who_we_are_and_send_nothing_else_of_ours() -> None:
    async def use(fetcher: Fetcher, url: str, server: Server) -> None:
        await fetcher.page(f"{url}/")
        await fetcher.page(f"{url}/")
        headers = server.log[-1].headers
        assert headers["user-agent"].startswith("seocheck/")
        assert "(+https://" in headers["user-agent"]
        assert set(headers) == {"host", "user-agent", "accept", "accept-encoding"}

    fetching(always(answer(page(), "Set-Cookie: a=b")), use)


def test_a_file_of_any_type_is_read_up_to_the_limit() -> None:
    data = b"<urlset>" + b"x" * 5000

    async def use(fetcher: Fetcher, url: str, server: Server) -> None:
        whole = (await fetcher.file(f"{url}/sitemap.xml", 100_000)).document
        assert whole is not None
        assert (whole.content, whole.cut) == (data, None)
        part = (await fetcher.file(f"{url}/sitemap.xml", 1000)).document
        assert part is not None
        assert (part.content, part.code) == (data[:1000], "BODY.too-large")

    fetching(always(answer(data, kind="application/xml")), use)


def test_an_empty_file_is_a_file() -> None:
    fetched = fetching(always(answer("")), lambda fetcher, url, _: fetcher.file(f"{url}/list.txt", 10))
    assert fetched.document is not None
    assert fetched.document.content == b""


BAD_ADDRESSES = [
    *(("INP.url-syntax", text) for text in (
        "", " ", "x", "/a", "//news.example/", "http:///a", "http:a", "http://", "http://[::bad", "http://a b/",
        "http://a\n.example/", "http://x:80:80/", "http://x:99999/", "http://x..y/", f"http://{'a' * 64}.example/",
        f"http://{'a.' * 127}example/", "http://[object Object]", "\x00", "http:\\\\x/",
    )),
    *(("INP.url-scheme", text) for text in (
        "file:///etc/passwd", "FTP://a.example/", "gopher://a/", "javascript:alert(1)", "data:text/html,x", "ws://a/",
        "mailto:a@news.example", "view-source:http://a/", "jar:http://a/!/", "dict://a:11111/", "blob:http://a/1",
    )),
    *(("INP.url-userinfo", text) for text in ("http://me:secret@a.example/", "http://me@a.example/", "http://a@b@c.example/")),
    ("INP.url-too-long", "http://a.example/" + "a" * 9000),
    ("POL.forbidden-port", "http://a.example:0/"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "url"), BAD_ADDRESSES)
def test_an_address_that_cannot_be_asked_is_refused(code: str, url: str) -> None:
    async def use(fetcher: Fetcher, _: str, server: Server) -> None:
        fetched = await fetcher.page(url)
        assert fetched.report is not None
        assert (fetched.report.status, fetched.report.code) == ("refused", code)
        assert "secret" not in (fetched.report.reason or "")
        assert server.connections == 0

    fetching(always(answer(page())), use)


@pytest.mark.parametrize(("url", "key"), [
    ("http://News.Example/a", "news.example"), ("https://news.example/", "news.example"),
    ("https://news.example:8443", "news.example:8443"), ("http://[::1]:8000/", "::1:8000"),
    ("http://0x7f.1/", "127.0.0.1"),
    (" https://bücher.example/ ", "xn--bcher-kva.example"), ("nothing", None), ("file:///a", None),
])  # fmt: skip
def test_hosts_are_counted_by_one_key(url: str, key: str | None) -> None:
    assert host_key(url) == key


@pytest.mark.parametrize(("host", "key"), [("a.example", "a.example"), ("a.example:443", "a.example:443")])
def test_a_host_is_allowed_as_a_whole_or_one_port_of_it(host: str, key: str) -> None:
    assert allowed_key(host) == key


def test_a_fragment_is_not_sent_and_the_rest_is() -> None:
    target = Target.parse("https://news.example:443/a%20b/../c?q=é#top", 999)
    assert (target.href, target.path, target.authority) == (
        "https://news.example/c?q=%C3%A9",
        "/c?q=%C3%A9",
        "news.example",
    )


@pytest.mark.parametrize("code", CODES)
def test_every_code_says_its_reason(code: str) -> None:
    names = ("limit", "host", "kind", "port", "scheme", "why", "status", "phrase", "detail", "declared", "failures")
    fields: dict[str, object] = dict.fromkeys((*names, "observed"), 7)
    assert len(FetchError(code, **fields).reason) > 10


def test_a_fault_of_our_own_is_told_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("seocheck.fetch.errand.request_for", broken)

    async def use(fetcher: Fetcher, url: str, server: Server) -> None:
        for fetched in (await fetcher.page(f"{url}/"), await fetcher.file(f"{url}/", 9)):
            assert fetched.report is not None
            assert fetched.report.code == "INT.unexpected"
            assert "ZeroDivisionError" in (fetched.report.reason or "")
        assert (await fetcher.probe(f"{url}/")).verdict == "unverified"

    fetching(always(answer(page())), use)


@pytest.mark.parametrize("agent", ["", "a\r\nX-Evil: 1", "é", " a", "a" * 600])
def test_a_name_of_ones_own_is_one_header(agent: str) -> None:
    with pytest.raises(ValueError, match="user agent"):
        FetchOptions(user_agent=agent)


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_a_file_to_trust_must_hold_certificates(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "trusted.pem"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ValueError, match="no certificates can be read"):
        Fetcher(FetchOptions(trusted=str(file)))


CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the real pages are not beside the checkout")
def test_no_real_page_is_taken_for_a_check_against_robots() -> None:
    import gzip

    pages: Sequence[Path] = sorted(CORPUS.glob("dev/*.gz")) + sorted(CORPUS.glob("oddities/*.gz"))
    taken = [path.name for path in pages if is_wall(200, {}, gzip.decompress(path.read_bytes()))]
    assert taken == []
    assert len(pages) > 50
