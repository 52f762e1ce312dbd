"""json and jsonl: valid by the schema, the same bytes each time, a page at a time, hostile pages included."""

from __future__ import annotations

import gc
import json
import tracemalloc
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft7Validator

from seocheck import __version__
from seocheck.model import Excerpt, Finding, Held, Outcome, PageReport, Place, Related, Report, RulesetInfo
from seocheck.report import ReportOptions, encoded, formats, render, start, writer

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "report.schema.json").read_text("utf-8"))
RULESET = RulesetInfo("rules.yaml", "sha256:0a1b", 88)
NASTY = (
    "\x1b[2J\x1b]0;t\x07\x9b31m\x7f\x08\u202eevil\u2066\u2028\u2029\ud800\udfff\r\n"
    "::error::boom\n##[error]x </script>]]>=1+1"
)


def finding(text: str = "The name is empty.", line: int = 20, **changes: object) -> Finding:
    plain = Finding(
        rule="breadcrumb-name",
        group="breadcrumbs",
        severity="error",
        message=text,
        place=Place(line, 44, line, 45, "/itemListElement/1/name"),
        subject="BreadcrumbList.itemListElement[].name",
        evidence='"name": ""',
        related=(Related("the trail readers see", Place(27, 3, 27, 9, selector="nav")),),
        why="Search shows the trail.",
        fix="Give every step a name.",
        help="https://example.org/help",
        source="google",
        fingerprint="f00d",
        excerpt=Excerpt('{"position": 2, ', '"name": ""', "}"),
    )
    return plain._replace(**changes)  # type: ignore[arg-type]


def hostile() -> Report:
    long = NASTY + "x" * 5000
    bad = finding(
        long, evidence=long, subject=long, why=long, fix=long, help=long, source=long, rule=NASTY, group=NASTY
    )
    bad = bad._replace(excerpt=Excerpt(long, long, long), fingerprint=NASTY)
    bad = bad._replace(related=(Related(long, Place(1, 1, 1, 1, long, long)),) * 7)
    outcomes = (
        Outcome(NASTY, "failed"),
        Outcome("a", "passed"),
        Outcome("b", "not_applicable"),
        Outcome(NASTY, "not_run", long),
        Outcome("c", "not_run"),
        Outcome(NASTY, "crashed", long),
    )
    return Report(
        RulesetInfo(NASTY, "sha256:00", 88),
        (
            PageReport("::error::a.html" + NASTY, long, "audited", None, NASTY, (bad, bad), outcomes, (long,)),
            PageReport("https://u:SECRET@a/?token=SECRET", None, "failed", f"https://u:SECRET@a/ {long}", None),
            PageReport("##vso[task]", long, "partial", long, "utf-8", (), outcomes),
            PageReport("empty.html", None, "audited", None, "utf-8"),
        ),
    )


def written(name: str, report: Report, options: ReportOptions | None = None) -> str:
    return b"".join(encoded(name, render(name, report, options))).decode("utf-8")


def test_formats_are_found_in_their_folder() -> None:
    assert formats()[0] == "text"
    assert {"text", "json", "jsonl"} <= set(formats())
    assert not {"clean", "totals", "json_"} & set(formats())
    with pytest.raises(KeyError):
        writer("nope")


def test_the_schema_is_strict_and_describes_everything() -> None:
    Draft7Validator.check_schema(SCHEMA)

    def walk(node: dict[str, object], path: str) -> Iterator[str]:
        if "$ref" not in node and not node.get("description"):
            yield f"{path} is not described"
        properties = node.get("properties")
        if isinstance(properties, dict):
            if node.get("additionalProperties") is not False or node.get("required") != list(properties):
                yield f"{path} is not strict"
            for name, child in properties.items():
                yield from walk(child, f"{path}/{name}")

    roots = {"": SCHEMA, **SCHEMA["definitions"]}
    assert [fault for name, node in roots.items() for fault in walk(node, name)] == []


def test_json_is_the_documented_object() -> None:
    page = PageReport(
        "page.html",
        "https://example.com/a",
        "partial",
        "cut at 15 MiB",
        "utf-8",
        (finding(),),
        (
            Outcome("breadcrumb-name", "failed"),
            Outcome("h1-missing", "not_run", "cut"),
            Outcome("x", "crashed", "KeyError"),
        ),
        ("read as UTF-8",),
        held=(Held("og-missing", "info", 3, 1, "known before", "baseline", "f00d"),),
    )
    text = written("json", Report(RULESET, (page,)))
    assert json.loads(text) == {
        "version": 1,
        "tool": {"name": "seocheck", "version": __version__},
        "ruleset": {"source": "rules.yaml", "digest": "sha256:0a1b", "rules": 88},
        "summary": {
            "pages": 1,
            "audited": 0,
            "partial": 1,
            "failed": 0,
            "refused": 0,
            "skipped": 0,
            "error": 1,
            "warning": 0,
            "info": 0,
        },
        "pages": [
            {
                "input": "page.html",
                "url": "https://example.com/a",
                "status": "partial",
                "reason": "cut at 15 MiB",
                "code": None,
                "exchange": None,
                "encoding": "utf-8",
                "findings": [
                    {
                        "rule": "breadcrumb-name",
                        "group": "breadcrumbs",
                        "severity": "error",
                        "message": "The name is empty.",
                        "place": {
                            "line": 20,
                            "column": 44,
                            "end_line": 20,
                            "end_column": 45,
                            "pointer": "/itemListElement/1/name",
                            "selector": None,
                        },
                        "subject": "BreadcrumbList.itemListElement[].name",
                        "evidence": '"name": ""',
                        "excerpt": {"before": '{"position": 2, ', "marked": '"name": ""', "after": "}"},
                        "related": [
                            {
                                "message": "the trail readers see",
                                "place": {
                                    "line": 27,
                                    "column": 3,
                                    "end_line": 27,
                                    "end_column": 9,
                                    "pointer": None,
                                    "selector": "nav",
                                },
                            }
                        ],
                        "why": "Search shows the trail.",
                        "fix": "Give every step a name.",
                        "help": "https://example.org/help",
                        "source": "google",
                        "fingerprint": "f00d",
                    }
                ],
                "held": [
                    {
                        "rule": "og-missing",
                        "severity": "info",
                        "line": 3,
                        "column": 1,
                        "reason": "known before",
                        "by": "baseline",
                        "fingerprint": "f00d",
                    }
                ],
                "rules": {"passed": 0, "failed": 1, "not_applicable": 0, "not_run": 1, "crashed": 1},
                "not_run": [{"rule": "h1-missing", "reason": "cut"}],
                "crashed": [{"rule": "x", "reason": "KeyError"}],
                "notes": ["read as UTF-8"],
            }
        ],
    }
    assert list(json.loads(text)) == ["version", "tool", "ruleset", "summary", "pages"]
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n", "pages are indented like the rest"


def test_a_run_without_pages_is_still_a_report() -> None:
    report = json.loads(written("json", Report(RULESET, ())))
    assert report["pages"] == []
    Draft7Validator(SCHEMA).validate(report)
    assert written("jsonl", Report(RULESET, ())) == ""


def test_a_run_that_stops_early_leaves_no_file_behind() -> None:
    output = start("json", RULESET)
    page = PageReport("a.html", None, "audited", None, "utf-8", (finding("x" * 100_000),))
    for _ in range(20):
        assert list(output.page(page)) == []
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        del output
        gc.collect()
    assert heard == []


def test_hostile_pages_give_valid_json() -> None:
    text = written("json", hostile())
    lines = written("jsonl", hostile()).splitlines()
    report = json.loads(text)
    Draft7Validator(SCHEMA).validate(report)
    page = Draft7Validator({**SCHEMA["definitions"]["page"], "definitions": SCHEMA["definitions"]})
    for line in lines:
        page.validate(json.loads(line))
    assert [json.loads(line) for line in lines] == report["pages"], "a line is a page of the json report"
    whole = NASTY.replace("\ud800\udfff", "\ufffd\ufffd") + "x" * 5000
    assert report["pages"][0]["findings"][0]["message"] == whole, "machines get the text as it is, but for surrogates"
    for unseen in ("\x1b", "\x9b", "\x7f", "\u202e", "\u2066", "\u2028", "\ud800", "SECRET"):
        assert unseen not in text + "\n".join(lines)


@pytest.mark.parametrize("name", ["text", "json", "jsonl"])
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    assert list(encoded(name, render(name, hostile()))) == list(encoded(name, render(name, hostile())))


def test_json_is_utf8_whatever_the_terminal_and_text_shows_what_it_lacks() -> None:
    report = Report(RULESET, (PageReport("東京.html", None, "audited", None, "utf-8"),))
    assert "東京".encode() in b"".join(encoded("json", render("json", report), terminal="ascii"))
    assert b"".join(encoded("text", render("text", report), terminal="ascii")).startswith(rb"\u6771\u4eac.html")
    assert list(encoded("xlsx", [b"PK"])) == [b"PK"]


@pytest.mark.parametrize("name", ["text", "json", "jsonl"])
def test_a_long_run_is_written_page_by_page(name: str) -> None:
    output = start(name, RULESET)
    page = PageReport(
        "a.html", None, "audited", None, "utf-8", tuple(finding("x" * 1000, line) for line in range(1, 4))
    )
    list(output.begin())
    written = 0
    tracemalloc.start()
    for _ in range(1000):
        written += sum(len(chunk) for chunk in output.page(page))
    for chunk in output.end():
        assert len(chunk) < 200_000
        written += len(chunk)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert output.totals.pages == 1000
    assert written > 1_500_000
    assert peak < (3_000_000 if name == "json" else 1_000_000), "json waits for its summary, mostly on disk"
