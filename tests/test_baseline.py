"""Baselines and comparisons: only what is new is reported, only what was looked at is called fixed."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from turbohtml import parse

from seocheck.cli import main
from seocheck.report.past import PastReportError, read_report

RULES = """version: 1
rules:
  steps: {subject: headings, expect: {no_skips: true}, severity: error, message: "A level is skipped at “{value}”."}
  title: {subject: title, expect: {present: true}, severity: warning, message: "There is no title."}
"""


@dataclass(frozen=True)
class Result:
    """What one call left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Calls the command line in a folder with two pages, each with a skipped level."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "seocheck.yaml").write_text(RULES)
    (tmp_path / "site").mkdir()
    page("a", "<h1>A</h1><h3>First</h3>")
    page("b", "<h1>B</h1><h3>Second</h3>")

    def call(*arguments: str) -> Result:
        with pytest.raises(SystemExit) as stop:
            main(list(arguments))
        out, err = (part.decode() for part in capfdbinary.readouterr())
        assert "Traceback" not in out + err
        assert isinstance(stop.value.code, int)
        return Result(stop.value.code, out, err)

    return call


def page(name: str, html: str) -> None:
    Path(f"site/{name}.html").write_text(f"<title>{name}</title>{html}")


def findings(run: Run, *options: str) -> list[str]:
    report = json.loads(run("check", "site", "--format", "json", "--jobs", "1", *options).out)
    return [finding["message"] for each in report["pages"] for finding in each["findings"]]


SKIPPED = {name: f"A level is skipped at “{name}”." for name in ("First", "Second", "Third")}


def test_only_what_is_new_is_reported_and_fails_the_run(run: Run) -> None:
    written = run("baseline", "write", "known.json", "site")
    assert (written.code, written.out, written.err) == (0, "", "known.json: 2 findings on 2 pages\n")
    quiet = run("check", "site", "--baseline", "known.json")
    assert quiet.code == 0
    assert "2 findings held back" in quiet.out
    page("a", "\n\n\n<p>x</p><h1>A</h1>\n<h3>First</h3><h1>C</h1><h3>Third</h3>")
    assert findings(run, "--baseline", "known.json") == [SKIPPED["Third"]], "lines do not matter"
    assert run("check", "site", "--baseline", "known.json").code == 1
    assert findings(run) == [SKIPPED["First"], SKIPPED["Third"], SKIPPED["Second"]]


def test_a_baseline_holds_however_paths_are_written_and_reads_line_by_line(run: Run, tmp_path: Path) -> None:
    run("baseline", "write", "known.json", "./site//a.html", "site/b.html")
    assert findings(run, "--baseline", "known.json") == []
    lines = (tmp_path / "known.json").read_text().splitlines()
    assert [json.loads(line.rstrip(","))["page"] for line in lines[1:-1]] == ["site/a.html", "site/b.html"]
    run("check", "site", "--format", "json", "--output", "jsonl=report.jsonl", "--output", "json=report.json")
    before = (tmp_path / "known.json").read_bytes()
    for report in ("report.json", "report.jsonl"):
        run("baseline", "write", "known.json", "--from-report", report)
        assert (tmp_path / "known.json").read_bytes() == before


def test_what_is_found_no_more_is_said_and_pruned(run: Run) -> None:
    run("baseline", "write", "known.json", "site")
    page("a", "<h1>A</h1><h2>First</h2>")
    said = run("check", "site", "--baseline", "known.json").err
    assert said == (
        "known.json: 1 entry of this baseline found no more; remove with: seocheck baseline prune known.json INPUT...\n"
        "  site/a.html: steps\n"
    )
    assert run("check", "site/b.html", "--baseline", "known.json").err == "", "a page not read says nothing"
    assert run("check", "site", "--baseline", "known.json", "--select", "title").err == "", "nor does a rule not run"
    alone = run("baseline", "prune", "known.json", "site/b.html")
    assert alone.err == "known.json: 0 entries removed, 2 entries left, 1 of them on pages that were not read whole\n"
    assert run("baseline", "prune", "known.json", "site").err == "known.json: 1 entry removed, 1 entry left\n"
    assert run("check", "site", "--baseline", "known.json").err == ""


def test_a_page_that_cannot_be_read_is_not_mended(run: Run) -> None:
    run("baseline", "write", "known.json", "site")
    Path("site/a.html").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    done = run("baseline", "prune", "known.json", "site")
    assert "0 entries removed, 2 entries left" in done.err
    partly = run("baseline", "write", "known.json", "site", "missing.html")
    assert partly.code == 3
    assert "1 finding on 3 pages" in partly.err


def test_options_of_check_are_passed_on(run: Run) -> None:
    assert run("baseline", "write", "known.json", "site", "--select", "title", "-j", "1").err.startswith(
        "known.json: 0 findings"
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "this is no baseline"),
        (b"[]", "this is no baseline"),
        (b"\xff\xfe", "this is no baseline"),
        (b'{"version": 2, "findings": []}', "version 2; only 1 is known"),
        (b'{"version": 1, "findings": [{"page": "a"}]}', "finding 1: it lacks"),
        (b'{"version": 1, "findings": [null]}', "finding 1: it lacks"),
        (b"[" * 100_000, "this is no baseline"),
    ],
)
def test_a_broken_baseline_is_an_error_not_an_empty_one(run: Run, tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "known.json").write_bytes(content)
    for command in (["check", "site", "--baseline", "known.json"], ["baseline", "prune", "known.json", "site"]):
        result = run(*command)
        assert (result.code, result.out) == (2, "")
        assert words in result.err
    assert (tmp_path / "known.json").read_bytes() == content


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("baseline write known.json", "either --from-report"),
        ("baseline write known.json site --from-report x.json", "either --from-report"),
        ("baseline write known.json site --baseline known.json", "leave out --baseline"),
        ("baseline write known.json --from-report missing.json", "cannot be read"),
        ("baseline write no/such/folder.json site", "cannot be written"),
        ("baseline prune missing.json site", "cannot be read"),
        ("check site --baseline missing.json", "cannot be read"),
        ("diff missing.json missing.json", "cannot be read"),
        ("diff seocheck.yaml seocheck.yaml", "seocheck.yaml:1: this is no report"),
    ],
)
def test_wrong_use_is_said(run: Run, arguments: str, words: str) -> None:
    result = run(*arguments.split())
    assert result.code == 2
    assert words in result.err


def test_exceptions_that_are_out_of_date_are_said_at_the_end(run: Run, tmp_path: Path) -> None:
    (tmp_path / "seocheck.yaml").write_text(
        RULES + "ignore:\n  - {rule: steps, path: '**/a.html', reason: known}\n  - {rule: title, reason: x}\n"
        "  - {rule: steps, path: 'sport/**', reason: x}\n  - {rule: steps, reason: x, until: 2020-01-31}\n"
    )
    result = run("check", "site")
    lines = [line.partition("seocheck.yaml:")[2] for line in result.err.splitlines()]
    assert lines == [
        "7:5: this exception held nothing back; delete it if what it named is mended.",
        "8:5: this exception fits none of the pages read.",
        "9:5: this exception ended on 2020-01-31; delete it, or give it a new end.",
    ]
    assert "1 finding held back" in result.out
    one = run("check", "site/a.html", "--select", "steps").err.splitlines()
    assert [line.partition("seocheck.yaml:")[2][:3] for line in one] == ["9:5"]


@pytest.fixture
def reports(run: Run) -> Run:
    """Writes first.json, then changes the pages and writes second.jsonl: one finding new, one fixed, pages gone."""
    page("gone", "<h1>A</h1><h3>Gone</h3>")
    page("broken", "<h1>A</h1><h3>Broken</h3>")
    page("still", "<h1>A</h1><h3>Still</h3>")
    run("check", "site", "--output", "json=first.json", "--quiet")
    page("a", "<h1>A</h1><h2>First</h2>")
    page("b", "<h1>B</h1><h3>Second</h3><h1>C</h1><h3>Third</h3>")
    page("came", "<h1>A</h1><h3>Came</h3>")
    Path("site/gone.html").unlink()
    Path("site/broken.html").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    run("check", "site", "--output", "jsonl=second.jsonl", "--quiet")
    return run


def test_diff_says_what_is_new_fixed_still_there_and_not_comparable(reports: Run) -> None:
    result = reports("diff", "first.json", "second.jsonl")
    assert result.code == 1
    assert result.out.endswith("first.json → second.jsonl: 1 new, 1 fixed, 2 still there, 3 not comparable\n")
    assert "New\n  site/b.html:1:52: error: A level is skipped at “Third”.  steps\n" in result.out
    assert "Fixed\n  site/a.html:1:27: error: A level is skipped at “First”.  steps\n" in result.out
    assert "1 finding not compared: the page is not in second.jsonl." in result.out
    assert "1 finding not compared: the page is skipped in second.jsonl." in result.out
    assert "1 finding not compared: the page is not in first.json." in result.out
    assert reports("diff", "first.json", "second.jsonl", "--exit-zero").code == 0
    same = reports("diff", "first.json", "first.json")
    assert (same.code, same.out) == (0, "first.json → first.json: 0 new, 0 fixed, 5 still there\n")


def test_diff_writes_json_and_markdown(reports: Run) -> None:
    whole: dict[str, Any] = json.loads(reports("diff", "first.json", "second.jsonl", "--format", "json").out)
    assert whole["summary"] == {"new": 1, "fixed": 1, "still": 2, "unknown": 3}
    assert whole["rules"] == {"steps": whole["summary"]}
    assert whole["pages"]["site/a.html"] == {"new": 0, "fixed": 1, "still": 0, "unknown": 0}
    assert {(each["kind"], each["finding"]["rule"]) for each in whole["changes"]} == {
        (kind, "steps") for kind in ("new", "fixed", "still", "unknown")
    }
    comment = reports("diff", "first.json", "second.jsonl", "--format", "markdown").out
    assert comment.startswith("<!-- seocheck-diff -->\n### seocheck: 1 new, 1 fixed, 2 still there, 3 not comparable\n")
    assert "- `site/b.html` 1:52 — A level is skipped at “Third”. `steps`\n" in comment


def test_a_finding_whose_rule_gave_no_answer_is_neither_fixed_nor_new(run: Run) -> None:
    run("check", "site", "--output", "json=first.json", "--quiet")
    second = json.loads(Path("first.json").read_text())
    second["pages"][0] |= {"findings": [], "not_run": [{"rule": "steps", "reason": "a block is broken"}]}
    Path("second.json").write_text(json.dumps(second))
    there, back = run("diff", "first.json", "second.json"), run("diff", "second.json", "first.json")
    assert "1 finding not compared: its rule gave no answer in second.json.\n" in there.out
    assert "0 new, 0 fixed, 1 still there, 1 not comparable\n" in there.out
    assert (back.code, back.out.splitlines()[-1].partition(": ")[2]) == (
        0,
        there.out.splitlines()[-1].partition(": ")[2],
    )


def sections(html: str) -> dict[str, list[tuple[str, list[str]]]]:
    """What a comparison in html shows: by kind the pages, each with its findings."""
    return {
        str(section.attr("id")): [
            (page.select("h3")[0].text, [each.text for each in page.select(".message")])
            for page in section.select(".page")
        ]
        for section in parse(html).select("section.kind")
    }


def test_diff_writes_one_html_file_with_the_findings_of_each_kind(reports: Run) -> None:
    html = reports("diff", "first.json", "second.jsonl", "--format", "html").out
    tree = parse(html)
    assert tree.select("h1")[0].text == "1 new, 1 fixed"
    assert [each.text for each in tree.select(".tile b")] == ["1", "1", "3", "2"]
    assert sections(html) == {
        "new": [("site/b.html", ["A level is skipped at “Third”."])],
        "fixed": [("site/a.html", ["A level is skipped at “First”."])],
        "unknown": [
            ("site/broken.html", ["A level is skipped at “Broken”."]),
            ("site/gone.html", ["A level is skipped at “Gone”."]),
            ("site/came.html", ["A level is skipped at “Came”."]),
        ],
        "still": [
            ("site/b.html", ["A level is skipped at “Second”."]),
            ("site/still.html", ["A level is skipped at “Still”."]),
        ],
    }
    assert "Not compared: the page is not in second.jsonl." in tree.select("#unknown2")[0].text
    assert [each.text for each in tree.select("#by-page ~ table tbody tr")[0].select("td")] == [
        "site/b.html",
        "1",
        "0",
        "1",
    ]


def test_nothing_to_compare_is_an_html_file_too(run: Run) -> None:
    Path("none.jsonl").write_text("")
    html = run("diff", "none.jsonl", "none.jsonl", "--format", "html").out
    assert parse(html).select("h1")[0].text == "0 new, 0 fixed"
    assert parse(html).select(".kind, #filter, table") == []


def test_of_a_comparison_too_large_for_a_browser_what_is_new_is_shown(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from seocheck.cli import diff_html

    page("a", "<h1>A</h1>")
    run("check", "site", "--output", "json=first.json", "--quiet")
    page("a", "<h1>A</h1><h3>New</h3>")
    run("check", "site", "--output", "json=second.json", "--quiet")
    monkeypatch.setattr(diff_html, "MOST_FINDINGS", 1)
    html = run("diff", "first.json", "second.json", "--format", "html").out
    assert sections(html) == {"new": [("site/a.html", ["A level is skipped at “New”."])], "still": []}
    assert "Not all are shown here: 1 more finding." in parse(html).select("#still")[0].text


@pytest.fixture
def runs(run: Run) -> Run:
    """Keeps two runs in site.run: in the second, one finding is new and one is fixed."""
    run("check", "site", "--run", "site.run", "--output", "json=first.json", "--quiet")
    page("a", "<h1>A</h1><h2>First</h2>")
    page("b", "<h1>B</h1><h3>Second</h3><h1>C</h1><h3>Third</h3>")
    run("check", "site", "--run", "site.run", "--output", "json=second.json", "--quiet")
    return run


def test_the_last_two_runs_of_a_file_are_compared_as_their_reports_would_be(runs: Run) -> None:
    of_reports = json.loads(runs("diff", "first.json", "second.json", "--format", "json").out)
    assert of_reports["summary"] == {"new": 1, "fixed": 1, "still": 1, "unknown": 0}
    for words in (("site.run",), ("site.run#1", "site.run"), ("site.run#1", "site.run#2"), ("first.json", "site.run")):
        result = runs("diff", *words, "--format", "json")
        assert (result.code, result.err) == (1, "")
        names = {
            "first": words[0] if len(words) > 1 else "site.run#1",
            "second": words[-1] if len(words) > 1 else "site.run#2",
        }
        assert json.loads(result.out) == {**of_reports, **names}


def test_runs_show_names_the_runs_that_can_be_compared(runs: Run) -> None:
    shown = runs("runs", "show", "site.run").out
    assert re.search(r"^Runs +site\.run#2 \(finished .{16}\), site\.run#1 \(finished .{16}\);", shown, re.MULTILINE)
    assert shown.rstrip().endswith("to compare: seocheck diff site.run")


def test_a_run_is_compared_by_the_name_it_is_listed_under(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seocheck.cli.kept.folder", lambda: Path("cache"))
    monkeypatch.setattr("seocheck.cli.runs.folder", lambda: Path("cache"))
    Path("cache").mkdir()
    Path("list.txt").write_text("site/a.html\nsite/b.html\n")
    for _ in range(2):
        run("check", "--from", "list.txt", "--quiet")
    (kept,) = Path("cache").glob("*.run")
    for words in ((kept.stem,), (f"{kept.stem}#1", kept.stem), (str(kept),)):
        assert run("diff", *words).out.endswith(": 0 new, 0 fixed, 2 still there\n")


def test_a_run_that_was_stopped_is_compared_as_far_as_it_went(runs: Run) -> None:
    with closing(sqlite3.connect("site.run")) as db, db:  # as it is after kill -9
        db.execute("UPDATE run SET ended = NULL WHERE id = 2")
        db.execute("UPDATE target SET status = NULL WHERE run = 2 AND address LIKE '%a.html'")
        db.execute("DELETE FROM report WHERE target IN (SELECT id FROM target WHERE status IS NULL)")
    result = runs("diff", "site.run")
    assert result.out.endswith("site.run#1 → site.run#2: 1 new, 0 fixed, 1 still there, 1 not comparable\n")
    assert "1 finding not compared: the page is not in site.run#2.\n" in result.out
    assert "site.run#2: this run is not finished, begun 20" in result.err


def test_a_page_whose_links_are_still_to_be_asked_is_not_compared(runs: Run) -> None:
    with closing(sqlite3.connect("site.run")) as db, db:  # as it is after kill -9 before the last link was asked
        db.execute("UPDATE run SET ended = NULL WHERE id = 2")
        db.execute("CREATE TABLE linking (target INTEGER PRIMARY KEY)")
        db.execute("INSERT INTO linking SELECT id FROM target WHERE run = 2 AND address LIKE '%a.html'")
    assert "1 finding not compared: the page is not in site.run#2.\n" in runs("diff", "site.run").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("site.run#3 site.run", "there is no run #3 in it; it holds #2 (finished "),
        ("first.json#2 site.run", "first.json is no file of runs; name a report without #2."),
        ("first.json", "first.json is no file of runs; give a second report to compare it with."),
        ("nothing.run site.run", "nothing.run: it cannot be read: there is no such file, and no run of this name"),
        ("nothing", "nothing.run: there is no such run"),
        ("other.run", "other.run: this is no run of seocheck"),
        ("one.run", "one.run: it holds one run only, finished "),
        ("site site.run", "site: it cannot be read"),
    ],
)
def test_what_cannot_be_compared_is_said_with_what_can(runs: Run, arguments: str, words: str) -> None:
    with closing(sqlite3.connect("other.run")) as db, db:
        db.execute("CREATE TABLE a (b)")
    runs("check", "site", "--run", "one.run", "--quiet")
    result = runs("diff", *arguments.split())
    assert (result.code, result.out) == (2, "")
    assert words in result.err


def test_a_long_comparison_still_fits_a_comment(run: Run) -> None:
    page("a", "<h1>A</h1>")
    run("check", "site/a.html", "--output", "json=first.json", "--quiet")
    page("a", "".join(f"<h1>A</h1><h3>{number} {'word ' * 60}</h3>" for number in range(90)))
    for name in "cdefg":
        Path(f"site/{name}.html").write_bytes(Path("site/a.html").read_bytes())
    run("check", "site", "--output", "json=second.json", "--quiet")
    whole = json.loads(Path("second.json").read_text())
    for each in whole["pages"]:  # as if all were of one page that was read before
        each["input"] = "site/a.html"
    first = json.loads(Path("first.json").read_text())
    first["pages"] = [{**first["pages"][0], "findings": []}]
    whole["pages"] = [{**whole["pages"][0], "findings": [one for each in whole["pages"] for one in each["findings"]]}]
    Path("first.json").write_text(json.dumps(first))
    Path("second.json").write_text(json.dumps(whole))
    comment = run("diff", "first.json", "second.json", "--format", "markdown").out
    assert 50_000 < len(comment) < 65_536
    assert " more\n" in comment


def test_what_a_baseline_holds_back_is_not_fixed(run: Run) -> None:
    run("check", "site", "--output", "json=first.json", "--quiet")
    run("baseline", "write", "known.json", "site")
    run("check", "site", "--baseline", "known.json", "--output", "json=second.json", "--quiet")
    assert "0 new, 0 fixed, 0 still there\n" in run("diff", "first.json", "second.json").out
    assert "0 new, 0 fixed, 2 still there\n" in run("diff", "second.json", "first.json").out


def test_different_rules_are_said(run: Run, tmp_path: Path) -> None:
    run("check", "site", "--output", "json=first.json", "--quiet")
    run("check", "site", "--select", "title", "--output", "json=second.json", "--quiet")
    assert "judged by different rules" in run("diff", "first.json", "second.json").out


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff", "not UTF-8"),
        (b"[]", "x:1: this is no page"),
        (b"{}", "x:1: this is no page"),
        (b'{"version": 7, "pages": []}', "version 7"),
        (b'{"version": 1, "pages": [{}]}', "x: page 1: this is no page"),
        (b'{"input": "a", "status": "audited", "findings": [{}]}', "x:1: a finding"),
        (b'{"input": "a", "status": "audited", "findings": []}\n{"input": "b", "findings"\n', "x:2: "),
        (b'{"input": "a", "findings": []}', "“status”"),
        (b"[" * 100_000, "x:1: "),
    ],
)
def test_a_file_that_is_no_report_is_said_with_its_place(data: bytes, words: str) -> None:
    with pytest.raises(PastReportError) as error:
        read_report(data, "x")
    assert words in str(error.value)


def test_exceptions_are_shown_with_the_policy(run: Run, tmp_path: Path) -> None:
    (tmp_path / "seocheck.yaml").write_text(
        RULES + "ignore:\n  - {rule: steps, path: '**/a.html', reason: known, until: 2030-01-31}\n"
    )
    shown = run("rules", "show").out
    assert '# not reported until 2030-01-31: steps: "known"  # ' in shown
    assert shown == run("rules", "show", "--path", "site/a.html").out
    assert "# not reported" not in run("rules", "show", "--path", "site/b.html").out
