"""Excel: a workbook to filter and to hand round. Everything in it is text or a number: no formula, no link."""

from __future__ import annotations

import json
from datetime import datetime
from io import BytesIO
from itertools import islice
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeAlias

from seocheck import __version__
from seocheck.model import SEVERITIES, STATUSES
from seocheck.report.clean import clean
from seocheck.report.jsonl import dumps
from seocheck.report.spool import Spool
from seocheck.report.wording import many

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from seocheck.model import Finding, PageReport, RulesetInfo, Severity
    from seocheck.report import ReportOptions
    from seocheck.report.totals import Totals

MOST_ROWS = 1_048_575  # of a sheet, below its header
Row: TypeAlias = "Sequence[str | int | None]"

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
    """Puts rows aside as pages come, and writes the workbook after the last."""

    binary = True

    def __init__(self, ruleset: RulesetInfo, options: ReportOptions) -> None:
        del options
        import xlsxwriter  # type: ignore[import-untyped]  # noqa: F401  an extra: its absence is said before pages are read

        self._ruleset = ruleset
        self._findings = Spool()
        self._pages = Spool()
        self._about: dict[str, Finding] = {}

    def begin(self) -> Iterator[bytes]:
        """Nothing yet."""
        yield from ()

    def page(self, page: PageReport) -> Iterator[bytes]:
        """Nothing yet; the rows are put aside."""
        for finding in page.findings:
            self._about.setdefault(finding.rule, finding)
            self._findings.add(dumps(_finding_row(page, finding)))
        self._pages.add(dumps(_page_row(page)))
        yield from ()

    def end(self, totals: Totals) -> Iterator[bytes]:
        """The workbook."""
        from xlsxwriter import Workbook

        file = BytesIO()
        safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with (
            TemporaryDirectory(prefix="seocheck-") as folder,  # rows of long sheets wait here
            Workbook(file, {"constant_memory": True, "tmpdir": folder, **safe}) as book,
        ):
            book.set_properties({"title": "seocheck", "created": _CREATED})
            write = _Sheets(book)
            write.sheet("Summary", {"seocheck": 30, __version__: 80}, self._summary(totals))
            write.sheet("Findings", _FINDINGS, _kept(self._findings))
            write.sheet("Pages", _PAGES, _kept(self._pages))
            write.sheet("Rules", _RULES, self._rules(totals))
        yield file.getvalue()

    def _summary(self, totals: Totals) -> Iterator[Row]:
        yield ["Rules file", self._ruleset.source]
        yield ["Rules", self._ruleset.rules]
        yield ["Rules digest", self._ruleset.digest]
        yield []
        yield ["Pages", totals.pages]
        for status in STATUSES:
            yield [status.capitalize(), totals.statuses[status]]
        yield []
        yield ["Findings", totals.findings]
        for severity in SEVERITIES:
            yield [severity, totals.severities[severity]]
        yield ["Held back", totals.held]
        for name, rows in (("Findings", self._findings), ("Pages", self._pages)):
            lost = rows.count - MOST_ROWS
            if lost > 0:
                yield [f"Not in “{name}”", f"{many(lost, 'row')}: Excel takes no more than those that are there"]

    def _rules(self, totals: Totals) -> Iterator[Row]:
        ordered = sorted(totals.rules.items(), key=lambda row: (SEVERITIES.index(row[0][0]), -row[1].times, row[0][1]))
        for (severity, rule), tally in ordered:
            about = self._about[rule]
            yield [severity, rule, about.group, tally.times, tally.pages, about.why, about.help]


class _Sheets:
    """Writes sheets with a header that stays in sight and a filter on every column."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True, "bg_color": "#F2F2F2", "bottom": 1})
        self._colours: dict[str, Any] = {
            severity: book.add_format({"font_color": ink, "bg_color": paper})
            for severity, (ink, paper) in _COLOURS.items()
        }

    def sheet(self, name: str, columns: dict[str, int], rows: Iterable[Row]) -> None:
        """One sheet. A severity in the first column has its colour."""
        sheet = self._book.add_worksheet(name)
        for at, (column, width) in enumerate(columns.items()):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, column, self._bold)
        sheet.freeze_panes(1, 0)
        last = 1
        for number, row in enumerate(rows, start=1):
            colour = self._colours.get(str(row[0])) if row else None
            for at, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(number, at, cell)
                elif cell:
                    sheet.write_string(number, at, clean(cell, _LONGEST), colour if at == 0 else None)
            last = number
        sheet.autofilter(0, 0, last, len(columns) - 1)


def _kept(rows: Spool) -> Iterator[Row]:
    return (json.loads(row) for row in islice(rows.lines(), MOST_ROWS))


def _finding_row(page: PageReport, finding: Finding) -> Row:
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


def _page_row(page: PageReport) -> Row:
    states = page.states()
    counts = [page.count(severity) for severity in SEVERITIES]
    ended = [states[state] for state in ("passed", "not_applicable", "not_run")]
    return [page.input, page.url, page.status, page.reason, *counts, *ended]
