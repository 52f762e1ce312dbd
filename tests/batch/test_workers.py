"""Workers: a page that loops, eats, crashes or lies costs itself only, and nobody is left behind."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from seocheck import load_ruleset
from seocheck.audit import audit
from seocheck.batch import wire, worker
from seocheck.batch.crew import Crew
from seocheck.batch.limits import MIB, WorkLimits
from seocheck.batch.local import AHEAD, audited
from seocheck.batch.record import dump
from seocheck.model import Document, Exchange, PageReport

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at workers through /proc")

CHECKOUT = Path(__file__).resolve().parents[2]
RULES = load_ruleset()
LIMITS = WorkLimits(memory=96 * MIB, answer=MIB)
CLEAN = (CHECKOUT / "examples" / "clean.html").read_bytes()
Acts = Callable[[], Any]


def healthy(name: str = "clean") -> Document:
    return Document(CLEAN, "https://www.example.com/x", name=name)


def loop() -> None:
    while True:
        pass


def swallow() -> None:
    """As libraries do that catch everything: only killing ends it."""
    while True:
        try:
            time.sleep(10)
        except BaseException:  # noqa: BLE001
            continue


def eat() -> None:
    kept = []
    while True:
        kept.append(bytearray(8 * MIB))


def eat_at_once() -> None:
    bytearray(1 << 40)


def crash() -> None:
    ctypes.string_at(0)


def raise_signal(number: int) -> Acts:
    return lambda: os.kill(os.getpid(), number)


def leave() -> None:
    os._exit(0)


def sys_exit() -> None:
    sys.exit(0)


def interrupt() -> None:
    raise KeyboardInterrupt


def fail() -> None:
    raise RuntimeError("boom")


def overflow() -> None:
    def deeper() -> None:
        deeper()

    deeper()


def every_handle(act: Callable[[int], object]) -> None:
    for handle in range(3, 64):
        try:
            act(handle)
        except OSError:
            continue


def rubbish() -> None:
    every_handle(lambda handle: os.write(handle, b"\xff" * 100))


def half_an_answer() -> None:
    every_handle(lambda handle: os.write(handle, b"\0\0\0\x02\0\0\0\x05{}ab"))
    leave()


def no_json() -> None:
    every_handle(lambda handle: os.write(handle, b"\0\0\0\x02\0\0\0\0]["))


def none_of_ours() -> None:
    every_handle(lambda handle: os.write(handle, b"\0\0\0\x02\0\0\0\0{}"))


def hang_up() -> None:
    every_handle(os.close)
    loop()


def endless_answer() -> None:
    def pour(handle: int) -> None:
        os.write(handle, b"\0\0\0\x10\x40\0\0\0")
        while True:
            os.write(handle, b"x" * 65536)

    every_handle(pour)


def drip() -> None:
    def slowly(handle: int) -> None:
        os.write(handle, b'\0\0\0\x0e\0\x0f\0\0{"last":false}')
        while True:
            os.write(handle, b"x")
            time.sleep(0.05)

    every_handle(slowly)


def shout() -> str:
    os.write(1, b"x" * 100_000)
    os.write(2, b"y" * 100_000)
    return f"read {len(os.read(0, 1))} bytes"


HOSTILE: list[tuple[str, Acts, str | None]] = [
    # what the page does to its worker, code of the report
    ("loops", loop, "PARSE.time"),
    ("swallows every exception", swallow, "PARSE.time"),
    ("sends a byte now and then", drip, "PARSE.time"),
    ("eats memory", eat, "PARSE.memory"),
    ("wants a terabyte", eat_at_once, "PARSE.memory"),
    ("crashes", crash, "PARSE.native-crash"),
    ("aborts", os.abort, "PARSE.native-crash"),
    ("is killed from outside", raise_signal(signal.SIGKILL), "INT.worker-lost"),
    ("leaves with 0", leave, "INT.worker-lost"),
    ("exits", sys_exit, "INT.worker-lost"),
    ("interrupts", interrupt, "INT.worker-lost"),
    ("hangs up and loops", hang_up, "INT.worker-lost"),
    ("answers rubbish", rubbish, "INT.worker-lost"),
    ("answers no JSON", no_json, "INT.worker-lost"),
    ("answers what is no answer", none_of_ours, "INT.worker-lost"),
    ("answers half", half_an_answer, "INT.worker-lost"),
    ("answers a gigabyte", endless_answer, "INT.worker-lost"),
    ("raises", fail, "INT.exception"),
    ("recurses without end", overflow, "INT.exception"),
    ("reports more than may be said", lambda: "x" * 2 * MIB, "INT.exception"),
    ("prints and reads", shout, None),
]


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages called `act:N` do HOSTILE[N] to the worker that audits them."""

    def act(document: Document, ruleset: Any, **options: Any) -> PageReport:
        if not document.name.startswith("act:"):
            return audit(document, ruleset, **options)
        said = HOSTILE[int(document.name.removeprefix("act:").partition(":")[0])][1]()
        return PageReport(document.name, document.url, "audited", said, None)

    monkeypatch.setattr("seocheck.batch.worker.audit", act)


def gone(pid: int, seconds: float = 5) -> bool:
    """Whether a process ends in time; one that waits for its parent to ask after it has ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state in "ZX":
            return True
        time.sleep(0.02)
    return False


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("number", range(len(HOSTILE)), ids=[case[0] for case in HOSTILE])
def test_a_hostile_page_costs_itself_only(number: int) -> None:
    _, _, code = HOSTILE[number]
    page = Document(CLEAN, "https://www.example.com/x", name=f"act:{number}")
    with Crew(RULES, 1, replace(LIMITS, seconds=1) if code == "PARSE.time" else LIMITS) as crew:
        report = crew.audit(page)
        assert crew.audit(healthy()) == audit(healthy(), RULES)
    assert (report.input, report.url, report.code) == (page.name, page.url, code)
    assert report.status == ("failed" if code else "audited")
    assert report.reason
    assert report.reason.startswith("internal error: ") == bool(code and code.startswith("INT."))
    assert report.reason.endswith(", twice") == (code in ("PARSE.native-crash", "INT.worker-lost"))


@pytest.mark.usefixtures("hostile")
def test_healthy_pages_among_hostile_ones_have_the_same_reports() -> None:
    acts = [number for number, case in enumerate(HOSTILE) if case[2] != "PARSE.time"]
    names = [f"healthy {number}" for number in range(300)]
    for number in range(100):
        act = number if number < 3 else acts[number % len(acts)]  # few that loop: each takes its time
        names.insert(number * 4, f"act:{act}:{number}")
    with Crew(RULES, 4, replace(LIMITS, seconds=4)) as crew, ThreadPoolExecutor(8) as pool:
        reports = list(pool.map(crew.audit, map(healthy, names)))
    assert [report.input for report in reports] == names
    expected = {name: dump(audit(healthy(name), RULES)) for name in names if name.startswith("healthy")}
    assert {report.input: dump(report) for report in reports if report.input in expected} == expected
    codes = [HOSTILE[int(report.input.split(":")[1])][2] for report in reports if report.input.startswith("act:")]
    assert [report.code for report in reports if report.input.startswith("act:")] == codes


def test_a_worker_that_was_killed_between_two_pages_is_no_page_s_fault() -> None:
    with Crew(RULES) as crew:
        crew.audit(healthy())
        (zygote,) = children(os.getpid())
        (before,) = children(zygote)
        os.kill(before, signal.SIGKILL)
        assert crew.audit(healthy()) == audit(healthy(), RULES)
        assert children(zygote) != [before]


def test_memory_that_other_pages_left_behind_is_no_page_s_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = []

    def leak(document: Document, ruleset: Any, **options: Any) -> PageReport:
        kept.append(bytearray(100 * MIB))
        return audit(document, ruleset, **options)

    monkeypatch.setattr("seocheck.batch.worker.audit", leak)
    with Crew(RULES, 1, WorkLimits(memory=256 * MIB)) as crew:
        reports = [crew.audit(healthy()) for _ in range(7)]
    assert {report.status for report in reports} == {"audited"}


@pytest.mark.parametrize(
    ("limits", "pages", "workers"),
    [(WorkLimits(pages=2), 6, 3), (WorkLimits(pages=1), 3, 3), (WorkLimits(resident=1), 3, 3), (WorkLimits(), 3, 1)],
)
def test_a_worker_is_replaced_when_it_has_done_or_used_enough(
    limits: WorkLimits, pages: int, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def name_worker(document: Document, ruleset: Any, **options: Any) -> PageReport:
        return replace(audit(document, ruleset, **options), reason=str(os.getpid()))

    monkeypatch.setattr("seocheck.batch.worker.audit", name_worker)
    with Crew(RULES, 1, limits) as crew:
        assert len({crew.audit(healthy()).reason for _ in range(pages)}) == workers
        (zygote,) = children(os.getpid())
        assert len(children(zygote)) == int(workers == 1)


def test_workers_dump_no_core_and_write_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(document: Document, ruleset: Any, **options: Any) -> PageReport:
        import resource

        handles = list(Path("/dev/fd").iterdir())
        targets = [str(Path(f"/dev/fd/{handle}").readlink()) for handle in range(3)]
        core = resource.getrlimit(resource.RLIMIT_CORE)
        notes = (str(core), *targets, str(len(handles)), str(signal.getsignal(signal.SIGINT) == signal.SIG_IGN))
        return PageReport(document.name, None, "audited", None, None, notes=notes)

    monkeypatch.setattr("seocheck.batch.worker.audit", look)
    with Crew(RULES) as crew:
        notes = crew.audit(healthy()).notes
    # three standard ones, the line to the parent, and the listing itself
    assert notes == ("(0, 0)", "/dev/null", "/dev/null", "/dev/null", "5", "True")


def test_what_a_document_carries_arrives(monkeypatch: pytest.MonkeyPatch) -> None:
    def echo(document: Document, ruleset: Any, **options: Any) -> PageReport:
        notes = (str(document.headers), str(document.now), str(document.cut), document.content.decode("latin-1"))
        return PageReport(document.name, document.url, "audited", None, None, notes=notes)

    monkeypatch.setattr("seocheck.batch.worker.audit", echo)
    now = datetime(2026, 1, 2, 3, 4, 5, 6, UTC)
    exchange = Exchange("https://www.example.com/y", 200)
    content = bytes(range(256)) * 40_000
    page = Document(
        content, "https://a.example/", {"X-Robots-Tag": "none"}, now, "a\udcff\u202e\n", "cut", "C", exchange
    )
    with Crew(RULES) as crew:
        report = crew.audit(page)
    assert report.notes == (str({"X-Robots-Tag": "none"}), str(now), "cut", content.decode("latin-1"))
    assert (report.input, report.exchange) == (page.name, exchange)


def test_a_worker_opens_files_itself(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_bytes(CLEAN)
    with Crew(RULES) as crew:
        report = crew.audit_file(str(tmp_path / "x.html"), "https://www.example.com/x", None)
        missing = crew.audit_file(str(tmp_path / "y.html"), None, None)
    assert report == audit(healthy(str(tmp_path / "x.html")), RULES)
    assert (missing.status, missing.code) == ("failed", "INP.unreadable")


def test_without_fork_pages_are_read_in_the_process_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("os.fork")
    with Crew(RULES) as crew:
        assert crew.audit(healthy()) == audit(healthy(), RULES)
        monkeypatch.setattr("seocheck.batch.worker.audit", lambda *_, **__: fail())
        assert crew.audit(healthy()).code == "INT.exception"


RUN = """
import os, sys, threading, time
from seocheck import load_ruleset
from seocheck.batch.crew import Crew
from seocheck.model import Document

def act(document, ruleset, **options):
    while document.name == "loops":
        pass
    time.sleep(600)

import seocheck.batch.worker
seocheck.batch.worker.audit = act
crew = Crew(load_ruleset(), 3)
for name in ("loops", "loops", "sleeps"):
    threading.Thread(target=crew.audit, args=[Document(b"<p>", name=name)]).start()
print("started", flush=True)
time.sleep(600)
"""


@pytest.fixture
def tree() -> Iterator[tuple[subprocess.Popen[bytes], int, list[int]]]:
    """A process, its zygote and three workers at work."""
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    parent = subprocess.Popen(
        [sys.executable, "-c", RUN], env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=CHECKOUT
    )
    assert parent.stdout is not None
    parent.stdout.readline()
    (zygote,) = children(parent.pid)
    while len(workers := children(zygote)) < 3:
        time.sleep(0.01)
    yield parent, zygote, workers
    parent.kill()
    parent.stdout.close()
    parent.wait()


def test_nobody_survives_a_parent_that_was_killed(tree: tuple[subprocess.Popen[bytes], int, list[int]]) -> None:
    parent, zygote, workers = tree
    parent.kill()
    assert [pid for pid in (zygote, *workers) if not gone(pid)] == []
    assert parent.stdout
    assert parent.stdout.read() == b""  # who reads its output sees the end at once


def test_a_zygote_that_was_killed_is_said_and_its_workers_go_by_themselves() -> None:
    with Crew(RULES) as crew:
        crew.audit(healthy())
        (zygote,) = children(os.getpid())
        (idle,) = children(zygote)
        os.kill(zygote, signal.SIGKILL)
        assert gone(idle)
        with pytest.raises(ChildProcessError, match="has been killed"):
            crew.audit(healthy())


def test_time_spent_stopped_is_not_time_spent_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 3600.0, 3600.0, 3600.1])  # stopped for an hour in the middle of the first step
    monkeypatch.setattr("seocheck.batch.wire.time.monotonic", lambda: next(clock))

    class Line:
        steps = 0

        def settimeout(self, seconds: float) -> None:
            self.steps += 1

        def recv(self, most: int) -> bytes:
            if self.steps == 1:
                raise TimeoutError
            return b"x"

    line: Any = Line()
    assert wire.Patience(10).receive(line, 1) == b"x"


def test_time_without_a_processor_does_not_count_up_to_a_point(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("seocheck.batch.wire.time.monotonic", lambda: clock[0])

    class Line:
        def settimeout(self, seconds: float) -> None:
            self.seconds = seconds

        def recv(self, most: int) -> bytes:
            clock[0] += self.seconds
            raise TimeoutError

    line: Any = Line()
    for share, expected in ((0.0, 10), (0.5, 20), (1.0, 30)):
        clock[0] = 0.0
        with pytest.raises(TimeoutError):
            wire.Patience(10, lambda share=share: clock[0] * share).receive(line, 1)  # type: ignore[misc]
        assert clock[0] == pytest.approx(expected, abs=0.01)


def test_pages_are_read_ahead_but_not_far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first page takes its time; those after it are read meanwhile, so many and no more."""
    for number in range(3 * AHEAD):
        (tmp_path / f"{number:03}.html").write_bytes(b"<p>")
    asked: list[str] = []

    class Slow:
        def audit_file(self, path: str, url: str | None, now: datetime | None) -> PageReport:
            asked.append(path)
            while path.endswith("000.html") and len(asked) < 2 * AHEAD:
                time.sleep(0.01)
            return PageReport(path, url, "audited", None, None)

        def close(self) -> None:
            pass

    crew: Any = Slow()
    reports = audited([str(tmp_path)], None, crew, 2)
    first = next(reports)
    assert len(asked) <= 2 * AHEAD + 1
    assert [first.input, *(report.input for report in reports)] == sorted(asked)


def test_the_table_of_tasks_is_what_workers_do() -> None:
    said, result = worker.answer(RULES, {"task": "no such task", "about": {}}, b"", MIB)
    assert "KeyError" in said["error"]
    assert result == b""
