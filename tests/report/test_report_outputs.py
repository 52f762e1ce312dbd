"""Where reports go: what is written when nothing is asked for, what fails the run, what is refused."""

from __future__ import annotations

import builtins
import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from seocheck.cli import main

WARNS = "<title>A mayor</title><h1>A mayor resigns</h1><h3>Skipped</h3>"
Check = Callable[..., tuple[int, str, str]]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Check:
    """Calls `seocheck check` on a page with warnings."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.html").write_text(WARNS)

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["check", "a.html", "--jobs", "1", *arguments])
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in out + err
        assert isinstance(stop.value.code, int)
        return stop.value.code, out.decode("utf-8", "replace"), err.decode()

    return call


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ("--max-warnings 0", 1),
        ("--max-warnings 1000", 0),
        ("--max-warnings 0 --exit-zero", 0),
        ("--max-warnings 0 --fail-on never", 1),
        ("--max-warnings -1", 2),
        ("--max-warnings few", 2),
    ],
)
def test_too_many_warnings_fail_a_run(check: Check, options: str, code: int) -> None:
    assert check(*options.split(), "--select", "heading-skip")[0] == code


def test_inside_github_actions_annotations_and_a_summary_come_by_themselves(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("Before.\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    out = check()[1]
    assert "Judged by" in out
    assert "\n::warning file=a.html,line=1,endLine=1,col=" in out
    assert summary.read_text("utf-8").startswith("Before.\n<!-- seocheck-report -->\n### seocheck: ")
    before = summary.read_text("utf-8")
    assert "::warning" not in check("--format", "text")[1]
    assert summary.read_text("utf-8") == before, "only where annotations go"
    assert check("--format", "github")[1].startswith("::")
    assert len(summary.read_text("utf-8")) > len(before)


def test_elsewhere_they_do_not(check: Check) -> None:
    assert "::warning" not in check()[1]


def test_a_workbook_goes_to_a_file_or_a_pipe_and_not_to_a_terminal(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check("--output", "xlsx=a.xlsx", "--quiet")[0] == 0
    assert zipfile.is_zipfile(tmp_path / "a.xlsx")
    assert check("--format", "xlsx")[1].startswith("PK")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO()))
        patch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        code, _, err = check("--format", "xlsx")
    assert code == 2
    assert "--output xlsx=report.xlsx" in err


def test_a_missing_extra_is_named_with_its_mend(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == "xlsxwriter":
            raise ModuleNotFoundError("No module named 'xlsxwriter'", name="xlsxwriter")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    code, out, err = check("--output", "xlsx=a.xlsx")
    assert (code, out) == (2, "")
    assert "pip install 'seocheck[xlsx]'" in err
