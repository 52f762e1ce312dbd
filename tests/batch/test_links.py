"""Checking links: each address is asked once a run, walls are no findings, and it goes on wherever it was stopped."""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest

from seocheck.batch import links
from seocheck.batch.link_store import FRESH, LinkAnswer, LinkStore, linking
from seocheck.batch.progress import Progress
from seocheck.batch.rows import Ended, Listed, RunInfo
from seocheck.batch.run import Stopped
from seocheck.batch.store_faults import StoreError
from seocheck.fetch import Fetched, Probe
from seocheck.model import Document, LinkTarget, PageReport, RulesetInfo

CHECKOUT = Path(__file__).resolve().parents[2]
PAGES = 6
TEXT = "and the council will meet about the harbour bridge again on Tuesday, it said in a letter to readers. " * 3
STATUSES = {"/gone": 404, "/410": 410, "/wall": 403, "/busy": 429, "/odd": 999, "/login": 401, "/robbed": 200}


def story(number: int) -> str:
    links = ["/gone", "/410", "/moved", "/passing", "/wall", "/odd", "/login", "/robbed", "/ok", "/ok#there"]
    links += ["/ok#nowhere", f"/only-{number}", f"/story-{(number + 1) % PAGES}", "http://nothing.invalid/"]
    body = "".join(f'<p>The mayor <a href="{link}">said why {at}</a> {TEXT}</p>\n' for at, link in enumerate(links))
    return f"<!doctype html><html lang=en><title>Mayor resigns {number}</title><h1>Mayor resigns {number}</h1>\n{body}"


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: ClassVar[Counter[str]] = Counter()

    def do_HEAD(self) -> None:
        self.asked[self.path] += 1
        self.reply("")

    def do_GET(self) -> None:
        if self.path.startswith("/story-"):
            self.reply(story(int(self.path[-1])))
        elif self.path == "/crowded":
            self.reply('<title>Mayor</title><h1>Mayor</h1><p>The mayor <a href="/busy">said why</a>.</p>')
        elif self.path == "/robots.txt":
            self.reply("User-agent: *\nDisallow: /robbed\n", "text/plain")
        else:
            self.reply("<h2 id=there>There</h2><p>x</p>")

    def reply(self, text: str, kind: str = "text/html; charset=utf-8") -> None:
        status = STATUSES.get(self.path, 404 if self.path.startswith("/only-") else 200)
        to = {"/moved": (301, "/ok"), "/passing": (302, "/ok")}.get(self.path)
        self.send_response(to[0] if to else status)
        if to:
            self.send_header("Location", to[1])
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def start(tmp_path: Path, site: str, *args: str, links: str = "all", **more: Any) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    options = ["--allow-private", site, "--check-links", links, "--delay", "0", "--format", "jsonl"]
    command = [sys.executable, "-m", "seocheck", "check", *args, *options]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.Popen(command, cwd=tmp_path, env=env, stdin=subprocess.DEVNULL, **pipes)


def check(tmp_path: Path, site: str, *args: str, links: str = "all") -> tuple[int, bytes, str]:
    process = start(tmp_path, site, *args, links=links)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err.decode()


def found(out: bytes, page: int = 0) -> list[tuple[str, int]]:
    """The findings about links on a page: rule and number of the paragraph, counted from 0."""
    report = json.loads(out.splitlines()[page])
    rules = ("link-broken", "link-redirect", "link-fragment")
    return [(item["rule"], item["place"]["line"] - 2) for item in report["findings"] if item["rule"] in rules]


ALL = [
    ("link-broken", 0),
    ("link-broken", 1),
    ("link-redirect", 2),
    ("link-fragment", 10),
    ("link-broken", 11),
    ("link-broken", 13),
]


def test_what_readers_find_too_is_found_and_walls_are_not(tmp_path: Path, site: str) -> None:
    stories = [f"http://{site}/story-{number}" for number in range(PAGES)]
    code, out, err = check(tmp_path, site, *stories, f"http://{site}/crowded")
    assert code == 1
    assert [found(out, page) for page in range(PAGES + 1)] == [ALL] * PAGES + [[]]
    (moved,) = [item for item in json.loads(out.splitlines()[0])["findings"] if item["rule"] == "link-redirect"]
    assert f"http://{site}/moved, which redirects to http://{site}/ok" in moved["message"]
    assert "Links that could not be told" in err
    direct = {path: times for path, times in Site.asked.items() if path not in ("/ok", "/busy")}
    assert set(direct.values()) == {1}, "each address is asked once, whatever links to it"
    assert "/robbed" not in Site.asked


@pytest.mark.parametrize(("links", "lines"), [("internal", ALL[:5]), ("external", ALL[5:])])
def test_only_the_links_that_were_wanted_are_asked(
    links: str, lines: list[tuple[str, int]], tmp_path: Path, site: str
) -> None:
    _, out, _ = check(tmp_path, site, f"http://{site}/story-0", links=links)
    assert found(out) == lines


def test_a_saved_page_is_checked_at_its_address_and_what_was_there_is_not_asked_again(
    tmp_path: Path, site: str
) -> None:
    (tmp_path / "saved.html").write_text(story(0))
    given = ["saved.html", "--url", f"http://{site}/story-0"]
    _, first, _ = check(tmp_path, site, *given)
    before = Counter(Site.asked)
    _, second, _ = check(tmp_path, site, *given)
    assert found(first) == ALL
    assert second == first
    assert {path for path in before if Site.asked[path] == before[path]} == {"/moved", "/passing", "/story-1"}


def test_a_run_that_is_killed_goes_on_and_ends_as_if_it_never_was(tmp_path: Path, site: str) -> None:
    (tmp_path / "urls.txt").write_text("".join(f"http://{site}/story-{number}\n" for number in range(PAGES)))
    begun = time.monotonic()
    _, unbroken, _ = check(tmp_path, site, "--from", "urls.txt", "--run", "whole.run", "--jobs", "1")
    took = time.monotonic() - begun
    dice = random.Random(7)
    for _ in range(3):
        process = start(tmp_path, site, "--from", "urls.txt", "--run", "killed.run", "--jobs", "2")
        time.sleep(dice.uniform(0.4, 0.95) * took)
        process.kill()
        process.communicate()
    _, out, _ = check(tmp_path, site, "--from", "urls.txt", "--run", "killed.run", "--jobs", "2")
    assert out == unbroken


# ---------------------------------------------------------------------- what is kept


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


INFO = RunInfo("k", ("check",), "/", "0", RulesetInfo("rules.yaml", "sha256:0", 1), "2026-01-01")
PAGE = Document(b"<p>x</p>", url="https://x.example/", name="https://x.example/", headers={"a": "b"})
PAGE_THERE = Document(b"<h2 id=there>There</h2>", url="https://a.example/")
REPORT = PageReport("https://x.example/", "https://x.example/", "audited", None, "utf-8")


def open_store(path: Path, clock: Clock, *leads: tuple[str, str]) -> LinkStore:
    """A store in which one page leads to these addresses."""
    store = LinkStore(str(path / "links.run"), clock)
    store.last()
    store.begin(INFO)
    store.take([Listed(b"\0\0\0\0", "https://x.example/", address="https://x.example/", key=b"1")])
    (target,) = [item.id for item in store.waiting("files", 0, 9)] or [1]
    store.end([Ended(target, REPORT, linking=linking(PAGE, leads))])
    return store


def waiting(store: LinkStore) -> list[tuple[str, str]]:
    return [(item.address, item.kind) for host in store.link_hosts("", 9) for item in store.links_waiting(host, 0, 9)]


A, B = "https://a.example/", "https://b.example/"
OK = Probe(A, 200, None, None, None, "ok")
GONE = Probe(A, 404, "HTTP.status-4xx", "the server answers 404", None, "broken")


class Net:
    """A fetcher without a network: all answers are there at once, or never."""

    def __init__(self, probe: Probe, *, silent: bool = False, page: Fetched | None = None) -> None:
        self.answer, self.silent, self.brought = probe, silent, page or Fetched()

    async def probe(self, url: str) -> Probe:
        if self.silent:
            await asyncio.Event().wait()
        return self.answer

    async def page(self, url: str) -> Fetched:
        return self.brought

    def ready_in(self, host: str) -> float:
        return 0

    def waiting(self) -> int:
        return 0

    def parked(self) -> dict[str, float]:
        return {}


class Hands:
    """A crew without processes."""

    def __init__(self) -> None:
        self.closed = False
        self.judged: list[Document] = []

    def audit(self, document: Document) -> PageReport:
        self.judged.append(document)
        return replace(REPORT, notes=tuple(f"{url}: {to.broken}" for url, to in document.targets.items()))

    def fragments(self, document: Document) -> frozenset[str]:
        return frozenset({"there"})

    def close(self) -> None:
        self.closed = True


def ask(store: LinkStore, net: Net, hands: Hands, stopped_after: float | None = None) -> None:
    async def together() -> None:
        stop = asyncio.Event()
        if stopped_after is not None:
            asyncio.get_running_loop().call_later(stopped_after, stop.set)
        progress = Progress(quiet=True)
        await links.check(store, hands, 1, net, 2, progress, stop)  # type: ignore[arg-type]

    asyncio.run(together())


def test_pages_are_judged_again_when_their_links_were_asked(tmp_path: Path) -> None:
    store = open_store(tmp_path, Clock(), (A, ""))
    ask(store, Net(GONE), Hands())
    assert [page.notes for page in store.pages()] == [(f"{A}: the server answers 404",)]
    assert (store.linking(0, 9), store.link_counts()) == ([], (1, 1))
    store.close()


def test_a_page_with_more_links_than_are_followed_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MOST", 3)
    store = open_store(tmp_path, Clock(), *((f"{A}{number}", "") for number in range(3)))
    ask(store, Net(OK), Hands())
    ((*_, note),) = [page.notes for page in store.pages()]
    assert note == "of its links only the first 3 were followed"
    store.close()


def test_a_stop_ends_it_at_once_and_keeps_what_waits(tmp_path: Path) -> None:
    store, hands = open_store(tmp_path, Clock(), (A, "")), Hands()
    with pytest.raises(Stopped):
        ask(store, Net(GONE, silent=True), hands, stopped_after=0.05)
    assert hands.closed
    assert (len(store.linking(0, 9)), store.link_counts()) == (1, (1, 0))
    ask(store, Net(GONE), Hands())
    assert store.link_counts() == (1, 1)
    store.close()


def test_a_store_that_fails_says_so_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("STO.full", "the disk is full", resumable=True)

    store = open_store(tmp_path, Clock(), (A, ""), (B, ""))
    monkeypatch.setattr(store, "answered", full)
    with pytest.raises(StoreError, match="the disk is full"):
        ask(store, Net(GONE), Hands())
    store.close()


@pytest.mark.parametrize(
    ("probe", "page", "lacks"),
    [
        (OK, Fetched(PAGE_THERE), {"nowhere"}),
        (OK, Fetched(replace(PAGE_THERE, cut="the body is cut")), set()),
        (OK, Fetched(report=REPORT), set()),
        (Probe(A, 403, "HTTP.status-4xx", "no", None, "unverified"), Fetched(PAGE_THERE), set()),
        (GONE, Fetched(PAGE_THERE), set()),
    ],
)
def test_a_part_is_missing_only_on_a_page_that_was_read_whole(
    probe: Probe, page: Fetched, lacks: set[str], tmp_path: Path
) -> None:
    store = open_store(tmp_path, Clock(), (A, "nowhere"), (A, "there"))
    hands = Hands()
    ask(store, Net(probe, page=page), hands)
    (judged,) = hands.judged
    assert judged.targets[A].lacks == lacks
    store.close()


def test_addresses_wait_by_host_until_they_have_answered(tmp_path: Path) -> None:
    store = open_store(tmp_path, Clock(), (B, ""), (A, ""), (A, "part"))
    assert store.link_hosts("", 9) == ["a.example", "b.example"]
    assert waiting(store) == [(A, "part"), (B, "link")]
    store.answered(store.links_waiting("a.example", 0, 9)[0].id, LinkAnswer(names=frozenset({"other"})))
    assert waiting(store) == [(B, "link")]
    assert store.link_counts() == (2, 1)
    store.answered(store.links_waiting("b.example", 0, 9)[0].id, LinkAnswer(unsure="HTTP.status-4xx"))
    assert store.link_codes() == {"HTTP.status-4xx": 1}
    (target,) = store.linking(0, 9)
    document, before, asked = store.linked(target)
    assert (before, asked) == (REPORT, 3)
    assert (document.content, document.url, document.headers) == (PAGE.content, PAGE.url, PAGE.headers)
    assert document.targets == {A: LinkTarget(lacks=frozenset({"part"})), B: LinkTarget()}
    store.judged(target, REPORT)
    assert store.linking(0, 9) == []
    store.close()


@pytest.mark.parametrize(
    ("later", "answer", "part", "asked_again"),
    [
        (60, LinkAnswer(), "", False),
        (FRESH + 1, LinkAnswer(), "", True),
        (60, LinkAnswer(moved="https://b.example/"), "", False),
        (60, LinkAnswer(), "part", True),
        (60, LinkAnswer(broken="gone"), "", True),
        (60, LinkAnswer(unsure="TCP.timeout"), "", True),
        (60, LinkAnswer(names=frozenset("a")), "part", True),
    ],
)
def test_a_good_answer_serves_for_a_day_unless_more_is_wanted_of_it(
    later: float, answer: LinkAnswer, part: str, asked_again: bool, tmp_path: Path
) -> None:
    clock = Clock()
    store = open_store(tmp_path, clock, (A, ""))
    store.answered(store.links_waiting("a.example", 0, 9)[0].id, answer)
    store.end_run("2026-01-01")
    store.close()
    clock.now += later
    store = open_store(tmp_path, clock, (A, part))
    assert bool(waiting(store)) is asked_again
    assert store.link_counts() == (1, 0 if asked_again else 1)
    store.close()
