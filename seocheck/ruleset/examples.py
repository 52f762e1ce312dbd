"""The examples rules carry: the good one must pass, the bad one must fail at the `▶`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from seocheck.model import Document, LinkTarget, PageReport, Place
from seocheck.ruleset.errors import listed
from seocheck.ruleset.rule import Example, Rule
from seocheck.ruleset.ruleset import Ruleset

MARK = "▶"
NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""The time at which examples are read: rules about the future need one, and examples must not age."""

AuditOne = Callable[[Document, Ruleset], PageReport]


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """How one example fared; `message` says what was found instead of what was expected, nothing when it is right."""

    rule: str
    kind: Literal["good", "bad"]
    ok: bool
    message: str


def run_examples(ruleset: Ruleset, audit_one: AuditOne) -> list[ExampleResult]:
    """Audit the examples of every rule that is on, each with its own rule only; in the order of the rules."""
    results = []
    for rule in ruleset.rules:
        only = ruleset.select([rule.id])
        if rule.good is not None:
            fault = _good(rule, audit_one(document_of(rule.good, rule.good.html), only))
            results.append(ExampleResult(rule.id, "good", not fault, fault))
        if rule.bad is not None:
            html, marks = unmarked(rule.bad.html)
            fault = _bad(rule, marks, audit_one(document_of(rule.bad, html), only))
            results.append(ExampleResult(rule.id, "bad", not fault, fault))
    return results


def unmarked(html: str) -> tuple[str, list[tuple[int, int]]]:
    """An example without its marks, and the line and column at which each stood."""
    pieces = html.replace("\r\n", "\n").replace("\r", "\n").split(MARK)
    marks = []
    before = ""
    for piece in pieces[:-1]:
        before += piece
        marks.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
    return "".join(pieces), marks


def document_of(example: Example, html: str) -> Document:
    """The page of an example. html: its text without marks."""
    headers = {"content-type": "text/html; charset=utf-8"}
    targets = {url: _target(answer) for url, answer in example.answers.items()}
    return Document(html.encode(), url=example.url, headers=headers, now=NOW, name="example", targets=targets)


def _target(answer: int | str) -> LinkTarget:
    if isinstance(answer, str):
        return LinkTarget(moved=answer)
    return LinkTarget(broken=f"the server answers {answer}" if answer >= 400 else None)


def _good(rule: Rule, report: PageReport) -> str:
    if report.status != "audited":
        return f"the good example was not audited: {report.reason or report.status}"
    found = [finding for finding in report.findings if finding.rule == rule.id]
    if found:
        return f"the good example is reported at {_worded(found[0].place)}: {found[0].message}"
    state, reason = _state(rule, report)
    if state != "passed":
        return f"the good example does not pass: {state}{f' ({reason})' if reason else ''}"
    return ""


def _bad(rule: Rule, marks: list[tuple[int, int]], report: PageReport) -> str:
    if report.status != "audited":
        return f"the bad example was not audited: {report.reason or report.status}"
    found = [finding for finding in report.findings if finding.rule == rule.id]
    if not found:
        state, reason = _state(rule, report)
        return f"the bad example is not reported: {state}{f' ({reason})' if reason else ''}"
    own = {(finding.place.line, finding.place.column) for finding in found}
    # a rule that gives one finding for many places has the others as related ones
    related = {(other.place.line, other.place.column) for finding in found for other in finding.related}
    missed = [mark for mark in marks if mark not in own | related]
    if missed or (marks and not own & set(marks)):
        wanted = listed([f"{line}:{column}" for line, column in missed or marks])
        seen = listed([_worded(finding.place) for finding in found[:5]])
        return f"the finding should start at {wanted}, but is at {seen}"
    return ""


def _state(rule: Rule, report: PageReport) -> tuple[str, str | None]:
    for outcome in report.outcomes:
        if outcome.rule == rule.id:
            return outcome.state.replace("_", " "), outcome.reason
    return "not run", None


def _worded(place: Place) -> str:
    return f"{place.line}:{place.column}"
