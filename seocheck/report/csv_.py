"""CSV: a finding a row, for spreadsheets; a page that was not read whole has a row that says so.

UTF-8 with a byte order mark, without which Excel reads another encoding. No cell can be taken for a formula: one that
looks like the start of one gets an apostrophe in front. Programs should read json, which keeps the text as it is.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from seocheck.report.clean import clean
from seocheck.report.wording import unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.model import Finding, PageReport, RulesetInfo
    from seocheck.report import ReportOptions
    from seocheck.report.totals import Totals

COLUMNS = (
    "page",
    "url",
    "status",
    "severity",
    "rule",
    "group",
    "line",
    "column",
    "message",
    "fix",
    "evidence",
    "why",
    "help",
    "subject",
    "pointer",
    "fingerprint",
)
_MARK = "\ufeff"
_LONGEST = 5000
# Where a cell starts, also for a program that splits at semicolons; what may stand before the sign; the sign itself.
_FORMULA = re.compile(r"(^|;)([\s\"'\u200b-\u200d\u2060\ufeff]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


class Writer:
    """Writes rows as pages come."""

    def __init__(self, ruleset: RulesetInfo, options: ReportOptions) -> None:
        del ruleset, options

    def begin(self) -> Iterator[str]:
        """The names of the columns."""
        yield _MARK + _row(COLUMNS)

    def page(self, page: PageReport) -> Iterator[str]:
        """The page's rows."""
        if said := unread(page):
            yield _row(_cells(page, {"message": said}))
        for finding in page.findings:
            yield _row(_cells(page, _told(finding)))

    def end(self, totals: Totals) -> Iterator[str]:
        """Nothing: the last row is a finding too."""
        del totals
        yield from ()


def _told(finding: Finding) -> dict[str, str]:
    return {
        "severity": finding.severity,
        "rule": finding.rule,
        "group": finding.group,
        "line": str(finding.place.line),
        "column": str(finding.place.column),
        "message": finding.message,
        "fix": finding.fix or "",
        "evidence": finding.evidence,
        "why": finding.why or "",
        "help": finding.help or "",
        "subject": finding.subject,
        "pointer": finding.place.pointer or "",
        "fingerprint": finding.fingerprint,
    }


def _cells(page: PageReport, told: dict[str, str]) -> list[str]:
    known = {"page": page.input, "url": page.url or "", "status": page.status, **told}
    return [_FORMULA.sub(r"\1'\2", clean(known.get(name, ""), _LONGEST)) for name in COLUMNS]


def _row(cells: tuple[str, ...] | list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow(cells)
    return line.getvalue()
