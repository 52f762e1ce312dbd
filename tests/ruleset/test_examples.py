from __future__ import annotations

from collections.abc import Sequence

import pytest

from seocheck.model import Document, Finding, Outcome, PageReport, Place, Related, State, Status
from seocheck.ruleset import ExampleResult, Ruleset, load_ruleset_text, run_examples
from seocheck.ruleset.examples import unmarked

RULE = "rules: {{a: {{subject: h1, expect: {{absent: true}}, severity: error, message: m{examples}}}}}"


def place(line: int, column: int) -> Place:
    return Place(line, column, line, column + 1)


class FakeAudit:
    """Reports findings of rule `a` wherever it is told to, and remembers what it was given."""

    def __init__(
        self, places: Sequence[Place], state: State, status: Status = "audited", related: Sequence[Place] = ()
    ) -> None:
        self.places, self.state, self.status, self.related = places, state, status, related
        self.seen: list[tuple[Document, Ruleset]] = []

    def __call__(self, document: Document, ruleset: Ruleset) -> PageReport:
        self.seen.append((document, ruleset))
        others = tuple(Related("", other) for other in self.related)
        findings = tuple(
            Finding("a", "own", "error", "message", at, "h1", "", others, None, None, None, None, "f")
            for at in self.places
        )
        outcomes = (Outcome("a", self.state, "why"),)
        return PageReport("example", document.url, self.status, None, "utf-8", findings, outcomes)


def run(examples: str, audit: FakeAudit) -> list[ExampleResult]:
    return run_examples(load_ruleset_text(RULE.format(examples=examples)), audit)


@pytest.mark.parametrize(
    ("html", "plain", "marks"),
    [
        ("<p>", "<p>", []),
        ("▶<p>", "<p>", [(1, 1)]),
        ("a\n b▶<p>", "a\n b<p>", [(2, 3)]),
        ("a\r\n▶b\r▶c", "a\nb\nc", [(2, 1), (3, 1)]),
        ("▶a▶b", "ab", [(1, 1), (1, 2)]),
    ],
)
def test_marks_are_taken_out(html: str, plain: str, marks: list[tuple[int, int]]) -> None:
    assert unmarked(html) == (plain, marks)


@pytest.mark.parametrize(
    ("audit", "message"),
    [
        (FakeAudit([], "passed"), ""),
        (FakeAudit([], "not_applicable"), "the good example does not pass: not applicable (why)"),
        (FakeAudit([], "crashed"), "the good example does not pass: crashed (why)"),
        (FakeAudit([place(1, 2)], "failed"), "the good example is reported at 1:2: message"),
        (FakeAudit([], "passed", "partial"), "the good example was not audited: partial"),
    ],
)
def test_a_good_example_must_pass(audit: FakeAudit, message: str) -> None:
    assert run(", good: x", audit) == [ExampleResult("a", "good", not message, message)]


@pytest.mark.parametrize(
    ("bad", "audit", "message"),
    [
        ("xx", FakeAudit([place(1, 1)], "failed"), ""),
        ("x▶x", FakeAudit([place(1, 2)], "failed"), ""),
        ("x▶x", FakeAudit([place(1, 1), place(1, 2)], "failed"), ""),
        ("▶x▶x", FakeAudit([place(1, 1)], "failed", related=[place(1, 2)]), ""),
        ("x▶x", FakeAudit([place(1, 1)], "failed"), "the finding should start at 1:2, but is at 1:1"),
        (
            "x▶x",
            FakeAudit([place(1, 1)], "failed", related=[place(1, 2)]),
            "the finding should start at 1:2, but is at 1:1",
        ),
        ("▶x▶x", FakeAudit([place(1, 1)], "failed"), "the finding should start at 1:2, but is at 1:1"),
        ("xx", FakeAudit([], "passed"), "the bad example is not reported: passed (why)"),
        ("xx", FakeAudit([], "passed", "failed"), "the bad example was not audited: failed"),
    ],
)
def test_a_bad_example_must_be_found_at_its_mark(bad: str, audit: FakeAudit, message: str) -> None:
    assert run(f", bad: {bad}", audit) == [ExampleResult("a", "bad", not message, message)]


def test_an_example_is_read_alone_at_its_address_as_utf_8_and_at_a_fixed_time() -> None:
    audit = FakeAudit([], "passed")
    run(", good: {html: é, url: 'https://example.com/'}, bad: ▶é", audit)
    document, ruleset = audit.seen[0]
    assert (document.content, document.url) == ("é".encode(), "https://example.com/")
    assert document.headers["content-type"] == "text/html; charset=utf-8"
    assert document.now is not None
    assert [rule.id for rule in ruleset.rules] == ["a"]
    assert audit.seen[1][0].content == "é".encode()


def test_a_rule_without_examples_has_no_results() -> None:
    assert run("", FakeAudit([], "passed")) == []
