"""GitHub annotations: commands in the log of a workflow that mark lines of files.

GitHub shows 10 of each level a step and drops the rest in silence; here the rest is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from seocheck.model import SEVERITIES
from seocheck.report.clean import clean
from seocheck.report.whereabouts import is_address, path_of
from seocheck.report.wording import many, unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.model import Finding, PageReport, RulesetInfo, Severity
    from seocheck.report import ReportOptions
    from seocheck.report.totals import Totals

MOST = 10

_LONGEST = 1000
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_UNREAD: dict[str, Severity] = {"failed": "error", "partial": "warning", "refused": "warning", "skipped": "info"}


class Writer:
    """Writes after the last page: annotations belong together, the most severe first."""

    def __init__(self, ruleset: RulesetInfo, options: ReportOptions) -> None:
        del ruleset
        self._root = options.root
        self._lines: dict[Severity, list[str]] = {severity: [] for severity in SEVERITIES}
        self._counts: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)

    def begin(self) -> Iterator[str]:
        """Nothing yet."""
        yield from ()

    def page(self, page: PageReport) -> Iterator[str]:
        """Nothing yet; the first annotations of each level are kept."""
        if said := unread(page):  # before its findings: it says how far they can be trusted
            self._add(_UNREAD[page.status], self._properties(page, None), said)
        for finding in page.findings:
            self._add(finding.severity, self._properties(page, finding), self._words(page, finding))
        yield from ()

    def end(self, totals: Totals) -> Iterator[str]:
        """The annotations, and how many there would be more."""
        del totals
        for severity, lines in self._lines.items():
            yield from lines
            rest = self._counts[severity] - len(lines)
            if rest:
                yield f"{many(rest, severity)} more without annotation: GitHub shows {MOST} of each level a step.\n"

    def _add(self, severity: Severity, properties: dict[str, str], message: str) -> None:
        self._counts[severity] += 1
        if self._counts[severity] <= MOST:
            told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
            self._lines[severity].append(f"::{_LEVELS[severity]} {told}::{_data(message)}\n")

    def _properties(self, page: PageReport, finding: Finding | None) -> dict[str, str]:
        title = clean(f"seocheck: {finding.rule if finding else page.status}", _LONGEST)
        if is_address(page.input):  # no file to mark
            return {"title": title}
        file = {"file": clean(path_of(page.input, self._root))}
        if finding is None:
            return {**file, "title": title}
        place = finding.place
        where = {"line": str(place.line), "endLine": str(place.end_line)}
        if place.line == place.end_line:  # columns of two lines are refused
            where |= {"col": str(place.column), "endColumn": str(place.end_column)}
        return {**file, **where, "title": title}

    def _words(self, page: PageReport, finding: Finding) -> str:
        where = f"{clean(page.input)} {finding.place.line}:{finding.place.column}: " if is_address(page.input) else ""
        fix = f"\nFix: {clean(finding.fix, _LONGEST)}" if finding.fix else ""
        return f"{where}{clean(finding.message, _LONGEST)}{fix}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
