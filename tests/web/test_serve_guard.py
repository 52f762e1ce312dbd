"""seocheck serve: requests that no page of ours makes. Each is refused or harmless, and no audit comes of any."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from starlette.exceptions import HTTPException
from starlette.responses import Response

from seocheck.web.archive import Archive
from seocheck.web.guard import HEADERS, MOST_BYTES, Door, Guard
from tests.batch.site import Site
from tests.web.served import BOUNDARY, FORM, Answer, Served, form, raw

if TYPE_CHECKING:
    from collections.abc import Iterator

EVIL = "https://evil.example"
XSS = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>"
PAGE = form({"html": "<!DOCTYPE html><title>Mayor resigns</title><h1>Mayor resigns</h1><p>She said so.</p>"})
SPELLINGS = [
    spelling
    for line in (Path(__file__).parents[1] / "fetch/spellings.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for spelling in line.split()
]


@dataclass(frozen=True)
class Hostile:
    """A request and the statuses it may be answered with. PORT: the port; headers beside those a page of ours sends."""

    name: str
    statuses: tuple[int, ...]
    path: str = "/audits"
    body: bytes | None = PAGE
    headers: dict[str, str] = field(default_factory=dict)
    method: str | None = None


def get(name: str, path: str, *statuses: int, **headers: str) -> Hostile:
    return Hostile(name, statuses, path, None, {key.replace("_", "-"): value for key, value in headers.items()})


def filled(name: str, status: int, **fields: Any) -> Hostile:
    return Hostile(name, (status,), body=form(fields), headers=FORM)


def post(name: str, *statuses: int, **headers: str) -> Hostile:
    return Hostile(name, statuses, headers={**FORM, **{key.replace("_", "-"): value for key, value in headers.items()}})


HOSTS = [
    Hostile(f"Host {host}", (421,), headers={**FORM, "Host": host})
    for host in (
        *("evil.example", "evil.example:PORT", "127.0.0.1.evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "localhost"),
        *(
            "localhost.evil.example:PORT",
            "evil.example#127.0.0.1:PORT",
            "127.0.0.1:PORT/",
            "127.0.0.1:PORT?#",
            "x@127.0.0.1:PORT",
        ),
        *(
            "[::1]",
            "[::1]:1",
            "[::ffff:127.0.0.1]:PORT",
            "0.0.0.0:PORT",
            "127.1:PORT",
            "2130706433:PORT",
            "127.0.0.1:PORT.",
            "null",
        ),
    )
]
ORIGINS = [
    post("Origin of another site", 403, Origin=EVIL, Sec_Fetch_Site="cross-site"),
    post("Origin of another site alone", 403, Origin=EVIL, Sec_Fetch_Site=""),
    post("Origin of another site that claims to be us", 403, Origin=EVIL),
    post("Origin null alone", 403, Origin="null", Sec_Fetch_Site=""),
    post("Origin null of a sandboxed frame", 403, Origin="null", Sec_Fetch_Site="cross-site"),
    post("Origin of another port", 403, Origin="http://127.0.0.1:1", Sec_Fetch_Site="same-site"),
    post("Origin with https", 403, Origin="https://127.0.0.1:PORT", Sec_Fetch_Site=""),
    post("Origin of a name pointed here", 403, Origin="http://evil.example:PORT", Sec_Fetch_Site=""),
    post("Origin with ours inside", 403, Origin="http://127.0.0.1:PORT.evil.example", Sec_Fetch_Site=""),
    post("no word of where it comes from", 403, Origin="", Sec_Fetch_Site=""),
    post("Sec-Fetch-Site cross-site", 403, Origin="", Sec_Fetch_Site="cross-site"),
    post("Sec-Fetch-Site same-site", 403, Origin="", Sec_Fetch_Site="same-site"),
    post("Sec-Fetch-Site none", 403, Origin="", Sec_Fetch_Site="none"),
    post("text/plain JSON", 403, Origin=EVIL, Sec_Fetch_Site="cross-site", Content_Type="text/plain"),
    get("a script of another site", "/history", 403, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors"),
    get("a fetch of another site", "/history", 403, Sec_Fetch_Site="cross-site", Origin=EVIL),
    get(
        "a frame of another site",
        "/",
        403,
        Sec_Fetch_Site="cross-site",
        Sec_Fetch_Mode="navigate",
        Sec_Fetch_Dest="iframe",
    ),
]
METHODS = [
    get("a GET that would begin an audit", "/audits?address=https://www.example.com/", 405),
    Hostile("a preflight", (403, 405), body=None, method="OPTIONS", headers={"Origin": EVIL}),
    *(Hostile(method, (405,), method=method) for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND")),
    Hostile("POST to an audit", (405,), "/audits/1"),
    Hostile("POST to the policy", (405,), "/policy"),
]
SIZES = [
    Hostile("5 GB promised", (413,), headers={**FORM, "Content-Length": "5000000000"}),
    Hostile("a length that is none", (400, 413), headers={**FORM, "Content-Length": "-1"}),
    filled("a file of 15 MiB and a byte", 422, file=("a.html", b"x" * (15 * 2**20 + 1))),
    filled("a field of 15 MiB and a byte", 400, html="x" * (15 * 2**20 + 1)),
    filled("a body that is too large", 413, file=("a.html", b"x" * MOST_BYTES)),
    filled("10 000 parts", 400, **{f"f{number}": "x" for number in range(10_000)}),
    filled("files beside a file", 400, file=("a.html", b"<p>"), second=("b.html", b"<p>"), third=("c.html", b"<p>")),
    Hostile("a form without a boundary", (400,), headers={"Content-Type": "multipart/form-data"}),
    Hostile("a form that is broken", (400, 422), body=b"--" + BOUNDARY.encode() + b"\r\nnonsense", headers=FORM),
    Hostile("JSON", (422,), body=b'{"address": "https://www.example.com/"}', headers={"Content-Type": "text/plain"}),
]
PATHS = [
    get(f"path {path}", path, 404)
    for path in (
        *("/../../etc/passwd", "/..%2f..%2fetc/passwd", "/static/../guard.py", "/static/..%2f..%2fguard.py"),
        *("/static/%2e%2e/guard.py", "/static/..%5cguard.py", "/%252e%252e/etc/passwd", "/audits/%00", "/static/%00"),
        *("//evil.example/", "/audits/..%2f..%2fpolicy", "/audits/'%20OR%201=1--", "/audits/%3Cscript%3E", "/audits/"),
        *("/audits/1/mended", "/audits/1/source", "/enter?key=", "/.git/config", "/static/"),
    )
]
FIELDS = [
    *(
        filled(f"address {address[:30]}", 422, address=address)
        for address in (
            *(
                "file:///etc/passwd",
                "javascript:alert(1)",
                "data:text/html,<script>alert(1)</script>",
                "ftp://x.example",
            ),
            *(
                "gopher://127.0.0.1:25/",
                "blob:http://127.0.0.1/1",
                "view-source:http://example.com",
                "/etc/passwd",
                XSS,
            ),
            *("https://user:secret@example.com/", "http://127.0.0.1\\@evil.example/", "https://", "x" * 9000),
        )
    ),
    filled("markup in the address to be", 422, html="<p>x", at=f"javascript:{XSS}"),
    filled("markup in the name of a file that is empty", 422, file=(XSS.replace('"', ""), b"")),
    get("markup in the query", "/history?page=<script>alert(2)</script>".replace("<", "%3C"), 200),
    get("a number that is none", "/history?before=-1'x", 200),
    get("a number that is too great", f"/history?before={'9' * 400}", 200),
    get("markup as a severity", "/policy?severity.canonical=%3Cscript%3Ealert(2)%3C/script%3E", 303),
]
HOSTILE = [*HOSTS, *ORIGINS, *METHODS, *SIZES, *PATHS, *FIELDS]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("guard")) as running:
        yield running


@pytest.fixture
def unchanged(served: Served) -> Iterator[None]:
    """No audit is made, and none is under way."""
    before = audits(served)
    yield
    assert audits(served) == before


def audits(served: Served) -> list[str]:
    archive = Archive(str(served.store))
    rows = [row.id for row in archive.rows(1000)]
    archive.close()
    return rows


def harmless(answer: Answer) -> bool:
    """Whether an answer tells other sites nothing, gives back nothing, and shows nothing of our inside."""
    headers = {name: answer.headers.get(name.lower()) for name in HEADERS}
    echoes = ("alert(", "evil.example", "etc/passwd", "secret", "Traceback", "seocheck/web", ".py")
    return (
        headers == HEADERS
        and not any(name.startswith("access-control-") for name in answer.headers)
        and not any(words in answer.text for words in echoes)
    )


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 60
    assert len({request.name for request in HOSTILE}) == len(HOSTILE)


@pytest.mark.parametrize("request_", HOSTILE, ids=[request.name for request in HOSTILE])
@pytest.mark.usefixtures("unchanged")
def test_a_hostile_request_is_refused_or_harmless(served: Served, request_: Hostile) -> None:
    headers = {name: value.replace("PORT", str(served.port)) for name, value in request_.headers.items()}
    answer = served.ask(request_.path, request_.body, headers, request_.method)
    assert answer.status in request_.statuses, answer.text
    if "content-security-policy" in answer.headers:
        assert harmless(answer)
    else:
        assert answer.body == b"Invalid HTTP request received."  # refused before it reaches us


@pytest.mark.parametrize("spelling", SPELLINGS[::5])
@pytest.mark.usefixtures("unchanged")
def test_a_private_address_is_refused_however_it_is_spelled(served: Served, spelling: str) -> None:
    answer = served.post({"address": f"http://{spelling}/"})
    if answer.status == 303:
        answer = served.done(answer.location)
        assert "POL." in answer.text or "DNS." in answer.text
        assert "The page was not fetched" in answer.text or "could not be read" in answer.text
    else:
        assert answer.status == 422


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize(
    "lines",
    [
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: evil.example",
        "GET / HTTP/1.1\r\nHost:",
        "GET / HTTP/1.1",
        "GET / HTTP/1.0",
        "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example",
        "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n Folded: x",
        f"GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: {EVIL}",
        "POST /audits HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Length: 4\r\nTransfer-Encoding: chunked",
    ],
)
def test_a_request_that_is_malformed_is_refused(served: Served, lines: str) -> None:
    answer = raw(served.port, f"{lines.replace('PORT', str(served.port))}\r\n\r\n".encode())
    status = int(answer.split()[1])
    assert status in {400, 403, 404, 405, 421, 501}


@pytest.mark.usefixtures("unchanged")
def test_a_body_that_grows_without_end_is_cut_off(served: Served) -> None:
    head = "\r\n".join(
        [
            f"POST /audits HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nSec-Fetch-Site: same-origin",
            f"Content-Type: {FORM['Content-Type']}\r\nTransfer-Encoding: chunked\r\n\r\n",
        ]
    ).encode()
    piece = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    start = form({"file": ("a.html", b"")}).partition(f"\r\n--{BOUNDARY}--".encode())[0]
    first = f"{len(start):x}\r\n".encode() + start + b"\r\n"
    assert b" 413 " in raw(served.port, head + first + piece * 20 + b"0\r\n\r\n").partition(b"\r\n")[0]


@pytest.mark.usefixtures("unchanged")
def test_of_many_audits_at_once_few_wait_and_the_rest_are_told_to_come_again(tmp_path: Path) -> None:
    with Site() as site, Served(tmp_path, "--allow-private", "127.0.0.1", "--delay", "30") as served:
        answers = [served.post({"address": site.url(f"/gone-{number}")}) for number in range(30)]
        assert [answer.status for answer in answers] == [303] * 6 + [429] * 24
        assert answers[-1].headers["retry-after"] == "5"


def test_a_key_is_needed_beyond_this_machine(tmp_path: Path) -> None:
    with Served(tmp_path, "--host", "0.0.0.0") as served:
        key = served.said.partition("key=")[2].split()[0]
        assert served.ask("/").status == 403
        assert served.ask("/enter?key=wrong").status == 403
        entered = served.ask(f"/enter?key={key}")
        assert (entered.status, entered.location) == (303, "/")
        cookie = entered.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert served.ask("/", headers={"Cookie": cookie.partition(";")[0]}).status == 200
        old = f"seocheck-{served.port}=of-an-earlier-start"
        assert "open the address seocheck printed" in served.ask("/", headers={"Cookie": old}).text
        assert served.ask("/", headers={"Host": f"evil.example:{served.port}"}).status == 421


@pytest.mark.parametrize(
    ("door", "known", "foreign"),
    [
        (Door(80), ["127.0.0.1", "localhost:80", "[::1]"], ["evil.example", "127.0.0.2"]),
        (Door(8737), ["127.0.0.1:8737", "LOCALHOST:8737", "[::1]:8737"], ["[::1]", "localhost", ":8737", ""]),
        (Door(8737, "0.0.0.0", "k"), ["192.168.0.9:8737", "[fd00::1]:8737"], ["evil.example:8737", "192.168.0.9"]),
        (Door(8737, "192.168.0.9", "k"), ["192.168.0.9:8737"], ["192.168.0.8:8737", "evil.example:8737"]),
    ],
)
def test_which_hosts_are_ours(door: Door, known: list[str], foreign: list[str]) -> None:
    assert [host for host in (*known, *foreign) if door.knows(host)] == known


def test_a_fault_of_ours_shows_no_trace(capsys: pytest.CaptureFixture[str]) -> None:
    async def broken(*_: Any) -> None:
        raise ValueError("the page says: secret")

    status, body = asyncio.run(asked(broken))
    assert (status, b"secret" in body, b"Traceback" in body) == (500, False, False)
    assert capsys.readouterr().err == "seocheck serve: internal error: ValueError\n"


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seocheck.web.guard._SECONDS", 0.01)
    ended: list[int] = []

    async def reading(scope: Any, receive: Any, send: Any) -> None:
        try:
            await receive()
        except HTTPException as error:
            ended.append(error.status_code)
            await Response(status_code=408)(scope, receive, send)

    async def never() -> Any:
        await asyncio.Event().wait()

    assert asyncio.run(asked(reading, never))[0] == 408
    assert ended == [408]


def test_a_web_socket_is_closed() -> None:
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    asyncio.run(Guard(None, Door(8737))({"type": "websocket"}, receive, send))  # type: ignore[arg-type]
    assert json.dumps(said) == json.dumps([{"type": "websocket.close", "code": 1008}])


async def asked(app: Any, receive: Any = None) -> tuple[int, bytes]:
    """What the guard before `app` answers to a good request; receive: how its body comes."""
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def nothing() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    headers = [(b"host", b"127.0.0.1:8737")]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers}
    await Guard(app, Door(8737))(scope, receive or nothing, send)
    return said[0]["status"], said[1]["body"]
