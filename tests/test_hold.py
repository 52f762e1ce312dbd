"""What is found and not reported: exceptions of a rules file, comments in a page; what is wrong with them is said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from seocheck import Document, RulesetError, audit
from seocheck.model import PageReport
from seocheck.ruleset import load_ruleset_text

PAGE = "<!DOCTYPE html><html lang=en><title>A mayor resigns</title><h1>A mayor resigns</h1><h3>Skipped</h3>{}"
RULES = """extends: minimal
rules: {heading-skip: warning, canonical-missing: info}
"""
NAME = "news/a.html"


def read(ignore: str = "", html: str = "", now: str | None = "2026-11-22", **page: Any) -> PageReport:
    ruleset = load_ruleset_text(f"{RULES}{ignore}", "house.yaml")
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC) if now else None
    return audit(Document(PAGE.format(html).encode(), name=NAME, now=moment, **page), ruleset)


def reported(page: PageReport) -> list[str]:
    return sorted(finding.rule for finding in page.findings)


BOTH = ["canonical-missing", "heading-skip"]


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        ("rule: heading-skip", ["canonical-missing"]),
        ("rule: headings", ["canonical-missing"]),
        ("rule: heading-*", ["canonical-missing"]),
        ("rule: [heading-skip, canonical-missing]", []),
        ("rule: '*'", []),
        ("rule: heading-skip, path: news/*.html", ["canonical-missing"]),
        ("rule: heading-skip, path: sport/*.html", BOTH),
        ("rule: heading-skip, url: https://www.example.com/**", ["canonical-missing"]),
        ("rule: heading-skip, url: '**/opinion/**'", BOTH),
        ("rule: heading-skip, url: 'https://www.example.com/**', path: sport/*", BOTH),
        ("rule: heading-skip, until: 2026-11-22", ["canonical-missing"]),
        ("rule: heading-skip, until: 2026-11-21", BOTH),
    ],
)
def test_an_exception_holds_back_what_it_names_where_it_says(entry: str, left: list[str]) -> None:
    page = read(f"ignore: [{{{entry}, reason: 'Old pages.'}}]", url="https://www.example.com/a")
    assert reported(page) == left
    assert sorted(held.rule for held in page.held) == [rule for rule in BOTH if rule not in left]
    assert {(held.reason, held.by) for held in page.held} <= {("Old pages.", "house.yaml:3:10")}


def test_an_exception_that_ended_is_said_where_it_would_hold_something_back() -> None:
    page = read("ignore: [{rule: heading-skip, reason: x, until: 2026-01-31}]")
    assert page.notes == ("the exception at house.yaml:3:10 ended on 2026-01-31; what it held back is reported again",)
    assert read("ignore: [{rule: title-*, reason: x, until: 2026-01-31}]").notes == ()
    assert reported(read("ignore: [{rule: heading-skip, reason: x, until: 2026-01-31}]", now=None)) == [
        "canonical-missing"
    ], "without a clock no day has passed"


@pytest.mark.parametrize(
    ("entries", "place", "words"),
    [
        ("[{rule: heading-skop, reason: x}]", "1:17", "did you mean “heading-skip”"),
        ("[{rule: [h1-missing, heading-skop], reason: x}]", "1:30", "did you mean “heading-skip”"),
        ("[{rule: heading-skip}]", "1:10", "“reason” is missing"),
        ("[{reason: x}]", "1:10", "“rule” is missing"),
        ("[{rule: heading-skip, reason: ''}]", "1:39", "empty"),
        ("[{rule: heading-skip, reason: x, until: soon}]", "1:49", "this must be a day"),
        ("[{rule: heading-skip, reason: x, until: 2026-02-30}]", "1:49", "no day of the calendar"),
        ("[{rule: heading-skip, reason: x, page: y}]", "1:42", "unknown key “page”"),
        ("heading-skip", "1:9", "list"),
    ],
)
def test_what_is_wrong_with_an_exception_is_said_with_its_place(entries: str, place: str, words: str) -> None:
    with pytest.raises(RulesetError) as error:
        load_ruleset_text(f"ignore: {entries}\nextends: default\n", "house.yaml")
    assert str(error.value).startswith(f"house.yaml:{place}: ignore"), str(error.value)
    assert words in str(error.value)


def test_exceptions_are_part_of_the_digest() -> None:
    plain, other, again = (
        load_ruleset_text(f"extends: default\n{text}").digest
        for text in ("", "ignore: [{rule: headings, reason: x}]", "ignore:\n  - {reason: y, rule: headings}")
    )
    assert plain != other == again


@pytest.mark.parametrize(
    ("comment", "left", "note"),
    [
        ("<!-- seocheck-disable heading-skip: the widget brings it -->", ["canonical-missing"], None),
        ("<!--seocheck-disable headings:x-->", ["canonical-missing"], None),
        ("<!-- seocheck-disable heading-skip, canonical-missing: a test\n page -->", [], None),
        ("<p><!-- seocheck-disable *: a: b --></p>", [], None),
        ("<!-- seocheck-disable heading-skip -->", BOTH, "it gives no reason"),
        ("<!-- seocheck-disable heading-skip: -->", BOTH, "it gives no reason"),
        ("<!-- seocheck-disable : x -->", BOTH, "it names no rule"),
        ("<!-- seocheck-disable heading-skop: x -->", BOTH, "did you mean “heading-skip”"),
        ("<!-- seocheck-disable heading-skip, nope: x -->", BOTH, "neither a rule nor a group"),
        ("<!-- seocheck-disable title-missing: x -->", BOTH, "there is no such finding"),
        ("<!-- seocheck-disabled heading-skip: x -->", BOTH, None),
        ("<script>'<!-- seocheck-disable heading-skip: x -->'</script>", BOTH, None),
        ("<textarea><!-- seocheck-disable heading-skip: x --></textarea>", BOTH, None),
        ('<p title="<!-- seocheck-disable heading-skip: x -->">', BOTH, None),
    ],
)
def test_a_comment_holds_for_the_whole_page(comment: str, left: list[str], note: str | None) -> None:
    page = read(html=comment)
    assert reported(page) == left
    assert len(page.held) == 2 - len(left)
    assert len(page.notes) == (note is not None)
    assert note is None or note in page.notes[0]
    assert note is None or page.notes[0].startswith("1:")


def test_a_comment_is_found_where_it_stands() -> None:
    page = read(html="\n<p>x\n <!-- seocheck-disable heading-skip: a test -->")
    assert [(held.by, held.reason, held.line, held.column) for held in page.held] == [
        ("the page at 3:2", "a test", 1, 84)
    ]


def test_a_path_given_otherwise_is_the_same_finding() -> None:
    ruleset = load_ruleset_text("extends: default")
    content = PAGE.format("").encode()
    prints = [
        [finding.fingerprint for finding in audit(Document(content, name=name), ruleset).findings]
        for name in ("build/a.html", "./build//a.html", "build/b.html")
    ]
    assert prints[0] == prints[1] != prints[2]


def test_a_comment_is_not_called_idle_where_its_rule_was_not_looked_for() -> None:
    comment = "<!-- seocheck-disable title-missing: x -->"
    ruleset = load_ruleset_text(RULES)
    content = PAGE.format(comment).encode()
    assert audit(Document(content, name=NAME), ruleset).notes != ()
    assert audit(Document(content, name=NAME), ruleset.select(["heading-skip"])).notes == ()
    assert audit(Document(content, name=NAME, cut="the rest is missing"), ruleset).notes == ()
