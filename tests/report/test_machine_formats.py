"""The formats other programs read: what each says, where, and what it does at the limits of its readers."""

from __future__ import annotations

import csv
import gc
import hashlib
import io
import json
import os
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import jsonschema_rs
import openpyxl
import pytest
from junitparser import JUnitXml

from seocheck.model import Finding, Outcome, PageReport, Place, Related, Report, RulesetInfo, Severity
from seocheck.report import ReportOptions, encoded, formats, render, start
from seocheck.report.csv_ import COLUMNS
from seocheck.report.whereabouts import path_of, uri_of

CHECKOUT = Path(__file__).resolve().parents[2]
ROOT = "/srv/checkout"
RULESET = RulesetInfo("rules.yaml", "sha256:00", 2)


def finding(rule: str = "heading-skip", severity: Severity = "error", line: int = 3, **changes: object) -> Finding:
    plain = Finding(
        rule=rule,
        group="headings",
        severity=severity,
        message=f"Level 2 is missing on line {line}.",
        place=Place(line, 5, line, 9),
        subject="headings",
        evidence="<h3>",
        related=(Related("the heading before", Place(1, 1, 1, 5)),),
        why="People move by headings.",
        fix="Use level 2.",
        help="https://example.org/headings",
        source="html",
        fingerprint=hashlib.sha256(f"{rule} {line}".encode()).hexdigest()[:32],
    )
    return plain._replace(**changes)  # type: ignore[arg-type]


def page(*findings: Finding, name: str = "build/a.html") -> PageReport:
    failed = tuple(Outcome(rule, "failed") for rule in sorted({each.rule for each in findings}))
    return PageReport(name, None, "audited", None, "utf-8", findings, (*failed, Outcome("title-missing", "passed")))


UNREAD = (
    PageReport("cut.html", None, "partial", "the page is larger than 15 MiB", "utf-8"),
    PageReport("https://www.example.com/a b?q=ü", None, "failed", "HTTP 500", None),
    PageReport("http://127.0.0.1/", None, "refused", "a private address", None),
    PageReport("build/b.html", None, "skipped", "given twice", None),
)


def written(form: str, *pages: PageReport, failing: tuple[Severity, ...] = ("error",)) -> bytes:
    options = ReportOptions(root=ROOT, failing=failing)
    return b"".join(encoded(form, render(form, Report(RULESET, pages), options)))


def sarif_run(*pages: PageReport) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(written("sarif", *pages))["runs"][0]
    return run


@pytest.mark.parametrize(
    ("name", "path", "uri"),
    [
        ("a.html", "a.html", "a.html"),
        ("./build//a.html", "build/a.html", "build/a.html"),
        ("/srv/checkout/build/a.html", "build/a.html", "build/a.html"),
        ("/srv/checkout2/a.html", "/srv/checkout2/a.html", "file:///srv/checkout2/a.html"),
        ("../a.html", "/srv/a.html", "file:///srv/a.html"),
        ("build/../../../etc/passwd", "/etc/passwd", "file:///etc/passwd"),
        ("über uns?#%.html", "über uns?#%.html", "%C3%BCber%20uns%3F%23%25.html"),
        ("javascript:x.html", "javascript:x.html", "javascript%3Ax.html"),
        ("https://www.example.com/a b%20c%d?q=ü&r[]=1#x y", "https://www.example.com/a b%20c%d?q=ü&r[]=1#x y",
         "https://www.example.com/a%20b%20c%25d?q=%C3%BC&r%5B%5D=1#x%20y"),
        ("http://[::1]:80/a", "http://[::1]:80/a", "http://[::1]:80/a"),
        ("standard input", "standard input", "standard%20input"),
    ],
)  # fmt: skip
def test_paths_start_at_the_root_and_uris_hold_nothing_else(name: str, path: str, uri: str) -> None:
    assert (path_of(name, ROOT), uri_of(name, ROOT)) == (path, uri)


def test_sarif_has_regions_rules_and_fingerprints() -> None:
    run = sarif_run(page(finding(line=2), finding(line=9), finding("og-missing", "info")))
    assert run["columnKind"] == "unicodeCodePoints"
    results, rules = run["results"], run["tool"]["driver"]["rules"]
    assert [(each["ruleId"], each["level"]) for each in results] == [
        ("heading-skip", "error"),
        ("heading-skip", "error"),
        ("og-missing", "note"),
    ]
    assert [rules[each["ruleIndex"]]["id"] for each in results] == [each["ruleId"] for each in results]
    assert results[0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "build/a.html", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 9, "snippet": {"text": "<h3>"}},
    }
    assert results[0]["message"]["text"] == "Level 2 is missing on line 2.\nFix: Use level 2."
    assert results[0]["relatedLocations"][0]["message"]["text"] == "the heading before"
    assert rules[0]["helpUri"] == "https://example.org/headings"
    assert "People move by headings." in rules[0]["help"]["text"]
    assert rules[0]["properties"]["tags"] == ["headings", "html"]
    prints = [each["partialFingerprints"]["seocheck/v1"] for each in results]
    assert len(set(prints)) == 3


def test_sarif_tells_of_pages_not_read_and_rules_that_crashed() -> None:
    crashed = PageReport("c.html", None, "audited", None, "utf-8", (), (Outcome("h1", "crashed", "KeyError: 1"),))
    said = sarif_run(*UNREAD, crashed)["invocations"][0]["toolExecutionNotifications"]
    assert [(each["level"], each["message"]["text"]) for each in said] == [
        ("warning", "This page was read only in part: the page is larger than 15 MiB"),
        ("error", "This page could not be read: HTTP 500"),
        ("warning", "This page was refused: a private address"),
        ("note", "This page was skipped: given twice"),
        ("error", "The rule h1 crashed: KeyError: 1"),
    ]
    uri = said[1]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert uri == {"uri": "https://www.example.com/a%20b?q=%C3%BC"}


def test_sarif_keeps_the_most_severe_and_says_what_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seocheck.report.sarif.MOST_RESULTS", 3)
    monkeypatch.setattr("seocheck.report.sarif.MOST_NOTIFICATIONS", 2)
    infos = page(*(finding("og-missing", "info", line) for line in range(1, 6)))
    run = sarif_run(infos, page(finding(line=1), finding(line=2)), *UNREAD)
    assert [each["level"] for each in run["results"]] == ["error", "error", "note"]
    said = [each["message"]["text"] for each in run["invocations"][0]["toolExecutionNotifications"]]
    assert said[2:] == [
        "2 notifications more of pages and rules are not here.",
        "Of 7 findings (2 errors, 5 info) the 3 most severe are here: code scanning takes no more.",
    ]


def test_sarif_of_30000_findings_is_valid_and_within_githubs_limit() -> None:
    many = page(*(finding("og-missing", "info", line, related=()) for line in range(1, 30_001)))
    log = json.loads(written("sarif", many, page(finding())))
    assert len(log["runs"][0]["results"]) == 25_000
    assert log["runs"][0]["results"][0]["level"] == "error"
    schema = json.loads((Path(__file__).parent / "sarif/sarif-2.1.0-rtm.5.json").read_text("utf-8"))
    for part in ("run", "toolComponent"):
        del schema["definitions"][part]["properties"]["language"]["pattern"]  # no regular expression
    assert jsonschema_rs.is_valid(schema, log)


def test_junit_fails_what_fails_the_run() -> None:
    pages = (page(finding(), finding(line=7), finding("og-missing", "info"), finding("byline", "warning")), *UNREAD)

    def results(failing: tuple[Severity, ...]) -> dict[str, list[str]]:
        suites = JUnitXml.fromstring(written("junit", *pages, failing=failing))
        return {
            f"{suite.name} {test.name}": [type(each).__name__ for each in test.result]
            for suite in suites
            for test in suite
        }

    assert results(("error",)) == {
        "build/a.html page-read": [],
        "build/a.html byline": [],
        "build/a.html heading-skip": ["Failure"],
        "build/a.html og-missing": [],
        "build/a.html title-missing": [],
        "cut.html page-read": ["Error"],
        "https://www.example.com/a b?q=ü page-read": ["Error"],
        "http://127.0.0.1/ page-read": ["Error"],
        "build/b.html page-read": ["Skipped"],
    }
    assert results(("error", "warning"))["build/a.html byline"] == ["Failure"]
    assert results(())["build/a.html heading-skip"] == []
    suite = next(iter(JUnitXml.fromstring(written("junit", *pages))))
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (5, 1, 0, 0)
    failed = next(test for test in suite if test.name == "heading-skip").result[0]
    assert failed.text.count("\n") == 1
    assert failed.text.startswith("3:5 error: Level 2 is missing on line 3. Fix: Use level 2.")


def test_github_shows_the_most_severe_first_and_counts_the_rest() -> None:
    infos = page(finding("og-missing", "info"))
    lines = (
        written("github", infos, page(*(finding(line=line) for line in range(1, 14))), *UNREAD).decode().splitlines()
    )
    assert lines[0] == (
        "::error file=build/a.html,line=1,endLine=1,col=5,endColumn=9,title=seocheck%3A heading-skip"
        "::Level 2 is missing on line 1.%0AFix: Use level 2."
    )
    levels = [line.split()[0] for line in lines]
    assert levels == ["::error"] * 10 + ["4"] + ["::warning"] * 2 + ["::notice"] * 2
    assert lines[10] == "4 errors more without annotation: GitHub shows 10 of each level a step."
    two_lines = page(finding(place=Place(3, 5, 4, 2)))
    assert b"line=3,endLine=4,title=" in written("github", two_lines), "columns of two lines are refused"
    address = page(finding(), name="https://www.example.com/")
    assert written("github", address).startswith(
        b"::error title=seocheck%3A heading-skip::https://www.example.com/ 3:5: "
    )


def test_gitlab_issues_are_unique_and_tell_of_pages_not_read() -> None:
    issues = json.loads(written("gitlab", page(finding()), page(finding()), *UNREAD))
    assert len({issue["fingerprint"] for issue in issues}) == 6
    assert issues[0] == {
        "description": "Level 2 is missing on line 3.",
        "check_name": "heading-skip",
        "fingerprint": finding().fingerprint,
        "severity": "major",
        "location": {"path": "build/a.html", "lines": {"begin": 3}},
    }
    assert [issue["check_name"] for issue in issues[2:]] == [
        "page-partial",
        "page-failed",
        "page-refused",
        "page-skipped",
    ]


def test_csv_has_a_row_a_finding_and_a_row_for_what_was_not_read() -> None:
    report = written("csv", page(finding(), finding(message="=1")), page(), *UNREAD).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(report, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["page"], row["severity"], row["line"], row["message"]) for row in rows] == [
        ("build/a.html", "error", "3", "Level 2 is missing on line 3."),
        ("build/a.html", "error", "3", "'=1"),
        ("cut.html", "", "", "This page was read only in part: the page is larger than 15 MiB"),
        ("https://www.example.com/a b?q=ü", "", "", "This page could not be read: HTTP 500"),
        ("http://127.0.0.1/", "", "", "This page was refused: a private address"),
        ("build/b.html", "", "", "This page was skipped: given twice"),
    ]


def workbook(*pages: PageReport) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written("xlsx", *pages)))


def test_the_workbook_has_four_sheets_to_filter() -> None:
    book = workbook(page(finding(), finding("og-missing", "info")), *UNREAD)
    assert book.sheetnames == ["Summary", "Findings", "Pages", "Rules"]
    rows = {name: [[cell.value for cell in row] for row in book[name].iter_rows()] for name in book.sheetnames}
    assert rows["Findings"][1][:7] == [
        "error", "heading-skip", "headings", "build/a.html", 3, 5, "Level 2 is missing on line 3.",
    ]  # fmt: skip
    assert [row[2] for row in rows["Pages"]] == ["Status", "audited", "partial", "failed", "refused", "skipped"]
    assert rows["Rules"][1][:5] == ["error", "heading-skip", "headings", 1, 1]
    assert ["Findings", 2] in rows["Summary"]
    assert ["Failed", 1] in rows["Summary"]
    for name in ("Findings", "Pages", "Rules"):
        assert book[name].freeze_panes == "A2"
        assert book[name].auto_filter.ref.startswith("A1:")
    colours = [row[0].fill.fgColor.rgb for row in book["Findings"].iter_rows(min_row=2)]
    assert len(set(colours)) == 2
    assert book["Findings"].column_dimensions["G"].width > 60


def test_a_sheet_that_is_full_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seocheck.report.xlsx.MOST_ROWS", 3)
    book = workbook(page(*(finding(line=line) for line in range(1, 6))))
    assert book["Findings"].max_row == 4
    said = [row[1].value for row in book["Summary"].iter_rows() if row[0].value == "Not in “Findings”"]
    assert said == ["2 rows: Excel takes no more than those that are there"]


def test_a_workbook_that_is_not_finished_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    output = start("xlsx", RULESET)
    for _ in range(20):
        assert list(output.page(page(finding(evidence="x" * 5000)))) == []
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        del output
        gc.collect()
    assert [str(each.message) for each in heard] == []
    assert list(tmp_path.iterdir()) == []


def test_a_comment_stays_within_githubs_limit_and_keeps_the_most_severe() -> None:
    infos = page(*(finding("og-missing", "info", line, message="x " * 200) for line in range(1, 2000)))
    errors = page(*(finding(line=line) for line in range(1, 30)))
    comment = written("markdown", infos, errors, *UNREAD).decode()
    assert comment.startswith("<!-- seocheck-report -->\n### seocheck: 29 errors, 1,999 info on 6 pages\n")
    assert 50_000 < len(comment) < 65_536
    assert comment.count("`heading-skip`") == 29
    assert comment.count("Fix: Use level 2.") == 2, "once a rule"
    assert "info more; the whole report has them all." in comment
    assert "- `http://127.0.0.1/`: This page was refused: a private address\n" in comment


def test_a_comment_on_nothing_found_is_short() -> None:
    comment = written("markdown", page()).decode()
    assert comment == (
        "<!-- seocheck-report -->\n### seocheck: no findings on 1 page\n\n"
        "<sub>Judged by 2 rules from `rules.yaml`</sub>\n"
    )


FORMATS = formats()


@pytest.mark.parametrize("name", FORMATS)
def test_a_run_without_pages_is_still_a_report(name: str) -> None:
    report = written(name)
    if name in {"json", "sarif", "gitlab"}:
        json.loads(report)
    elif name == "junit":
        assert len(JUnitXml.fromstring(report)) == 0
    elif name == "xlsx":
        assert workbook().sheetnames[0] == "Summary"


def run(arguments: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT), **environment}
    command = [sys.executable, "-m", "seocheck", *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of twelve small pages, each with other faults."""
    folder = tmp_path_factory.mktemp("site")
    for number in range(12):
        (folder / f"page-{number}.html").write_text(
            f"<title>Story {number} İı</title><h1>Story {number}</h1><h{number % 4 + 2}>Part</h{number % 4 + 2}>"
            f'<a href="http://localhost/{number}">here</a>'
            f'<script type="application/ld+json">{{"a": {number},}}</script>'
        )
    return folder


def test_the_same_pages_give_the_same_bytes_whatever_the_machine(site: Path, tmp_path: Path) -> None:
    def digests(name: str, *more: str, **environment: str) -> dict[str, str]:
        (tmp_path / name).mkdir()
        outputs = [part for form in FORMATS for part in ("--output", f"{form}={tmp_path / name / form}")]
        done = run(["check", ".", "--quiet", *outputs, *more], site, **environment)
        assert done.returncode == 1, done.stderr
        return {form: hashlib.sha256((tmp_path / name / form).read_bytes()).hexdigest() for form in FORMATS}

    first = digests("first", "--jobs", "1", TZ="UTC", LC_ALL="C", PYTHONHASHSEED="0")
    assert len(first) >= 11
    assert digests("two", "--jobs", "2", TZ="Asia/Kathmandu", LC_ALL="C.UTF-8", PYTHONHASHSEED="1") == first
    assert digests("four", "--jobs", "4", TZ="America/St_Johns", LANG="tr_TR.UTF-8", PYTHONHASHSEED="2") == first
