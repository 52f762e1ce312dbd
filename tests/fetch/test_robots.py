"""robots.txt is read once for each origin and obeyed, as RFC 9309 has it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import pairwise

import pytest

from seocheck.fetch import Fetched, Fetcher, FetchLimits, FetchOptions
from tests.fetch.server import Connection, Request, Server, answer, page

LIMITS = FetchLimits(gap=0, backoff=0.01, first_byte=3, deadline=10, connect=3)


def _run(
    robots: Callable[[int, str], bytes | None], paths: list[str], agent: str | None = None, on: bool = True
) -> tuple[list[Fetched], list[str]]:
    """The results for `paths`, and the paths the server was asked for. robots: times asked and path to the answer."""
    asked: list[str] = []

    async def respond(request: Request, connection: Connection) -> None:
        asked.append(request.path)
        if not request.path.startswith("/robots"):
            await connection.send(answer(page()))
            return
        said = robots(sum(path.startswith("/robots") for path in asked), request.path)
        if said is None:
            connection.reset()
        else:
            await connection.send(said)

    async def run() -> list[Fetched]:
        options = FetchOptions(LIMITS, frozenset(("127.0.0.1",)), agent, on)
        async with Server(respond) as server, Fetcher(options) as fetcher:
            return [await fetcher.page(f"http://127.0.0.1:{server.port}{path}") for path in paths]

    return asyncio.run(run()), asked


def _text(text: str | bytes, **more: str) -> Callable[[int, str], bytes]:
    return lambda _, __: answer(text, kind="text/plain", **more)  # type: ignore[arg-type]


def _code(fetched: Fetched) -> str | None:
    return fetched.report.code if fetched.report else None


NO = "POL.robots-disallow"
RULES = [
    ("nothing in it", "", "/a", None),
    ("all forbidden", "User-agent: *\nDisallow: /", "/a", NO),
    ("forbidden to us", "User-agent: seocheck\nDisallow: /", "/a", NO),
    ("forbidden to others", "User-agent: otherbot\nDisallow: /", "/a", None),
    ("the longest match counts", "User-agent: *\nDisallow: /a\nAllow: /a/open", "/a/open/b", None),
    ("a wildcard", "User-agent: *\nDisallow: /*.pdf$", "/a.pdf", NO),
    ("a byte-order mark first", b"\xef\xbb\xbfUser-agent: *\nDisallow: /", "/a", NO),
    ("line ends of old Macs", "User-agent: *\rDisallow: /", "/a", NO),
    ("a page in place of rules", page(), "/a", None),
    ("UTF-16", "User-agent: *\nDisallow: /".encode("utf-16"), "/a", None),
    ("bytes that are no text", bytes(range(256)) * 10, "/a", None),
]


@pytest.mark.parametrize(("text", "path", "code"), [row[1:] for row in RULES], ids=[row[0] for row in RULES])
def test_rules(text: str | bytes, path: str, code: str | None) -> None:
    fetched, asked = _run(_text(text), [path])
    assert _code(fetched[0]) == code
    assert (path in asked) == (code is None)


FORBIDDEN = answer("User-agent: *\nDisallow: /")


def _redirect(location: str) -> bytes:
    return answer("", f"Location: {location}", status="302 Found")


ANSWERS: list[tuple[str, Callable[[int, str], bytes | None], str | None]] = [
    ("is absent", _text("", status="404 Not Found"), None),
    ("is forbidden itself", _text("", status="403 Forbidden"), None),
    ("fails", _text("", status="500 Internal Server Error"), "POL.robots-unreachable"),
    ("is not available", _text("", status="503 Service Unavailable"), "POL.robots-unreachable"),
    ("is asked for too often", _text("", status="429 Too Many Requests"), "POL.robots-unreachable"),
    ("fails once", lambda time, _: answer("", status="500 Oh" if time == 1 else "404 Not Found"), None),
    ("breaks the connection", lambda _, __: None, "TCP.reset"),
    ("redirects 5 times", lambda time, path: FORBIDDEN if time > 5 else _redirect(f"{path}x"), NO),
    ("redirects 6 times", lambda time, path: FORBIDDEN if time > 6 else _redirect(f"{path}x"), None),
    ("redirects inwards", lambda _, __: _redirect("http://10.0.0.1/"), "POL.private-address"),
    ("is empty", _text("", status="204 No Content"), None),
]  # fmt: skip


@pytest.mark.parametrize(("robots", "code"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS])
def test_when_robots_txt(robots: Callable[[int, str], bytes | None], code: str | None) -> None:
    fetched, asked = _run(robots, ["/a"])
    assert _code(fetched[0]) == code, fetched[0].report
    assert ("/a" in asked) == (code is None)


def test_it_is_read_once() -> None:
    fetched, asked = _run(_text("User-agent: *\nDisallow: /no"), ["/a", "/no/b", "/c", "/no/d"])
    assert [_code(one) for one in fetched] == [None, NO, None, NO]
    assert asked == ["/robots.txt", "/a", "/c"]


def test_a_name_of_ones_own_finds_its_own_rules() -> None:
    text = "User-agent: ourbot\nDisallow: /\n\nUser-agent: *\nDisallow:"
    assert _code(_run(_text(text), ["/a"], "OurBot/2.0 (+https://news.example/bot)")[0][0]) == NO
    assert _code(_run(_text(text), ["/a"])[0][0]) is None


def test_it_can_be_switched_off() -> None:
    fetched, asked = _run(_text("User-agent: *\nDisallow: /"), ["/a"], on=False)
    assert fetched[0].document is not None
    assert asked == ["/a"]


def test_only_its_first_part_counts() -> None:
    text = "# " + "x" * LIMITS.robots_bytes + "\nUser-agent: *\nDisallow: /"
    assert _run(_text(text), ["/a"])[0][0].document is not None


def test_patterns_made_to_be_slow_are_not() -> None:
    text = "User-agent: *\n" + "".join(f"Disallow: /{'*a' * 40}{number}$\n" for number in range(500))
    assert _run(_text(text), ["/" + "a" * 2000])[0][0].document is not None


def test_a_delay_it_asks_for_is_kept() -> None:
    async def run() -> None:
        async def respond(request: Request, connection: Connection) -> None:
            robots = request.path == "/robots.txt"
            await connection.send(answer("User-agent: *\nCrawl-delay: 0.2" if robots else page()))

        async with Server(respond) as server, Fetcher(FetchOptions(LIMITS, frozenset(("127.0.0.1",)))) as fetcher:
            await asyncio.gather(*(fetcher.page(f"http://127.0.0.1:{server.port}/{number}") for number in range(3)))
            pages = [visit.came for visit in server.log if visit.path != "/robots.txt"]
            assert min(after - before for before, after in pairwise(pages)) >= 0.18

    asyncio.run(run())


def test_a_redirect_is_judged_by_the_rules_of_where_it_leads() -> None:
    async def run() -> None:
        async def closed(request: Request, connection: Connection) -> None:
            await connection.send(answer("User-agent: *\nDisallow: /"))

        async def respond(request: Request, connection: Connection) -> None:
            robots = request.path == "/robots.txt"
            await connection.send(answer("") if robots else _redirect(f"http://127.0.0.1:{other.port}/a"))

        options = FetchOptions(LIMITS, frozenset(("127.0.0.1",)))
        async with Server(closed) as other, Server(respond) as server, Fetcher(options) as fetcher:
            fetched = await fetcher.page(f"http://127.0.0.1:{server.port}/")
            assert fetched.report is not None
            assert fetched.report.code == NO
            assert [visit.path for visit in other.log] == ["/robots.txt"]

    asyncio.run(run())
