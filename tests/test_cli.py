"""The command line: exit codes, options, outputs, and that no input brings out a traceback."""

# ruff: noqa: E501  a call a line, as a table

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from seocheck.cli import main
from seocheck.resources import schemas_dir

CLEAN = Path(__file__).resolve().parents[1] / "examples" / "clean.html"
WARNS = "<title>t</title><h1>A mayor resigns</h1><h3>Skipped</h3>"
FAILS = "<p>nothing</p>"


@dataclass(frozen=True)
class Result:
    """What one call left behind."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Calls the command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()  # the search for a rules file ends here
    before = signal.getsignal(signal.SIGTERM)

    def call(*args: object, stdin: bytes | None = None) -> Result:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as stop:
            main([str(arg) for arg in args])
        signal.signal(signal.SIGTERM, before)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.out + captured.err
        code = stop.value.code
        assert isinstance(code, int)
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with a clean page, one with a warning and one with errors."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "clean.html").write_bytes(CLEAN.read_bytes())
    (folder / "warns.html").write_text(WARNS)
    (folder / "fails.html").write_text(FAILS)
    return folder


def report_schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((schemas_dir() / "report.schema.json").read_text())
    return found


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ("pages/clean.html", 0),
        ("pages/clean.html --fail-on info", 0),
        ("pages/warns.html", 0),
        ("pages/warns.html --fail-on warning", 1),
        ("pages/warns.html --fail-on warning --exit-zero", 0),
        ("pages/warns.html --fail-on warning --ignore *", 0),
        ("pages/fails.html", 1),
        ("pages/fails.html --fail-on never", 0),
        ("pages/fails.html --exit-zero", 0),
        ("pages/clean.html pages/fails.html", 1),
        ("pages", 1),
        ("pages/*.html", 1),
        ("pages/c*.html", 0),
        ("pages/clean.html pages/clean.html", 0),
        ("missing.html", 3),
        ("missing.html --exit-zero", 3),
        ("pages/fails.html missing.html", 3),
        ("nothing*.html", 3),
        ("empty-folder", 3),
        ("https://www.example.com/", 3),
        ("pages/clean.html --format bogus", 2),
        ("pages/clean.html --fail-on bogus", 2),
        ("pages/clean.html --bogus", 2),
        ("pages/clean.html --select no-such-rule", 2),
        ("pages/clean.html --rules missing.yaml", 2),
        ("pages/fails.html missing.html --rules missing.yaml", 2),
        ("pages/clean.html --output json", 2),
        ("pages/clean.html --output json=", 2),
        ("pages/clean.html --output json=no/such/folder.json", 2),
        ("pages/clean.html --output json=pages", 2),
        ("pages/clean.html --output bogus=x", 2),
        ("pages/clean.html --output json=x --output jsonl=x", 2),
        ("pages/clean.html --url relative/path", 2),
        ("pages/clean.html --url ftp://a.example/", 2),
        ("pages --url https://a.example/", 2),
        ("pages/*.html --url https://a.example/", 2),
        ("pages/clean.html pages/warns.html --url https://a.example/", 2),
        ("", 2),
    ],
)
def test_exit_codes_of_check(run: Run, pages: Path, args: str, code: int) -> None:
    (pages.parent / "empty-folder").mkdir()
    assert run("check", *args.split()).code == code


def test_an_internal_error_beats_everything_and_the_report_is_written(
    run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("seocheck.checks.no_skips.check", crash)
    result = run("check", pages, "missing.html", "--format", "json", "--exit-zero")
    assert result.code == 2
    assert [page["status"] for page in result.json()["pages"]] == ["audited"] * 3 + ["failed"]
    assert {crash["rule"] for page in result.json()["pages"] for crash in page["crashed"]} == {"heading-skip"}


def test_a_page_that_brings_down_the_audit_costs_itself_only(
    run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(document: Any, ruleset: Any, **options: Any) -> Any:
        if "warns" in document.name:
            raise RuntimeError("boom")
        return original(document, ruleset, **options)

    from seocheck.audit import audit as original

    monkeypatch.setattr("seocheck.batch.worker.audit", crash)
    result = run("check", pages, "--format", "jsonl")
    lines = [json.loads(line) for line in result.out.splitlines()]
    assert (result.code, [line["status"] for line in lines]) == (2, ["audited", "audited", "failed"])
    assert lines[2]["reason"] == "internal error: RuntimeError: boom"


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_is_130(run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    parent = os.getpid()

    def stop(*_: object, **__: object) -> None:
        os.kill(parent, signal.SIGINT)
        time.sleep(60)

    monkeypatch.setattr("seocheck.batch.worker.audit", stop)
    result = run("check", pages, "--output", "json=r.json", "--jobs", jobs)
    assert (result.code, result.err.strip()) == (130, "stopped")
    assert [path.name for path in pages.parent.iterdir() if "seocheck" in path.name or path.name == "r.json"] == []


@pytest.mark.parametrize("args", [("rules", "list"), ("check", "pages", "--format", "jsonl"), ("check", "pages")])
def test_a_reader_that_goes_away_is_141_and_silence(run: Run, pages: Path, args: tuple[str, ...]) -> None:
    for number in range(40):
        (pages / f"more{number}.html").write_text(WARNS)
    env = {**os.environ, "PYTHONPATH": str(CLEAN.parents[1])}
    process = subprocess.Popen(
        [sys.executable, "-m", "seocheck", *args],
        cwd=pages.parent,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), said) == (141, b"")


@pytest.mark.skipif(os.name == "nt", reason="no SIGTERM there")
def test_sigterm_is_143_and_leaves_no_half_report(run: Run, pages: Path) -> None:
    os.mkfifo(pages.parent / "pipe")
    env = {**os.environ, "PYTHONPATH": str(CLEAN.parents[1])}
    command = [sys.executable, "-m", "seocheck", "check", "pages", "-", "--output", "json=report.json"]
    process = subprocess.Popen(
        command, cwd=pages.parent, env=env, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(100):  # it waits for standard input once the pages are read
        if any(path.name.startswith(".seocheck-") for path in pages.parent.iterdir()):
            break
        time.sleep(0.05)
    process.terminate()
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait() == 143
    assert sorted(path.name for path in pages.parent.iterdir()) == [".git", "pages", "pipe"]


def test_json_is_valid_and_says_which_rules_judged(run: Run, pages: Path) -> None:
    report = run("check", pages, "missing.html", "--format", "json").json()
    Draft7Validator(report_schema()).validate(report)
    assert [page["input"] for page in report["pages"]] == [
        *(str(pages / name) for name in ("clean.html", "fails.html", "warns.html")),
        "missing.html",
    ]
    assert report["ruleset"]["source"] == "rules.yaml"
    assert report["summary"]["pages"] == 4
    assert report["summary"]["audited"] == 3
    assert report["summary"]["failed"] == 1


def test_each_line_of_jsonl_is_a_valid_page(run: Run, pages: Path) -> None:
    schema = report_schema()
    page_schema = {"$ref": "#/definitions/page", "definitions": schema["definitions"]}
    lines = run("check", pages, "missing.html", "--format", "jsonl").out.splitlines()
    assert len(lines) == 4
    for line in lines:
        Draft7Validator(page_schema).validate(json.loads(line))


def test_two_runs_are_the_same_bytes(run: Run, pages: Path) -> None:
    for form in ("text", "json", "jsonl"):
        assert run("check", pages, "--format", form) == run("check", pages, "--format", form)


def test_several_reports_from_one_run(run: Run, pages: Path) -> None:
    result = run("check", pages, "--output", "json=r.json", "--output", "jsonl=r.jsonl", "--output", "text=r.txt")
    folder = pages.parent
    assert result.code == 1
    assert len(json.loads((folder / "r.json").read_text())["pages"]) == 3
    assert len((folder / "r.jsonl").read_text().splitlines()) == 3
    assert (folder / "r.txt").read_text() == result.out
    assert (folder / "r.json").stat().st_mode & 0o777 == 0o666 & ~umask()


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_report_is_written_whole_or_not_at_all(run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (pages.parent / "r.json").write_text("old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    result = run("check", pages, "--output", "json=r.json")
    assert (result.code, result.err) == (2, "Error: No space left on device\n")
    assert (pages.parent / "r.json").read_text() == "old"
    assert [path.name for path in pages.parent.iterdir() if path.name.startswith(".seocheck")] == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_report_that_cannot_be_written_leaves_standard_output_clean(run: Run, pages: Path) -> None:
    closed = pages.parent / "closed"
    closed.mkdir(mode=0o500)
    result = run("check", pages, "--format", "json", "--output", f"json={closed}/r.json")
    assert (result.code, result.out) == (2, "")


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        (["--select", "h1-missing"], {"h1-missing"}),
        (["--select", "h1-missing,title-missing"], {"h1-missing", "title-missing"}),
        (["--select", "h1-*", "--ignore", "h1-missing"], set()),
        (["--select", "page", "--ignore", "canonical-*"], {"title-missing"}),
    ],
)
def test_select_and_ignore(run: Run, pages: Path, options: list[str], rules: set[str]) -> None:
    (page,) = run("check", pages / "fails.html", "--format", "json", *options).json()["pages"]
    assert {finding["rule"] for finding in page["findings"] if finding["severity"] == "error"} == rules


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_named_with_its_nearest(run: Run, pages: Path, option: str) -> None:
    result = run("check", pages, option, "h1-mising,headlnie")
    assert result.code == 2
    assert "h1-mising" in result.err
    assert "h1-missing" in result.err
    assert "headlnie" in result.err
    assert result.out == ""


def test_the_address_given_is_reported_and_used(run: Run, pages: Path) -> None:
    (page,) = run("check", pages / "warns.html", "--url", "https://a.example/x", "--format", "json").json()["pages"]
    assert page["url"] == "https://a.example/x"


def test_standard_input_is_a_page(run: Run) -> None:
    result = run("check", "-", "--format", "json", "--url", "https://a.example/x", stdin=FAILS.encode())
    assert result.code == 1
    assert result.json()["pages"][0]["input"] == "standard input"
    assert result.json()["pages"][0]["url"] == "https://a.example/x"


def test_standard_input_is_read_once(run: Run) -> None:
    result = run("check", "-", "-", "--format", "json", stdin=CLEAN.read_bytes())
    assert result.code == 0
    assert [page["status"] for page in result.json()["pages"]] == ["audited", "skipped"]


def test_gzipped_pages_are_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(CLEAN.read_bytes()))
    (tmp_path / "two.html.gz").write_bytes(
        gzip.compress(CLEAN.read_bytes()[:900]) + gzip.compress(CLEAN.read_bytes()[900:])
    )
    (tmp_path / "tail.html.gz").write_bytes(gzip.compress(CLEAN.read_bytes()) + b"\0" * 512)
    (tmp_path / "junk.html.gz").write_bytes(gzip.compress(CLEAN.read_bytes()) + b"rubbish")
    result = run("check", ".", "--format", "json", "--fail-on", "info")
    assert (result.code, [page["status"] for page in result.json()["pages"]]) == (0, ["audited"] * 4)


def test_gzipped_pages_are_known_by_their_first_bytes(run: Run, tmp_path: Path) -> None:
    packed = gzip.compress(CLEAN.read_bytes())
    (tmp_path / "as-served.html").write_bytes(packed)
    result = run("check", "as-served.html", "-", "--format", "json", "--fail-on", "info", stdin=packed)
    assert (result.code, [page["status"] for page in result.json()["pages"]]) == (0, ["audited"] * 2)


def test_an_argument_with_nothing_in_it_is_said(run: Run) -> None:
    result = run("check", "", "--format", "json")
    assert (result.code, [page["input"] for page in result.json()["pages"]]) == (3, ['""'])
    assert "variable" in result.json()["pages"][0]["reason"]


def test_a_folder_is_read_in_order_without_hidden_ones_and_doubles(run: Run, pages: Path) -> None:
    hidden = pages / ".cache"
    hidden.mkdir()
    (hidden / "x.html").write_text(FAILS)
    (pages / "deep").mkdir()
    (pages / "deep" / "y.HTM").write_text(FAILS)
    (pages / "notes.txt").write_text("no page")
    (pages / "zlink.html").symlink_to(pages / "fails.html")
    found = run("check", "pages", "pages/fails.html", "--format", "json").json()["pages"]
    assert [(page["input"], page["status"]) for page in found] == [
        ("pages/clean.html", "audited"),
        ("pages/deep/y.HTM", "audited"),
        ("pages/fails.html", "audited"),
        ("pages/warns.html", "audited"),
        ("pages/zlink.html", "skipped"),
        ("pages/fails.html", "skipped"),
    ]


def test_a_file_with_odd_characters_in_its_name_is_a_file(run: Run, tmp_path: Path) -> None:
    names = ["[1].html", "a b*.html", "-.html", "ü\u202e.html", "new\nline.html"]
    for name in names:
        (tmp_path / name).write_bytes(CLEAN.read_bytes())
    found = run("check", *(f"./{name}" for name in names), "--format", "json").json()["pages"]
    assert [page["status"] for page in found] == ["audited"] * len(names)
    assert "\n" not in run("check", "./new\nline.html").out.splitlines()[0]


@pytest.mark.skipif(sys.platform == "darwin", reason="file names are Unicode there")
def test_a_file_name_that_is_no_text_breaks_no_report(run: Run, tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\xfe.html")
    (tmp_path / name).write_text(FAILS)
    for form in ("text", "json", "jsonl"):
        assert run("check", ".", "--format", form).code == 1


# ── rules files ──


def test_the_nearest_rules_file_is_used_and_named(run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (pages.parent / "seocheck.yaml").write_text("extends: default\nrules:\n  h1-missing: off\n  title-missing: info\n")
    monkeypatch.chdir(pages)
    result = run("check", "fails.html", "--format", "json")
    assert result.code == 0
    assert Path(result.json()["ruleset"]["source"]).name == "seocheck.yaml"
    assert "seocheck.yaml" in run("check", "fails.html").out


def test_pyproject_may_name_the_rules_file(run: Run, pages: Path) -> None:
    (pages.parent / "pyproject.toml").write_text('[tool.seocheck]\nrules = "policy.yaml"\n')
    assert run("check", pages).code == 2  # named, but not there
    (pages.parent / "policy.yaml").write_text("extends: default\nrules: {h1-missing: off, title-missing: off}\n")
    assert run("check", pages).code == 0


def test_rules_given_beat_those_found(run: Run, pages: Path) -> None:
    (pages.parent / "seocheck.yaml").write_text("this is: [no policy")
    assert run("check", pages).code == 2
    (pages.parent / "own.yaml").write_text("extends: default\nrules: {h1-missing: off, title-missing: off}\n")
    assert run("check", pages, "--rules", "own.yaml").code == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "rules: 5",
        "rules: {h1-missing: loud}",
        "rules: {h1-mising: off}",
        "a: *b",
        "\x00",
        "{" * 5000,
        "version: 99",
        "\ttab",
    ],
    ids=lambda text: repr(text[:20]),
)
def test_a_faulty_rules_file_is_said_with_its_place(run: Run, pages: Path, text: str) -> None:
    (pages.parent / "seocheck.yaml").write_text("extends: default\n" + text if text.startswith("rules") else text)
    result = run("check", pages)
    assert result.code == 2
    assert result.err.startswith("seocheck.yaml") or "/seocheck.yaml" in result.err
    assert result.out == ""


# ── the other commands ──


def test_init_writes_a_file_that_loads_and_replaces_none(run: Run, pages: Path) -> None:
    assert run("init").code == 0
    path = pages.parent / "seocheck.yaml"
    assert run("check", pages).code == 1
    assert run("rules", "show").code == 0
    path.write_text("mine")
    assert run("init").code != 0
    assert path.read_text() == "mine"
    assert run("init", "--force").code == 0


def test_all_that_init_suggests_works_once_uncommented(run: Run, pages: Path) -> None:
    run("init")
    path = pages.parent / "seocheck.yaml"
    lines = path.read_text().splitlines()
    body = lines.index("version: 1")
    suggested = [line.replace("# ", "", 1) if is_suggestion(line) else line for line in lines[body:]]
    path.write_text("\n".join(lines[:body] + suggested) + "\n")
    shown = run("rules", "show")
    assert shown.code == 0, shown.err
    for words in ("our-dateline:", "at_least: 0.8", 'severity: "warning"'):
        assert words in shown.out
    assert run("rules", "test").code == 0
    assert "headline-h1:" not in run("rules", "show", "--url", "https://a.example/opinion/x").out


def is_suggestion(line: str) -> bool:
    """Whether a comment is YAML, not prose."""
    words = line.strip().removeprefix("#").split() if line.strip().startswith("#") else []
    return bool(words) and (words[0].endswith(":") or words[:2] in (["-", "for:"], ["-", "rule:"]))


def test_rules_list(run: Run) -> None:
    result = run("rules", "list")
    assert result.code == 0
    assert "h1-missing" in result.out
    rows = run("rules", "list", "--format", "json", "--select", "headings").json()
    assert {row["group"] for row in rows} == {"headings"}


def test_rules_explain(run: Run) -> None:
    result = run("rules", "explain", "headline-h1")
    assert result.code == 0
    for word in ("headline-h1", "Looks at", "Expects", "Why", "Fix", "Good", "Bad", "https://"):
        assert word in result.out
    for unknown in ("headline-h", "headline", "", "a,b", "*"):
        assert run("rules", "explain", unknown).code == 2
    assert "headline-h1" in run("rules", "explain", "headline-h").err
    assert "stands for h1-empty, h1-missing" in run("rules", "explain", "headings").err


def test_rules_test(run: Run, tmp_path: Path) -> None:
    assert run("rules", "test").code == 0
    (tmp_path / "own.yaml").write_text(
        "rules:\n  r: {subject: h1, expect: {present: true}, severity: error, message: m, good: '<p>x</p>', bad: '<h1>x</h1>'}\n"
    )
    result = run("rules", "test", "own.yaml")
    assert result.code == 1
    assert result.out.count("r: the") == 2


def test_rules_schema_is_the_file(run: Run) -> None:
    assert run("rules", "schema").out == (schemas_dir() / "rules.schema.json").read_text()


def test_facts_as_text_and_json(run: Run) -> None:
    text = run("facts", CLEAN)
    assert text.code == 0
    for words in ("h1", "Harbour bridge reopens", "nodes", "NewsArticle"):
        assert words in text.out
    found = run("facts", CLEAN, "--format", "json", "--url", "https://a.example/x").json()
    assert found["url"] == "https://a.example/x"
    assert found["facts"]["h1"][0]["value"] == "Harbour bridge reopens after nine months of repairs"
    assert found["facts"]["h1"][0]["place"]["line"] > 1
    assert {"NewsArticle", "BreadcrumbList"} <= {kind for node in found["nodes"] for kind in node["type"]}
    assert set(found["nodes"][0]) == {"type", "syntax", "id", "place", "properties", "references"}


@pytest.mark.parametrize(
    ("subject", "code", "words"),
    [
        ("h1", 0, "Harbour bridge"),
        ("article.author[].name", 0, "Nora Whelan"),
        ("og:title", 0, "Harbour bridge"),
        ("css:article h2", 0, "A fifth cheaper"),
        ("css:.nothing", 0, "nothing on this page"),
        ("nodes", 0, "BreadcrumbList"),
        ("h11", 2, "did you mean “h1”"),
        ("css:[[", 2, "is not a CSS selector"),
        ("css:", 2, "is not a CSS selector"),
        ("", 2, "is not a subject"),
    ],
)
def test_facts_of_one_subject(run: Run, subject: str, code: int, words: str) -> None:
    result = run("facts", CLEAN, subject)
    assert result.code == code
    assert words in result.out + result.err


@pytest.mark.parametrize("name", ["missing.html", "empty.html", "binary.html", "folder"])
def test_facts_of_what_is_no_page(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.html").touch()
    (tmp_path / "binary.html").write_bytes(b"%PDF-1.4")
    (tmp_path / "folder").mkdir()
    result = run("facts", name)
    assert (result.code, result.out) == (3, "")
    assert name in result.err


def test_facts_look_at_one_page_and_say_when_it_is_not_whole(run: Run, pages: Path) -> None:
    assert run("facts", pages).code == 2
    (pages / "deep.html").write_text("<div>" * 600 + "x")
    result = run("facts", pages / "deep.html", "h1")
    assert result.code == 3
    assert "not read whole" in result.err


def test_facts_are_json_whatever_the_page_holds(run: Run, tmp_path: Path) -> None:
    data = '{"@context":"https://schema.org","@type":"Article","headline":"\\ud800","wordCount":1e999}'
    (tmp_path / "p.html").write_text(f'<h1>\u202eé</h1><script type="application/ld+json">{data}</script>')
    assert run("facts", "p.html", "--format", "json").code == 0
    assert run("facts", "p.html").code == 0


@pytest.mark.parametrize(
    "args", [["--help"], ["check", "--help"], ["facts", "-h"], ["rules", "--help"], ["init", "--help"], ["--version"]]
)
def test_help_and_version(run: Run, args: list[str]) -> None:
    result = run(*args)
    assert (result.code, result.err) == (0, "")
    assert "seocheck" in result.out


@pytest.mark.parametrize(
    "args",
    [["bogus"], ["rules", "bogus"], ["facts"], ["rules", "explain"], ["check", "a\0b", "--url", "https://a.example/"]],
)
def test_wrong_usage_never_ends_well(run: Run, args: list[str]) -> None:
    assert run(*args).code in (2, 3)


def test_a_terminal_that_lacks_characters_is_no_reason_to_fail(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(FAILS)
    env = {**os.environ, "PYTHONPATH": str(CLEAN.parents[1]), "PYTHONIOENCODING": "ascii"}
    for args in (
        ["check", "p.html"],
        ["rules", "list"],
        ["facts", str(CLEAN)],
        ["facts", str(CLEAN), "--format", "json"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "seocheck", *args], cwd=tmp_path, env=env, capture_output=True, check=False
        )
        assert (done.returncode in (0, 1), done.stderr) == (True, b""), args


@pytest.mark.parametrize(
    ("env", "colored"), [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)]
)
def test_colour_only_where_it_is_wanted(
    run: Run, pages: Path, monkeypatch: pytest.MonkeyPatch, env: dict[str, str], colored: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("check", pages).out) is colored
    assert "\x1b[" in run("check", pages, "--color").out
    assert "\x1b[" not in run("check", pages, "--no-color").out
