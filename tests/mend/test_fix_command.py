"""`seocheck fix` on the command line."""

from __future__ import annotations

import gzip
import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = (
    '<html lang="en"><head><title>Mayor resigns over budget</title></head><body><h1>Mayor resigns over budget</h1>'
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "",'
    ' "author": "Jane Doe", "datePublished": "2026-11-20 09:00"}</script><p>Text.</p></body></html>'
)


def fix(*arguments: object, stdin: str | None = None, folder: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "seocheck", "fix", *map(str, arguments)],
        input=stdin, capture_output=True, text=True, encoding="utf-8", cwd=folder, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    path.chmod(0o640)
    return path


def test_the_block_the_changes_and_what_is_missing_are_said(page: Path) -> None:
    done = fix(page.name, folder=page.parent)
    assert done.returncode == 0
    block = json.loads(done.stdout.partition("\n\n")[2].partition("\n\nChanged:")[0])
    assert block["headline"] == "Mayor resigns over budget"
    assert '"2026-11-20 09:00" → "2026-11-20T09:00"' in done.stdout
    assert "from the H1, line 1: “Mayor resigns over budget”" in done.stdout
    assert "Still to be filled in by you:\n  the article, image" in done.stdout
    assert "Errors in the article and the trail: 2 before, 0 now." in done.stdout
    assert page.read_text(encoding="utf-8") == PAGE


def test_write_changes_the_file_and_keeps_its_mode(page: Path) -> None:
    assert fix(page.name, "--write", folder=page.parent).returncode == 0
    text = page.read_text(encoding="utf-8")
    assert text.partition("<script")[0] == PAGE.partition("<script")[0]
    assert text.partition("</script>")[2] == PAGE.partition("</script>")[2]
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    assert [path.name for path in page.parent.iterdir()] == ["page.html"]
    assert fix(page.name, folder=page.parent).stdout.count("Changed:") == 0


def test_output_and_standard_input(page: Path) -> None:
    done = fix("-", "--output", "mended.html", stdin=PAGE, folder=page.parent)
    assert done.returncode == 0
    assert (
        "Mayor resigns over budget"
        in (page.parent / "mended.html").read_text(encoding="utf-8").partition("headline")[2]
    )


def test_json_and_diff(page: Path) -> None:
    found = json.loads(fix(page.name, "--format", "json", folder=page.parent).stdout)
    assert {change["path"] for change in found["changes"]} == {"headline", "author", "datePublished"}
    assert [item["path"] for item in found["missing"]] == ["image"]
    diff = fix(page.name, "--diff", folder=page.parent).stdout
    assert diff.startswith("--- page.html\n+++ page.html (mended)\n")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["page.html", "--write", "--output", "x"], 2, "give one of them"),
        (["-", "--write"], 2, "use --output"),
        (["page.html.gz", "--write"], 2, "use --output"),
        (["nowhere.html"], 3, "no such file"),
        (["empty.html"], 3, "not read whole"),
        (["two"], 2, "holds several pages"),
    ],
)
def test_what_cannot_be_done_is_said(page: Path, arguments: list[str], code: int, said: str) -> None:
    folder = page.parent
    (folder / "page.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (folder / "empty.html").write_bytes(b" ")
    (folder / "two").mkdir()
    for name in ("a.html", "b.html"):
        (folder / "two" / name).write_text(PAGE, encoding="utf-8")
    done = fix(*arguments, folder=folder)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
