"""JUnit XML: a test suite a page, a test a rule; CI systems list and chart them.

A test fails when its finding would fail the run (`--fail-on`); lesser findings stand in the test's output. A rule that
had nothing to look at is no test.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seocheck.model import SEVERITIES
from seocheck.report.clean import clean
from seocheck.report.whereabouts import path_of
from seocheck.report.wording import unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.model import Finding, PageReport, RulesetInfo
    from seocheck.report import ReportOptions
    from seocheck.report.totals import Totals

_LONGEST = 1000
_WHOLE = "page-read"  # the test that the page was read whole


class Writer:
    """Writes one suite a page as pages come."""

    def __init__(self, ruleset: RulesetInfo, options: ReportOptions) -> None:
        del ruleset
        self._root = options.root
        self._failing = options.failing

    def begin(self) -> Iterator[str]:
        """The opening."""
        yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="seocheck">\n'

    def page(self, page: PageReport) -> Iterator[str]:
        """The page's suite."""
        from lxml import etree

        name = clean(path_of(page.input, self._root))
        suite = etree.Element("testsuite", name=name)
        self._add_read(suite, name, page)
        found: dict[str, list[Finding]] = {}
        for finding in page.findings:
            found.setdefault(finding.rule, []).append(finding)
        for outcome in page.outcomes:
            if outcome.state == "not_applicable":
                continue
            test = _test(suite, name, outcome.rule)
            if outcome.state == "failed":
                self._add_findings(test, found.get(outcome.rule, []))
            elif outcome.state == "crashed":
                _add(test, "error", f"The rule crashed: {outcome.reason}")
            elif outcome.state == "not_run":
                _add(test, "skipped", f"Not run: {outcome.reason or 'no reason given'}")
        tests = list(suite)
        suite.set("tests", str(len(tests)))
        for plural, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            suite.set(plural, str(sum(test.find(tag) is not None for test in tests)))
        etree.indent(suite, space="  ", level=1)
        yield f"  {etree.tostring(suite, encoding='unicode')}\n"

    def end(self, totals: Totals) -> Iterator[str]:
        """The closing."""
        del totals
        yield "</testsuites>\n"

    def _add_read(self, suite: Any, name: str, page: PageReport) -> None:
        test = _test(suite, name, _WHOLE)
        if said := unread(page):
            _add(test, "skipped" if page.status == "skipped" else "error", said)

    def _add_findings(self, test: Any, findings: list[Finding]) -> None:
        """One failure or, when nothing here fails the run, one output, with a line for each place."""
        from lxml import etree

        if not findings:
            return
        worst = min((finding.severity for finding in findings), key=SEVERITIES.index)
        first = findings[0]
        test.set("line", str(first.place.line))
        text = "\n".join(map(_line, findings))
        if worst in self._failing:
            _add(test, "failure", first.message, text).set("type", worst)
        else:
            etree.SubElement(test, "system-out").text = text


def _test(suite: Any, page: str, rule: str) -> Any:
    from lxml import etree

    return etree.SubElement(suite, "testcase", classname=page, name=clean(rule), file=page)


def _add(test: Any, tag: str, message: str, text: str | None = None) -> Any:
    from lxml import etree

    element = etree.SubElement(test, tag, message=clean(message, _LONGEST))
    element.text = text
    return element


def _line(finding: Finding) -> str:
    place = f"{finding.place.line}:{finding.place.column}"
    fix = f" Fix: {clean(finding.fix, _LONGEST)}" if finding.fix else ""
    return f"{place} {finding.severity}: {clean(finding.message, _LONGEST)}{fix}"
