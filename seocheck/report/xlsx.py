"""Excel: a workbook to filter and to hand round. Everything in it is text or a number: no formula, no link."""

from __future__ import annotations

import shutil
from datetime import datetime
from io import BytesIO
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any
from weakref import finalize

from seocheck import __version__
from seocheck.model import SEVERITIES, STATUSES
from seocheck.report.clean import clean
from seocheck.report.totals import Tally
from seocheck.report.wording import many

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seocheck.model import Finding, PageReport, RulesetInfo, Severity
    from seocheck.report import ReportOptions
    from seocheck.report.totals import Totals

MOST_ROWS = 1_048_576  # of a sheet, its header among them
_LONGEST = 5000  # characters of a cell; Excel takes 32,767, people fewer
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  the same report is the same file, whenever it is written
_FINDINGS = {
    "Severity": 10,
    "Rule": 26,
    "Group": 16,
    "Page": 40,
    "Line": 7,
    "Column": 8,
    "Message": 70,
    "Fix": 50,
    "Evidence": 40,
    "Why": 50,
    "Read more": 40,
    "Address": 40,
    "Fingerprint": 34,
}
_PAGES = {"Page": 50, "Address": 50, "Status": 10, "Reason": 50, "Errors": 9, "Warnings": 10, "Info": 9} | {
    "Rules passed": 13,
    "Nothing to look at": 17,
    "Not run": 9,
}
_RULES = {"Severity": 10, "Rule": 30, "Group": 18, "Findings": 10, "Pages": 9, "Why": 80, "Read more": 60}
_COLOURS: dict[Severity, tuple[str, str]] = {
    "error": ("#9C0006", "#FFC7CE"),
    "warning": ("#7F6000", "#FFEB9C"),
    "info": ("#1F4E79", "#DDEBF7"),
}


class Writer:
    """Writes rows to disk as pages come, and the workbook after the last."""

    binary = True

    def __init__(self, ruleset: RulesetInfo, options: ReportOptions) -> None:
        del options
        from xlsxwriter import Workbook  # type: ignore[import-untyped]

        self._ruleset = ruleset
        self._file = BytesIO()
        folder = mkdtemp(prefix="seocheck-")
        finalize(self, shutil.rmtree, folder, ignore_errors=True)
        safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = Workbook(self._file, {"constant_memory": True, "tmpdir": folder, **safe})
        self._book.set_properties({"title": "seocheck", "created": _CREATED})
        self._bold = self._book.add_format({"bold": True, "bg_color": "#F2F2F2", "bottom": 1})
        self._colours = {
            severity: self._book.add_format({"font_color": ink, "bg_color": paper})
            for severity, (ink, paper) in _COLOURS.items()
        }
        self._summary = _Sheet(self._book, "Summary", {"seocheck": 30, __version__: 80}, self._bold)
        self._findings = _Sheet(self._book, "Findings", _FINDINGS, self._bold)
        self._pages = _Sheet(self._book, "Pages", _PAGES, self._bold)
        self._rules = _Sheet(self._book, "Rules", _RULES, self._bold)
        self._about: dict[str, Finding] = {}

    def begin(self) -> Iterator[bytes]:
        """Nothing yet."""
        yield from ()

    def page(self, page: PageReport) -> Iterator[bytes]:
        """Nothing yet; the rows are put aside."""
        for finding in page.findings:
            self._about.setdefault(finding.rule, finding)
            self._findings.add(_finding_row(page, finding), self._colours[finding.severity])
        states = page.states()
        self._pages.add(
            [
                page.input,
                page.url,
                page.status,
                page.reason,
                *(page.count(severity) for severity in SEVERITIES),
                states["passed"],
                states["not_applicable"],
                states["not_run"],
            ]
        )
        yield from ()

    def end(self, totals: Totals) -> Iterator[bytes]:
        """The workbook."""
        rules = sorted(totals.rules.items(), key=lambda row: (SEVERITIES.index(row[0][0]), -row[1].times, row[0][1]))
        for (severity, rule), tally in rules:
            self._rules.add(self._rule_row(severity, rule, tally), self._colours[severity])
        self._add_summary(totals)
        for sheet in (self._findings, self._pages, self._rules):
            sheet.finish()
        self._book.close()
        yield self._file.getvalue()

    def _rule_row(self, severity: Severity, rule: str, tally: Tally) -> list[str | int | None]:
        about = self._about[rule]
        return [severity, rule, about.group, tally.times, tally.pages, about.why, about.help]

    def _add_summary(self, totals: Totals) -> None:
        add = self._summary.add
        add(["Rules file", self._ruleset.source])
        add(["Rules", self._ruleset.rules])
        add(["Rules digest", self._ruleset.digest])
        add([])
        add(["Pages", totals.pages])
        for status in STATUSES:
            add([status.capitalize(), totals.statuses[status]])
        add([])
        add(["Findings", totals.findings])
        for severity in SEVERITIES:
            add([severity.capitalize(), totals.severities[severity]], self._colours[severity])
        for sheet in (self._findings, self._pages):
            if sheet.lost:
                add([f"Not in “{sheet.name}”", f"{many(sheet.lost, 'row')}: a sheet holds {MOST_ROWS:,} rows at most"])


class _Sheet:
    """A sheet with a header that stays in sight; `lost` counts the rows that found no room."""

    def __init__(self, book: Any, name: str, columns: dict[str, int], bold: Any) -> None:
        self.name = name
        self.lost = 0
        self._sheet = book.add_worksheet(name)
        self._columns = len(columns)
        self._row = 0
        for at, width in enumerate(columns.values()):
            self._sheet.set_column(at, at, width)
        self._sheet.freeze_panes(1, 0)
        self.add(list(columns), bold)

    def add(self, cells: Sequence[str | int | None], colour: Any = None) -> None:
        """One more row; its first cell, or the whole header, in `colour`."""
        if self._row >= MOST_ROWS:
            self.lost += 1
            return
        for at, cell in enumerate(cells):
            style = colour if at == 0 or self._row == 0 else None
            if isinstance(cell, int):
                self._sheet.write_number(self._row, at, cell, style)
            elif cell:
                self._sheet.write_string(self._row, at, clean(cell, _LONGEST), style)
        self._row += 1

    def finish(self) -> None:
        """Let readers filter by every column."""
        self._sheet.autofilter(0, 0, max(self._row - 1, 1), self._columns - 1)


def _finding_row(page: PageReport, finding: Finding) -> list[str | int | None]:
    return [
        finding.severity,
        finding.rule,
        finding.group,
        page.input,
        finding.place.line,
        finding.place.column,
        finding.message,
        finding.fix,
        finding.evidence,
        finding.why,
        finding.help,
        page.url,
        finding.fingerprint,
    ]
