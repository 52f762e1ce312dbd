"""Every kind of bad input: said clearly, with the right exit code, the other pages still audited, never a traceback."""

# ruff: noqa: E501  a case a line, as a table

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
BLOCK = '<title>t</title><h1>A headline</h1><script type="application/ld+json">%s</script>'
SECONDS = 10


def page(text: str | bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    return write


def no_file(path: Path) -> None:
    del path


def fifo(path: Path) -> None:
    os.mkfifo(path)


def unreadable(path: Path) -> None:
    path.write_text("<p>x</p>")
    path.chmod(0)


def empty_folder(path: Path) -> None:
    path.mkdir()
    (path / "notes.txt").write_text("no page")


def dangling(path: Path) -> None:
    path.symlink_to("nowhere.html")


def loop(path: Path) -> None:
    path.symlink_to(path.name)


ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
HTML = b"<title>t</title><h1>A headline</h1>"
LATIN = "<meta charset=iso-8859-1><title>\xe9</title><h1>\xe9\xe8</h1>".encode("latin-1")

CASES = [
    # what, file name, how it is made, status, words of the reason, exit code
    ("a missing file", "x.html", no_file, "failed", "no such file", 3),
    ("a folder without pages", "folder", empty_folder, "failed", "no pages in this folder", 3),
    ("a link to nothing", "x.html", dangling, "failed", "cannot be read", 3),
    ("a link to itself", "x.html", loop, "failed", "cannot be read", 3),
    ("a pipe nobody writes to", "x.html", fifo, "failed", "no regular file", 3),
    ("a PDF", "x.html", page(b"%PDF-1.7\n\x00\xff"), "skipped", "not HTML", 0),
    ("a picture", "x.html", page(b"\x89PNG\r\n\x1a\n\x00\x00"), "skipped", "not HTML", 0),
    ("bytes of no kind", "x.html", page(bytes(range(256)).replace(b"<", b"") * 40), "skipped", "not HTML", 0),
    ("an empty file", "x.html", page(b""), "failed", "empty", 3),
    ("blanks and a mark", "x.html", page(b"\xef\xbb\xbf \n\t"), "failed", "empty", 3),
    ("50 MB of text", "x.html", page(b"<h1>x</h1><p>" + b"word " * 10_000_000), "partial", "larger than 15 MiB", 3),
    ("100,000 nested tags", "x.html", page("<div>" * 100_000 + "x"), "partial", "nested deeper", 3),
    ("100,000 unclosed inline tags", "x.html", page("<b>" * 100_000 + "x"), "partial", "nested deeper", 3),
    ("100,000 attributes", "x.html", page(HTML + b"<p " + b" ".join(b"a%d=1" % i for i in range(100_000)) + b">"), "audited", None, 0),
    ("20,000 links", "x.html", page(HTML + b'<a href="/x"></a>' * 20_000), "audited", None, 0),
    ("invalid UTF-8", "x.html", page(HTML + b"<p>\xff\xfe\xc3\x28</p>"), "audited", None, 0),
    ("Latin-1", "x.html", page(LATIN), "audited", None, 0),
    ("UTF-16 with a mark", "x.html", page(HTML.decode().encode("utf-16")), "audited", None, 0),
    ("UTF-16 without one", "x.html", page(HTML.decode().encode("utf-16-le")), "audited", None, 0),
    ("NUL bytes", "x.html", page(b"<ti\0tle>t</title><title>t\0</title><h1>\0A head\0line</h1><a\0 href=\0>"), "audited", None, 0),
    ("100,000-deep JSON", "x.html", page(BLOCK % ("[" * 100_000 + "]" * 100_000)), "audited", None, 1),
    ("100,000-deep objects", "x.html", page(BLOCK % ('{"a":' * 100_000 + "1" + "}" * 100_000)), "audited", None, 1),
    ("lone surrogates in JSON", "x.html", page(BLOCK % '{"@context":"https://schema.org","@type":"NewsArticle","headline":"\\ud800"}'), "audited", None, None),
    ("lone surrogates in HTML", "x.html", page("<title>&#xD800;</title><h1>&#xDFFF; x</h1>"), "audited", None, 0),
    ("surrogates as bytes", "x.html", page(HTML + b"<p>\xed\xa0\x80\xed\xb0\x80</p>"), "audited", None, 0),
    ("a number of 5,000 digits", "x.html", page(BLOCK % ('{"@context":"https://schema.org","@type":"Article","headline":"x","position":' + "9" * 5000 + "}")), "audited", None, None),
    ("a broken tag", "x.html", page(b"<title>t</title><h1>x</h1><p class='"), "audited", None, 0),
    ("a gzip bomb", "x.html.gz", page(gzip.compress(b"<p>" + b"\0" * 60_000_000, 9)), "partial", "larger than 15 MiB", 3),
    ("gzip cut in the middle", "x.html.gz", page(gzip.compress(HTML + os.urandom(50_000))[:20_000]), "partial", "ends in the middle", 3),
    ("gzip with a wrong checksum", "x.html.gz", page(gzip.compress(HTML + os.urandom(50_000))[:-8] + b"\0" * 8), "partial", "damaged", 3),
    ("gzip that is none", "x.html.gz", page(HTML), "failed", "there is no gzip data in it", 3),
    ("gzip with a damaged head", "x.html.gz", page(b"\x1f\x8b\xff" + gzip.compress(HTML)[3:]), "failed", "damaged", 3),
    ("an empty gzip", "x.html.gz", page(gzip.compress(b"")), "failed", "empty", 3),
]  # fmt: skip


def check(folder: Path, *inputs: str) -> tuple[int, list[dict[str, Any]], float]:
    """Exit code, pages and seconds of one run in a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, "-m", "seocheck", "check", *inputs, "--format", "jsonl", "--quiet"]
    begun = time.monotonic()
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, timeout=60, check=False)
    seconds = time.monotonic() - begun
    assert done.stderr == b""
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], seconds


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize(
    ("name", "make", "status", "words", "code"), [pytest.param(*case[1:], id=case[0]) for case in CASES]
)
def test_bad_input(
    tmp_path: Path, name: str, make: Callable[[Path], None], status: str, words: str | None, code: int | None
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "good.html").write_bytes((CHECKOUT / "examples" / "clean.html").read_bytes())
    make(tmp_path / name)
    exit_code, (bad, good), seconds = check(tmp_path, name, "good.html")
    assert (bad["input"], bad["status"]) == (name, status)
    assert words in bad["reason"] if words else bad["reason"] is None
    assert bad["crashed"] == []
    assert (good["input"], good["status"], good["findings"]) == ("good.html", "audited", [])
    assert exit_code == code or (code is None and exit_code in (0, 1))
    assert seconds < SECONDS
    if status == "partial":
        assert not [each["rule"] for each in bad["findings"] if "missing" in each["rule"]]


@pytest.mark.skipif(ROOT, reason="root reads everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "good.html").write_bytes((CHECKOUT / "examples" / "clean.html").read_bytes())
    unreadable(tmp_path / "x.html")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    code, pages, _ = check(tmp_path, ".")
    closed.chmod(0o700)
    assert code == 3
    assert {page["input"]: page["status"] for page in pages} == {
        "./closed": "failed",
        "./good.html": "audited",
        "./x.html": "failed",
    }


def test_a_folder_that_does_not_open_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from seocheck.model import Document, PageReport
    from seocheck.sources import documents

    (tmp_path / "a").mkdir()
    (tmp_path / "b.html").write_text("<p>x</p>")
    real = os.scandir

    def scandir(path: str) -> Any:
        if str(path).endswith("a"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    failed, read = documents([str(tmp_path)])
    assert isinstance(failed, PageReport)
    assert isinstance(read, Document)
    assert (failed.status, failed.input) == ("failed", str(tmp_path / "a"))


def test_broken_json_is_found_and_the_sound_block_beside_it_is_judged(tmp_path: Path) -> None:
    sound = '{"@context":"https://schema.org","@type":"NewsArticle","headline":""}'
    (tmp_path / "x.html").write_text(BLOCK % "{" + BLOCK % sound)
    code, (found,), _ = check(tmp_path, "x.html")
    assert code == 1
    assert {"jsonld-syntax", "article-headline"} <= {each["rule"] for each in found["findings"]}
