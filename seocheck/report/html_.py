"""HTML: one file for editors and managers, with charts, filters and, for a single page, previews. It loads nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from heapq import heappush, heappushpop
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING
from weakref import finalize

from seocheck import __version__
from seocheck.model import SEVERITIES
from seocheck.report.html_report.words import shown
from seocheck.report.wording import many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seocheck.model import PageReport, RulesetInfo, Severity, Status
    from seocheck.report import ReportOptions
    from seocheck.report.totals import Gap, Totals

MOST_PAGES = 1_000  # shown in full: those with most to mend
MOST_FINDINGS = 10_000  # shown; a browser opens and filters them within a second
MOST_UNREAD = 500  # pages listed as not read, or read in part
_MOST_BARS = 10  # rules in the chart before it is unfolded
_MEMORY = 2**22  # bytes of pages held before they go to a temporary file
_UNREAD = ("failed", "refused", "partial", "skipped")


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: how often something spoke, by severity."""

    name: str
    counts: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(SEVERITIES, 0))

    @property
    def total(self) -> int:
        """The length of the bar."""
        return sum(self.counts.values())

    @property
    def rank(self) -> tuple[int | str, ...]:
        """Its place among others: the longest first, then the most severe, then by name."""
        return (-self.total, *(-number for number in self.counts.values()), self.name)


@dataclass(frozen=True, slots=True, order=True)
class _Kept:
    """A page put aside: how much there is to mend, then where it stands in the file. The least is the first to go."""

    errors: int
    warnings: int
    infos: int
    unanswered: int
    earliness: int  # 0, -1, -2 …
    start: int = field(compare=False)
    length: int = field(compare=False)

    @property
    def findings(self) -> int:
        return self.errors + self.warnings + self.infos


class Writer:
    """Puts pages aside on disk, the worst of them, until the last is known: the summary stands before them."""

    previews = True  # for a report of one page

    def __init__(self, ruleset: RulesetInfo, options: ReportOptions) -> None:
        del options  # the reader chooses on the page
        self._ruleset = ruleset
        self._pages = SpooledTemporaryFile(max_size=_MEMORY)  # noqa: SIM115  closed by end()
        finalize(self, self._pages.close)  # … or with a run that stopped early
        self._kept: list[_Kept] = []  # a heap
        self._read = 0
        self._seen = 0
        self._first: PageReport | None = None
        self._unread: list[PageReport] = []
        self._groups: dict[str, Bar] = {}
        self._touched: Counter[Severity] = Counter()

    def begin(self) -> Iterator[str]:
        """Nothing yet: the summary comes first."""
        yield from ()

    def page(self, page: PageReport) -> Iterator[str]:
        """Nothing yet; the page is counted and, if it is among the worst so far, put aside as HTML."""
        self._seen += 1
        self._first = page if self._seen == 1 else None
        for finding in page.findings:
            self._groups.setdefault(finding.group, Bar(shown(finding.group, 80))).counts[finding.severity] += 1
        self._touched.update({finding.severity for finding in page.findings})
        if page.status in _UNREAD and len(self._unread) < MOST_UNREAD:
            self._unread.append(replace(page, findings=(), outcomes=(), notes=(), previews=()))
        if page.status in ("audited", "partial"):
            self._keep(page)
        yield from ()

    def end(self, totals: Totals) -> Iterator[str]:
        """The whole report."""
        from markupsafe import Markup

        from seocheck.report import html_report

        alone = self._first if totals.read == 1 else None
        worst = self._worst()
        rules: dict[str, Bar] = {}
        for (severity, rule), tally in totals.rules.items():
            rules.setdefault(rule, Bar(shown(rule, 80))).counts[severity] += tally.times
        with self._pages:
            yield from html_report.template("report.html.j2").generate(
                headline=_headline(totals),
                lead=_lead(totals),
                alone=alone,
                totals=totals,
                touched=self._touched,
                rules=sorted(rules.values(), key=lambda bar: bar.rank),
                groups=sorted(self._groups.values(), key=lambda bar: bar.rank),
                previews=Markup(html_report.previews_html(alone)) if alone else "",
                MOST_BARS=_MOST_BARS,
                pages=self._html(worst, alone),
                listed=sum(kept.findings for kept in worst),
                shown_pages=len(worst),
                left_out=self._read - len(worst),
                unread=() if alone else self._unread,
                silent=() if alone else _silent(totals),
                unread_more=totals.pages - totals.statuses["audited"] - len(self._unread),
                ruleset=self._ruleset,
                version=__version__,
                policy=html_report.policy(),
                style=Markup(html_report.style()),
                script=Markup(html_report.script()),
            )

    def _keep(self, page: PageReport) -> None:
        from seocheck.report.html_report import page_html

        self._read += 1
        silent = sum(outcome.state in ("not_run", "crashed") for outcome in page.outcomes)
        counts = [page.count(severity) for severity in SEVERITIES]
        start = self._pages.seek(0, 2)
        place = _Kept(counts[0], counts[1], counts[2], silent, -self._read, start, 0)
        full = len(self._kept) == MOST_PAGES
        if full and place < self._kept[0]:
            return
        html = page_html(page, self._seen).encode("utf-8", "backslashreplace")
        self._pages.write(html)
        if full:
            heappushpop(self._kept, replace(place, length=len(html)))
        else:
            heappush(self._kept, replace(place, length=len(html)))

    def _worst(self) -> list[_Kept]:
        """The pages to show, worst first: as many as a browser can bear, but at least one."""
        worst: list[_Kept] = []
        findings = 0
        for kept in sorted(self._kept, reverse=True):
            findings += kept.findings
            if worst and findings > MOST_FINDINGS:
                break
            worst.append(kept)
        return worst

    def _html(self, worst: list[_Kept], alone: PageReport | None) -> Iterator[str]:
        from markupsafe import Markup

        from seocheck.report.html_report import page_html

        if alone is not None:
            yield Markup(page_html(alone, alone=True))
            return
        for kept in worst:
            self._pages.seek(kept.start)
            yield Markup(self._pages.read(kept.length).decode())


def _headline(totals: Totals) -> str:
    if not totals.read:
        return "Nothing was audited"
    found = many(totals.findings, "finding") if totals.findings else "No findings"
    return f"{found} on {many(totals.read, 'page')}"


def _silent(totals: Totals) -> list[tuple[str, dict[str, Gap]]]:
    gaps = [("Rules that gave no answer", totals.not_run), ("Rules that crashed", totals.crashed)]
    return [(title, reasons) for title, reasons in gaps if reasons]


_WORDS: dict[Status, str] = {
    "audited": "read whole",
    "partial": "read only in part",
    "failed": "could not be read",
    "refused": "refused",
    "skipped": "skipped",
}


def _lead(totals: Totals) -> str:
    if totals.pages == 0:
        return "There were no pages."
    ends = [(totals.statuses[status], words) for status, words in _WORDS.items() if totals.statuses[status]]
    if totals.pages == 1:
        return f"{ends[0][1].capitalize()}."
    return f"{many(totals.pages, 'page')}: {', '.join(f'{number:,} {words}' for number, words in ends)}."
