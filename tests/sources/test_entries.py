"""What command-line inputs stand for: files, folders, addresses; lazily and in order, or a report that says why."""

from __future__ import annotations

import io
import itertools
import sys
from pathlib import Path

import pytest

from seocheck.model import PageReport
from seocheck.sources import Entry, entries


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.html", "site/b.html", "site/b/c.htm", "site/d.xhtml.gz", "site/.git/x.html", "site/e.txt"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("<p>x</p>")


def test_inputs_come_in_order_folders_with_all_pages_below_them() -> None:
    found = list(entries(["https://x.example/1#top", "site", "a.html", "site/*.html"]))
    assert found == [
        Entry("https://x.example/1#top", None, "https://x.example/1", given=True),
        Entry("site/b.html", "site/b.html", given=True),
        Entry("site/b/c.htm", "site/b/c.htm", given=True),
        Entry("site/d.xhtml.gz", "site/d.xhtml.gz", given=True),
        Entry("a.html", "a.html", given=True),
        Entry("site/b.html", "site/b.html", given=True),
    ]


def test_pages_of_a_folder_come_sorted_by_path() -> None:
    for name in ("s/a-b.html", "s/a/x.html", "s/a.html", "s/A/y.html", "s/a0/z.html"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("")
    names = [item.name for item in entries(["s"]) if isinstance(item, Entry)]
    assert len(names) == 5
    assert names == sorted(names)


def test_a_page_at_an_address_keeps_it() -> None:
    assert list(entries(["a.html"], url="https://x.example/")) == [
        Entry("a.html", "a.html", "https://x.example/", given=True)
    ]


@pytest.mark.parametrize(
    ("text", "status", "code", "words"),
    [
        ("nothing.html", "failed", "INP.file-missing", "no such file"),
        ("*.pdf", "failed", "INP.file-missing", "no file has a name like this"),
        ("www.x.example/story", "failed", "INP.url-syntax", "write https://www.x.example/story"),
        ("localhost:8000", "failed", "INP.url-syntax", "write http://localhost:8000"),
        ("ftp://x.example/", "refused", "INP.url-scheme", "“ftp:” is not fetched"),
        ("https://u:p@x.example/", "refused", "INP.url-userinfo", "user name or password"),
        ("https://x.example:0/", "refused", "INP.url-syntax", "host and the port"),
    ],
)
def test_what_leads_nowhere_says_why(text: str, status: str, code: str, words: str) -> None:
    (report,) = entries([text])
    assert isinstance(report, PageReport)
    assert (report.status, report.code) == (status, code)
    assert words in (report.reason or "")


def test_an_empty_folder_is_said() -> None:
    Path("empty").mkdir()
    (report,) = entries(["empty"])
    assert isinstance(report, PageReport)
    assert (report.status, report.code) == ("failed", "INP.folder-empty")


def test_standard_input_is_one_page_or_one_list() -> None:
    page, again = entries(["-", "-"])
    assert page == Entry("standard input", "-", given=True)
    assert isinstance(again, PageReport)
    assert again.status == "skipped"
    page, taken = entries(["-"], ["-"])
    assert isinstance(taken, PageReport)
    assert (taken.status, taken.code) == ("failed", "INP.twice")


def test_lists_come_after_inputs_and_say_where_each_line_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("urls.txt").write_text("https://x.example/1\nsite/b.html\nhttps://:80/\nx.html\n")
    typed = io.TextIOWrapper(io.BufferedReader(io.BytesIO(b"https://x.example/2\n")))
    monkeypatch.setattr(sys, "stdin", typed)
    found = list(entries(["a.html"], ["urls.txt", "-"], "https://x.example/a"))
    assert [item.origin for item in found if isinstance(item, Entry)] == [
        None,
        "urls.txt:1",
        "urls.txt:2",
        "standard input:1",
    ]
    assert found[1] == Entry("https://x.example/1", None, "https://x.example/1", "urls.txt:1")
    reports = [item for item in found if isinstance(item, PageReport)]
    assert [(item.input, item.status) for item in reports] == [("https://:80/", "refused"), ("x.html", "failed")]
    assert [(item.reason or "").partition(": ")[0] for item in reports] == ["urls.txt:3", "urls.txt:4"]


def test_nothing_is_read_before_it_is_asked_for() -> None:
    endless = (f"https://x.example/{number}" for number in itertools.count())
    assert [item.url for item in itertools.islice(entries(endless), 3) if isinstance(item, Entry)] == [
        "https://x.example/0",
        "https://x.example/1",
        "https://x.example/2",
    ]
