"""Link targets: broken only when a reader would find them so; walls, logins and busy servers leave them unverified."""

from __future__ import annotations

import pytest

from seocheck.fetch import Fetcher, Probe
from seocheck.fetch.codes import FetchError
from seocheck.fetch.probe import lost
from tests.fetch.server import Connection, Request, Respond, Server, answer, page
from tests.fetch.test_pages import always, fetching


def _probed(respond: Respond) -> tuple[Probe, list[str]]:
    async def use(fetcher: Fetcher, url: str, server: Server) -> tuple[Probe, list[str]]:
        probe = await fetcher.probe(f"{url}/")
        return probe, [visit.method for visit in server.log]

    return fetching(respond, use)


def _status(text: str, body: str = "", *lines: str) -> Respond:
    async def respond(request: Request, connection: Connection) -> None:
        data = answer(body, *lines, status=text)
        await connection.send(data.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if request.method == "HEAD" else data)

    return respond


def _moved(status: str) -> Respond:
    async def respond(request: Request, connection: Connection) -> None:
        if request.path == "/":
            await connection.send(answer("", "Location: /b", status=status))
        else:
            await connection.send(answer(""))

    return respond


VERDICTS = [
    ("200 OK", "ok", None),
    ("404 Not Found", "broken", "HTTP.status-4xx"),
    ("410 Gone", "broken", "HTTP.status-4xx"),
    ("500 Internal Server Error", "broken", "HTTP.status-5xx"),
    ("401 Unauthorized", "unverified", "HTTP.status-4xx"),
    ("403 Forbidden", "unverified", "HTTP.status-4xx"),
    ("429 Too Many Requests", "unverified", "HTTP.rate-limited"),
    ("451 Unavailable For Legal Reasons", "unverified", "HTTP.status-4xx"),
    ("502 Bad Gateway", "unverified", "HTTP.status-5xx"),
    ("503 Service Unavailable", "unverified", "HTTP.status-5xx"),
    ("504 Gateway Timeout", "unverified", "HTTP.status-5xx"),
    ("522 Connection Timed Out", "unverified", "HTTP.status-5xx"),
    ("999 Request denied", "unverified", "HTTP.blocked-suspected"),
]


@pytest.mark.parametrize(("status", "verdict", "code"), VERDICTS)
def test_verdicts(status: str, verdict: str, code: str | None) -> None:
    probe, _ = _probed(_status(status))
    assert (probe.verdict, probe.code, probe.status) == (verdict, code, int(status[:3]))
    assert (probe.reason is None) == (code is None)


def test_a_wall_with_a_failure_is_unverified() -> None:
    probe, _ = _probed(_status("500 Oh", "<title>Just a moment...</title>"))
    assert (probe.verdict, probe.code) == ("unverified", "HTTP.blocked-suspected")


@pytest.mark.parametrize(("status", "verdict"), [
    ("301 Moved Permanently", "redirected"), ("308 Permanent Redirect", "redirected"),
    ("302 Found", "ok"), ("307 Temporary Redirect", "ok"),
])  # fmt: skip
def test_only_permanent_redirects_are_a_reason_to_mend_a_link(status: str, verdict: str) -> None:
    probe, _ = _probed(_moved(status))
    assert probe.verdict == verdict
    assert probe.exchange is not None
    assert len(probe.exchange.redirects) == 1


@pytest.mark.parametrize("head", ["405 Method Not Allowed", "404 Not Found", "501 Not Implemented", "403 Forbidden"])
def test_the_page_is_asked_for_when_the_head_does_not_tell(head: str) -> None:
    async def respond(request: Request, connection: Connection) -> None:
        await connection.send(answer("", status=head) if request.method == "HEAD" else answer(page()))

    probe, methods = _probed(respond)
    assert probe.verdict == "ok"
    assert methods[0] == "HEAD"
    assert methods[-1] == "GET"


def test_a_server_that_breaks_off_on_head_is_asked_for_the_page() -> None:
    async def respond(request: Request, connection: Connection) -> None:
        if request.method == "HEAD":
            connection.reset()
        else:
            await connection.send(answer(page()))

    assert _probed(respond)[0].verdict == "ok"


def test_a_good_link_costs_one_small_request() -> None:
    assert _probed(_status("200 OK"))[1] == ["HEAD"]


def test_a_body_sent_with_a_head_is_no_trouble() -> None:
    assert _probed(always(answer(page())))[0].verdict == "ok"


def test_a_large_file_is_not_downloaded() -> None:
    async def respond(request: Request, connection: Connection) -> None:
        if request.method == "HEAD":
            await connection.send(answer("", status="405 No"))
        else:
            await connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n")
            await connection.flood(bytes(65536))

    assert _probed(respond)[0].verdict == "ok"


@pytest.mark.parametrize(("url", "verdict", "code"), [
    ("http://127.0.0.1:1/", "unverified", "POL.forbidden-port"),
    ("http://10.0.0.1/", "unverified", "POL.private-address"),
    ("http://[::bad", "broken", "INP.url-syntax"), ("ftp://a.example/", "broken", "INP.url-scheme"),
])  # fmt: skip
def test_what_is_not_asked_is_not_called_broken(url: str, verdict: str, code: str) -> None:
    async def use(fetcher: Fetcher, _: str, server: Server) -> Probe:
        return await fetcher.probe(url)

    probe = fetching(always(b""), use)
    assert (probe.verdict, probe.code) == (verdict, code)


def test_a_server_that_is_gone_breaks_its_links() -> None:
    async def use(fetcher: Fetcher, url: str, server: Server) -> Probe:
        await server.__aexit__()
        return await fetcher.probe(f"{url}/")

    probe = fetching(always(b""), use)
    assert (probe.verdict, probe.code) == ("broken", "TCP.refused")


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("DNS.nxdomain", "broken"),
        ("DNS.servfail", "unverified"),
        ("TCP.refused", "broken"),
        ("TCP.unreachable", "unverified"),
        ("TLS.expired", "broken"),
        ("TLS.untrusted", "unverified"),
        ("POL.private-address", "unverified"),
        ("POL.robots-disallow", "unverified"),
    ],
)
def test_what_may_be_our_own_fault_breaks_no_link(code: str, verdict: str) -> None:
    fault = FetchError(code, host="x.example", kind="private")
    assert lost("https://x.example/", fault).verdict == verdict
