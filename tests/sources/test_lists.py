"""Lists of inputs: a line each; what is broken is reported with its line, and the rest goes on."""

from __future__ import annotations

import itertools
import os
import tracemalloc
from pathlib import Path

import pytest

from seocheck.model import PageReport
from seocheck.sources.lists import LONGEST, lines

Told = list[tuple[str, str]]


def told(path: Path, content: bytes) -> tuple[Told, Told]:
    """The inputs with their lines, and what is said of the other lines: (where, words)."""
    path.write_bytes(content)
    good, bad = [], []
    for item in lines(str(path)):
        if isinstance(item, PageReport):
            bad.append((item.input, (item.reason or "").replace(f"{path.parent}{os.sep}", "")))
        else:
            good.append((item[0], item[1].rpartition(":")[2]))
    return good, bad


A, B = "https://x.example/a", "https://x.example/b"


@pytest.mark.parametrize(
    ("what", "content", "where"),
    [
        ("plain", f"{A}\n{B}\n", "1 2"),
        ("without a last line end", f"{A}\n{B}", "1 2"),
        ("CRLF", f"{A}\r\n{B}\r\n", "1 2"),
        ("lone CR", f"{A}\r{B}\r", "1 2"),
        ("UTF-8 mark", f"\ufeff{A}\n{B}", "1 2"),
        ("comments and blank lines", f"# ours\n\n{A}\n  \n  # theirs\n{B}\n", "3 6"),
        ("blanks round it", f"  {A}\t\n\t{B}  \n", "1 2"),
        ("quotes", f"\"{A}\"\n'{B}'\n", "1 2"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_line_is_an_input(what: str, content: str, where: str, encoding: str, tmp_path: Path) -> None:
    if encoding != "utf-8" and not content.startswith("\ufeff"):
        content = f"\ufeff{content}"
    good, bad = told(tmp_path / "urls.txt", content.encode(encoding))
    assert bad == []
    assert good == list(zip((A, B), where.split(), strict=True))


def test_repeated_lines_come_repeatedly(tmp_path: Path) -> None:
    assert told(tmp_path / "urls.txt", f"{A}\n{A}\n".encode())[0] == [(A, "1"), (A, "2")]


def test_addresses_with_commas_and_names_of_files_with_blanks_are_inputs(tmp_path: Path) -> None:
    texts = ["https://x.example/a,1518,b.html", "my story.html", "a;b.html", "https://x.example/?a=1;b=2"]
    good, bad = told(tmp_path / "urls.txt", "\n".join(texts).encode())
    assert [text for text, _ in good] == texts
    assert bad == []


BROKEN = [
    ("a line of 1 MB", b"https://x.example/" + b"a" * 1_000_000, "longer than"),
    ("NUL", b"https://x.example/\0", "NUL"),
    ("Latin-1", "https://x.example/caf\xe9".encode("latin-1"), "not UTF-8"),
    ("a row with a comma", b"https://x.example/1,A headline", "row of a table"),
    ("a row with a tab", b"https://x.example/1\t17", "row of a table"),
    ("a quoted row", b'"https://x.example/1","A headline"', "row of a table"),
    ("a row whose address comes second", b"A headline, https://x.example/1", "row of a table"),
]


@pytest.mark.parametrize(("what", "line", "words"), BROKEN, ids=[what for what, _, _ in BROKEN])
def test_a_broken_line_is_reported_and_the_rest_goes_on(what: str, line: bytes, words: str, tmp_path: Path) -> None:
    good, ((shown, said),) = told(tmp_path / "urls.txt", b"%s\n%s\n%s\n" % (A.encode(), line, B.encode()))
    assert good == [(A, "1"), (B, "3")]
    assert said.startswith("urls.txt:2: ")
    assert words in said
    assert len(shown) <= 120


def test_a_table_saved_as_csv_is_told_row_by_row(tmp_path: Path) -> None:
    good, bad = told(tmp_path / "export.csv", b"URL,Clicks\nhttps://x.example/1,17\nhttps://x.example/2,3\n")
    assert good == []
    assert [said.partition(": ")[2].partition(",")[0] for _, said in bad] == [
        "the heading of a table",
        "this is a row of a table",
        "this is a row of a table",
    ]
    assert bad[1][1].endswith("https://x.example/1")


def test_the_heading_of_a_column_is_skipped_and_said(tmp_path: Path) -> None:
    good, ((shown, _),) = told(tmp_path / "urls.txt", f"Address\n{A}\n".encode())
    assert (shown, good) == ("Address", [(A, "2")])


NO_LISTS = [
    ("empty", b"", "no input in this list"),
    ("nothing but comments", b"# a\n\n", "no input in this list"),
    ("gzip", b"\x1f\x8b\x08\x00", "packed with gzip"),
    ("a spreadsheet", b"PK\x03\x04", "spreadsheet"),
    ("a sitemap", b"\xef\xbb\xbf<?xml version='1.0'?><urlset/>", "without --from"),
]


@pytest.mark.parametrize(("what", "content", "words"), NO_LISTS, ids=[what for what, _, _ in NO_LISTS])
def test_what_is_no_list_is_said_once(what: str, content: bytes, words: str, tmp_path: Path) -> None:
    good, ((_, said),) = told(tmp_path / "urls.txt", content)
    assert good == []
    assert words in said


@pytest.mark.parametrize(("name", "words"), [("none.txt", "No such file"), (".", "folder"), ("a\0b", "no possible")])
def test_a_list_that_cannot_be_read_is_said(name: str, words: str, tmp_path: Path) -> None:
    (report,) = lines(str(tmp_path / name))
    assert isinstance(report, PageReport)
    assert (report.status, report.code) == ("failed", "INP.list-unreadable")
    assert words in (report.reason or "")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no endless device here")
def test_a_line_that_never_ends_ends_the_list() -> None:
    (report,) = lines("/dev/zero")
    assert isinstance(report, PageReport)
    assert "does not end" in (report.reason or "")


def test_a_list_never_sits_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    with path.open("w") as file:
        file.writelines(f"https://x.example/{number:0100}\n" for number in range(50_000))
    tracemalloc.start()
    try:
        assert sum(1 for _ in itertools.islice(lines(str(path)), 49_999)) == 49_999
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40 * LONGEST < path.stat().st_size
