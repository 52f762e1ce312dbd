"""Page text is only ever text: payloads in every field a page controls, in every format, judged by other parsers."""

# ruff: noqa: E501  payloads, as a table

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jsonschema_rs
import openpyxl
import pytest
from junitparser import JUnitXml
from markdown_it import MarkdownIt

from seocheck import Document, Ruleset, audit, load_ruleset
from seocheck.cli import main
from seocheck.model import Excerpt, Finding, Held, Outcome, PageReport, Place, Related, Report, RulesetInfo
from seocheck.report import ReportOptions, encoded, render
from seocheck.report.markdown import MARKER

SCHEMA = json.loads((Path(__file__).parent / "sarif/sarif-2.1.0-rtm.5.json").read_text("utf-8"))
for part in ("run", "toolComponent"):
    del SCHEMA["definitions"][part]["properties"]["language"]["pattern"]  # no regular expression: a bracket too many
SARIF = jsonschema_rs.validator_for(SCHEMA)
PAYLOADS = [
    # markup
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "</title><b>", "</style>",
    "</script><script>", "<!-- x -->", "-->", "]]>", "<![CDATA[x]]>", "{{7*7}}", "${7*7}", "<details open>",
    "&lt;b&gt; &#60;b>", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY a 'b'>]>&a;",
    # addresses
    "javascript:alert(1)", "JaVa\tscript:alert(1)", "data:text/html,x", "vbscript:x", "\x01javascript:x", "//evil.example/",
    'http://x" onx="1', "file:///etc/passwd", "../../../../etc/passwd", "https://evil.example/?a=b#c", "www.evil.example",
    # formulas
    "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", '"=1"', " =1", "\x00=1", "\u200b=1",
    '=HYPERLINK("http://x","y")', "=cmd|'/C calc'!A0", "a;=1+1", 'a;"=1"', "a\n=1", "{=1}", "internal:Sheet!A1",
    "_x0041_", "'=1", "a,=1", ";;@x",
    # terminals
    "\x1b[2J", "\x1b]0;t\x07", "\x1b]8;;http://x\x1b\\y", "\x1b]52;c;eA==\x07", "\x9b31m", "\x08\x7f", "good\revil", "\u202eevil",
    # logs
    "::error::x", "x\n::set-output name=a::b", "::stop-commands::x", "##[error]x", "##vso[task]x", "##teamcity[x]",
    "%0A::error::x", "a%0D%0Ab", "a,line=1::b", "title=x,file=y::z", "\r\n::add-mask::x",
    # Markdown
    "@team", "@org/team", "#1", "GH-1", "org/repo#1", "![x](http://x/y.png)", "[x](javascript:alert(1))", "[x]: http://x",
    "```\n# x\n```", "a|b", "**x** _y_ ~~z~~", "`x`", "``", "<http://x>", ":shipit:", "a@b.example", "\n# x", "\n- x\n  1. y",
    "\\", "\\`", "0123456789abcdef0123456789abcdef01234567",
    # what is no text
    "\ufffe\uffff", "\ud800", "\udfff\ud800", "\u2028\u2029", "\x85", "", " ", "x" * 40_000, "{0} {{1}}", "%s %(x)s",
]  # fmt: skip
assert len(PAYLOADS) >= 60
HARMLESS = "harmless"
FINDING = Finding(
    "a-rule", "group", "warning", "Message.", Place(3, 5, 3, 9), "h1", "evidence", (), "Why.", "Fix.",
    "https://example.org/", "google", "f00d", Excerpt("a", "b", "c"),
)  # fmt: skip
RULESET = RulesetInfo("rules.yaml", "sha256:00", 1)
PAGE = PageReport(
    "a.html", "https://www.example.com/", "audited", None, "utf-8", (FINDING,), (Outcome("a-rule", "failed"),)
)


def in_finding(**changes: object) -> PageReport:
    return replace(PAGE, findings=(FINDING._replace(**changes),))  # type: ignore[arg-type]


FIELDS: dict[str, Callable[[str], PageReport]] = {
    "input": lambda text: replace(PAGE, input=text),
    "input below a folder": lambda text: replace(PAGE, input=f"build/{text}"),
    "input at an address": lambda text: replace(PAGE, input=f"https://www.example.com/{text}"),
    "url": lambda text: replace(PAGE, url=text),
    "reason": lambda text: replace(PAGE, status="partial", reason=text),
    "reason of a failure": lambda text: PageReport(text, None, "failed", text, None),
    "encoding": lambda text: replace(PAGE, encoding=text),
    "exception": lambda text: replace(PAGE, held=(Held(text, "info", 1, 1, text, text, text),)),
    "note": lambda text: replace(PAGE, notes=(text,)),
    "reason of a rule": lambda text: replace(
        PAGE, outcomes=(Outcome("x", "not_run", text), Outcome("y", "crashed", text))
    ),
    "rule": lambda text: replace(in_finding(rule=text), outcomes=(Outcome(text, "failed"),)),
    "group": lambda text: in_finding(group=text),
    "message": lambda text: in_finding(message=text),
    "message within": lambda text: in_finding(message=f"The title is “{text}”."),
    "error": lambda text: in_finding(severity="error", message=text),
    "evidence": lambda text: in_finding(evidence=text, excerpt=Excerpt(text, text, text)),
    "fix": lambda text: in_finding(fix=text),
    "why": lambda text: in_finding(why=text),
    "help": lambda text: in_finding(help=text),
    "subject": lambda text: in_finding(subject=text),
    "fingerprint": lambda text: in_finding(fingerprint=text),
    "pointer": lambda text: in_finding(place=Place(3, 5, 4, 9, text, text)),
    "related": lambda text: in_finding(related=(Related(text, Place(1, 1, 1, 2)),)),
}


def written(form: str, pages: list[PageReport]) -> bytes:
    options = ReportOptions(root="/srv/checkout")
    return b"".join(encoded(form, render(form, Report(RULESET, tuple(pages)), options)))


UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def judge_line(line: str) -> None:
    """What no line of a log may do."""
    assert not UNSEEN.search(line)
    assert not re.search(r"##\w*\[", line)


def judge_text(report: bytes, pages: int) -> None:
    for line in report.decode("utf-8").split("\n"):
        judge_line(line)
        assert not re.match(r"\s*::\w", line)


def judge_json(report: bytes, pages: int) -> None:
    assert not UNSEEN.search(report.decode("utf-8"))
    assert len(json.loads(report)["pages"]) == pages


def judge_jsonl(report: bytes, pages: int) -> None:
    lines = report.decode("utf-8").splitlines()
    assert not any(UNSEEN.search(line) for line in lines)
    assert [type(json.loads(line)) for line in lines] == [dict] * pages


def judge_sarif(report: bytes, pages: int) -> None:
    log = json.loads(report)
    assert [error.message for error in SARIF.iter_errors(log)] == []
    assert not UNSEEN.search(report.decode("utf-8"))

    def walk(node: object, key: str = "") -> None:
        if isinstance(node, dict):
            for name, value in node.items():
                walk(value, name)
        elif isinstance(node, list):
            for value in node:
                walk(value)
        elif key == "uri":
            assert isinstance(node, str)
            assert re.fullmatch(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*", node)
            parts = urlsplit(node)
            assert parts.scheme in {"", "http", "https", "file"}
            assert parts.scheme or not parts.netloc
            assert parts.scheme or ".." not in unquote(parts.path).split("/")
        elif key == "text" and isinstance(node, str):
            assert not re.search(r"(?<!\\)\]\(", node) or "snippet" in key

    for run in log["runs"]:
        for result in run["results"]:
            result["locations"][0]["physicalLocation"]["region"].pop("snippet", None)  # the page's source, as it is
        walk(run)


def judge_junit(report: bytes, pages: int) -> None:
    suites = list(JUnitXml.fromstring(report))
    assert len(suites) == pages
    for suite in suites:
        tests = list(suite)
        assert tests[0].name == "page-read"
        for test in tests:
            assert {type(result).__name__ for result in test.result} <= {"Failure", "Error", "Skipped"}
    judge_text(re.sub(rb"[<>]", b" ", report), pages)


def judge_github(report: bytes, pages: int) -> None:
    """As the runner reads it: a command a line, its properties parted by commas."""
    for line in report.decode("utf-8").splitlines():
        judge_line(line)
        command = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        if command is None:
            assert re.fullmatch(r"\d+ \w+ more without annotation: .*", line)
            continue
        names = [each.partition("=")[0] for each in command[2].split(",")]
        assert names in (
            ["title"],
            ["file", "title"],
            ["file", "line", "endLine", "title"],
            ["file", "line", "endLine", "col", "endColumn", "title"],
        )
        assert re.sub("%(?:25|0A|0D)", "", command[3]).find("%") == -1


def judge_gitlab(report: bytes, pages: int) -> None:
    issues = json.loads(report)
    assert not UNSEEN.search(report.decode("utf-8"))
    prints = [issue["fingerprint"] for issue in issues]
    assert len(prints) == len(set(prints)) >= pages - 3  # pages with outcomes only have no issue
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith("./")


FORMULA = re.compile(r"[\s\"\u200b\u2060\ufeff]*[=+\-@＝＋－＠]")


def judge_csv(report: bytes, pages: int) -> None:
    assert report.startswith(b"\xef\xbb\xbf")
    text = report.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    for delimiter in ",;\t":  # Excel splits at what its country's settings say
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            assert [cell for cell in row if FORMULA.match(cell)] == []
    for line in text.split("\r\n"):
        judge_line(line)


def judge_xlsx(report: bytes, pages: int) -> None:
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
        assert not any(b"externalLink" in name.encode() or (name.endswith(".rels") and b"hyperlink" in archive.read(name))
                       for name in archive.namelist())  # fmt: skip
    assert not any(b"<f>" in sheet or b"<f " in sheet or b"<hyperlink" in sheet for sheet in sheets)
    book = openpyxl.load_workbook(io.BytesIO(report))
    assert book.sheetnames == ["Summary", "Findings", "Pages", "Rules"]
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n", "inlineStr"}
                assert cell.hyperlink is None
                assert not UNSEEN.search(str(cell.value))
    assert book["Pages"].max_row == pages + 1


OURS = re.compile(rf"{MARKER}|<!-- seocheck-diff -->|<details><summary>Info \([\d,]+\)</summary>|</details>|</?sub>")


def judge_markdown(report: bytes, pages: int) -> None:
    text = report.decode("utf-8")
    assert len(text) < 65_536
    for line in text.split("\n"):
        judge_line(line)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    for token in [*tokens, *(child for parent in tokens for child in parent.children or ())]:
        if token.type in {"html_inline", "html_block"}:
            assert OURS.fullmatch(token.content.strip())
        assert token.type not in {
            "image",
            "link_open",
            "fence",
            "code_block",
            "table_open",
            "s_open",
            "ordered_list_open",
        }
        if token.type == "text":
            shown = token.content
            assert not re.search(r"@\w|#\d|GH-\d|://|www\.|:[a-z]+:|\b[0-9a-f]{7,40}\b", shown, re.IGNORECASE), shown


JUDGES = {
    "text": judge_text,
    "json": judge_json,
    "jsonl": judge_jsonl,
    "sarif": judge_sarif,
    "junit": judge_junit,
    "github": judge_github,
    "gitlab": judge_gitlab,
    "csv": judge_csv,
    "markdown": judge_markdown,
}


@pytest.mark.parametrize("form", JUDGES)
def test_no_payload_in_any_field_is_more_than_text(form: str) -> None:
    for payload in PAYLOADS:
        pages = [place(payload) for place in FIELDS.values()]
        JUDGES[form](written(form, pages), len(pages))
        for name, page in zip(FIELDS, pages, strict=True):  # alone, where a limit could have hidden it
            try:
                JUDGES[form](written(form, [page]), 1)
            except (AssertionError, ValueError) as error:
                raise AssertionError(f"{payload!r} in {name}") from error


def test_no_payload_in_any_field_is_more_than_text_in_a_workbook() -> None:
    pages = [place(payload) for payload in PAYLOADS for place in FIELDS.values()]
    judge_xlsx(written("xlsx", pages), len(pages))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_that_workbook_and_sees_neither_a_formula_nor_a_link(tmp_path: Path) -> None:
    pages = [place(payload) for payload in PAYLOADS for place in FIELDS.values()]
    (tmp_path / "report.xlsx").write_bytes(written("xlsx", pages))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "fods", "report.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    book = (tmp_path / "report.fods").read_text("utf-8")
    assert re.findall('<table:table table:name="([^"]*)"', book) == ["Summary", "Findings", "Pages", "Rules"]
    assert "<text:p>=1+1</text:p>" in book, "it is there, as text"
    assert re.findall("table:formula|xlink:href|office:event-listener", book) == []


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load_ruleset()


def page_with(payload: str) -> bytes:
    """A page that says the payload wherever a rule may look."""
    text, value = escape(payload), json.dumps(payload).replace("<", "\\u003c")
    return f"""<!DOCTYPE html><html lang="{text}"><meta charset=utf-8><title>{text}</title>
<link rel=canonical href="{text}"><meta name=robots content="{text}"><meta property="og:title" content="{text}">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":["NewsArticle",{value}],"headline":{value},
"author":{value},"datePublished":{value},"image":{value},"url":{value},{value}:1}}</script>
<script type="application/ld+json">{payload}</script><h1>{text} again</h1><h3>{text}</h3><a href="{text}">{text}</a>
<p>{text}<nav class=breadcrumb>{text} › {text}</nav>{payload}""".encode("utf-8", "surrogatepass")


def test_pages_that_say_them_everywhere_change_no_report(ruleset: Ruleset) -> None:
    pages = []
    for number, payload in enumerate(PAYLOADS):
        page = audit(Document(page_with(payload[:300]), name=f"{number}{payload[:50]}.html"), ruleset)
        assert page.findings
        pages.append(page)
    for form, judge in {**JUDGES, "xlsx": judge_xlsx}.items():
        if form != "gitlab":
            judge(written(form, pages), len(pages))
    issues = json.loads(written("gitlab", pages))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == sum(len(page.findings) for page in pages)


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_comparing_reports_that_hold_them_changes_nothing_either(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = ("input", "message", "rule", "error")
    pages = [
        replace(FIELDS[name](payload), url=f"https://www.example.com/{name}") for payload in PAYLOADS for name in shown
    ]
    (tmp_path / "first.json").write_bytes(written("json", [replace(page, findings=()) for page in pages]))
    (tmp_path / "second.json").write_bytes(written("json", pages))
    with pytest.raises(SystemExit) as stop:
        main(["diff", "first.json", "second.json", "--format", form])
    assert stop.value.code == 1
    out = capfdbinary.readouterr().out
    if form == "json":
        assert not UNSEEN.search(out.decode())
        assert json.loads(out)["summary"]["new"] > 100
    else:
        {"text": judge_text, "markdown": judge_markdown}[form](out, len(pages))
