"""GitLab Code Quality: the findings of a merge request, as its widget reads them."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from seocheck.report.clean import clean
from seocheck.report.jsonl import dumps
from seocheck.report.whereabouts import path_of
from seocheck.report.wording import unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.model import PageReport, RulesetInfo, Severity
    from seocheck.report import ReportOptions
    from seocheck.report.totals import Totals

_LONGEST = 1000
_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}
_UNREAD = {"failed": "critical", "partial": "major", "refused": "major", "skipped": "info"}


class Writer:
    """Writes one issue a line as pages come."""

    def __init__(self, ruleset: RulesetInfo, options: ReportOptions) -> None:
        del ruleset
        self._root = options.root
        self._seen: Counter[str] = Counter()
        self._between = "\n"

    def begin(self) -> Iterator[str]:
        """The opening."""
        yield "["

    def page(self, page: PageReport) -> Iterator[str]:
        """The page's issues. That it was not read is one too: without it the page would look mended."""
        if said := unread(page):
            print_of_page = hashlib.sha256(f"{page.input}\0{page.status}".encode("utf-8", "replace")).hexdigest()[:32]
            yield self._issue(page, f"page-{page.status}", said, _UNREAD[page.status], 1, print_of_page)
        for finding in page.findings:
            severity, line = _SEVERITIES[finding.severity], finding.place.line
            yield self._issue(page, finding.rule, finding.message, severity, line, finding.fingerprint)

    def end(self, totals: Totals) -> Iterator[str]:
        """The closing."""
        del totals
        yield "\n]\n"

    def _issue(self, page: PageReport, check: str, text: str, severity: str, line: int, fingerprint: str) -> str:
        issue = {
            "description": clean(text, _LONGEST),
            "check_name": clean(check),
            "fingerprint": self._unique(fingerprint),
            "severity": severity,
            "location": {"path": clean(path_of(page.input, self._root)), "lines": {"begin": line}},
        }
        between, self._between = self._between, ",\n"
        return between + dumps(issue)

    def _unique(self, fingerprint: str) -> str:
        """GitLab shows one issue a fingerprint; two files published at the same address share theirs."""
        self._seen[fingerprint] += 1
        times = self._seen[fingerprint]
        if times == 1:
            return fingerprint
        return hashlib.sha256(f"{fingerprint}\0{times}".encode("utf-8", "replace")).hexdigest()[:32]
