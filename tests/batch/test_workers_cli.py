"""`seocheck check` on files: the same bytes however many workers read them; how their ends show in the exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from seocheck import Document, PageReport, audit
from seocheck.cli import main

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forked")

CHECKOUT = Path(__file__).resolve().parents[2]
Check = Callable[..., tuple[int, str]]
Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Said:
    """Calls the command: its exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    before = signal.getsignal(signal.SIGTERM)

    def call(*args: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["check", *map(str, args)])
        signal.signal(signal.SIGTERM, before)
        assert isinstance(stop.value.code, int)
        return stop.value.code, *capsys.readouterr()

    return call


@pytest.fixture
def check(said: Said) -> Check:
    """The same without standard error."""
    return lambda *args: said(*args)[:2]


def write_pages(folder: Path, count: int) -> None:
    folder.mkdir()
    clean = (CHECKOUT / "examples" / "clean.html").read_bytes()
    kinds = (clean, b"<p>x</p>", b"", b"%PDF-1.7", b"<div>" * 600, clean.replace(b"<h1", b"<h2"))
    for number in range(count):
        (folder / f"{number:03}.html").write_bytes(kinds[number % len(kinds)])


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_the_report_is_the_same_however_many_workers_read(check: Check, tmp_path: Path, form: str) -> None:
    write_pages(tmp_path / "pages", 40)
    inputs = ("pages", "pages/003.html", "missing.html", "--format", form)
    reports = {check(*inputs, "--jobs", jobs) for jobs in (1, 2, 4)}
    assert len(reports) == 1
    assert [code for code, _ in reports] == [3]


def test_what_kept_pages_from_being_read_is_said_at_the_end(
    said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def eat(document: Document, *rest: Any, **options: Any) -> PageReport:
        if document.name.endswith(("000.html", "006.html")):
            raise MemoryError
        return audit(document, *rest, **options)

    write_pages(tmp_path / "pages", 8)
    monkeypatch.setattr("seocheck.batch.worker.audit", eat)
    inputs = ("pages", "pages/003.html", "missing.html")
    told = "Not read, or not whole: 2 PARSE.memory, 1 INP.file-missing, 1 PARSE.depth, 1 TYPE.empty, 1 TYPE.not-html\n"
    assert said(*inputs, "--format", "jsonl")[2] == told
    assert said(*inputs, "--format", "jsonl", "--run", "kept.run")[2] == told, "as of a run that is kept"
    assert said(*inputs, "--quiet")[2] == ""
    assert said("pages/000.html")[2] == "", "one page has said it all itself"


@pytest.mark.parametrize(
    ("act", "expected"), [(os.abort, "PARSE.native-crash"), (lambda: os._exit(0), "INT.worker-lost")]
)
def test_a_page_that_costs_its_worker_is_an_internal_error(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[], None], expected: str
) -> None:
    write_pages(tmp_path / "pages", 1)
    monkeypatch.setattr("seocheck.batch.worker.audit", lambda *_, **__: act())
    code, out = check("pages", "--format", "jsonl")
    page = json.loads(out)
    assert (page["status"], page["code"], code) == ("failed", expected, 2)


def test_a_page_out_of_memory_was_not_read(check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def eat(*_: Any, **__: Any) -> None:
        raise MemoryError

    write_pages(tmp_path / "pages", 1)
    monkeypatch.setattr("seocheck.batch.worker.audit", eat)
    code, out = check("pages", "--format", "jsonl", "--exit-zero")
    assert (json.loads(out)["code"], code) == ("PARSE.memory", 3)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_nobody_behind(tmp_path: Path, number: signal.Signals) -> None:
    """The signal goes to the whole group, as Ctrl-C does."""
    write_pages(tmp_path / "pages", 400)
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, "-m", "seocheck", "check", "pages", "--jobs", "3", "--format", "jsonl"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    os.killpg(process.pid, number)
    process.stdout.read()
    said = process.stderr.read()
    code = process.wait()
    process.stdout.close()
    process.stderr.close()
    assert (code, b"Traceback" in said) == (128 + number, False)
    deadline = time.monotonic() + 5
    while (alive := in_group(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert alive == []


def in_group(group: int) -> list[str]:
    """The processes of a group that have not ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state not in "ZX":
            found.append(path.parent.name)
    return found
